"""Desks in files, each made once a test process and copied from then on: making one is half of a
short test, and the demo's takes two seconds.
"""

import shutil
import tempfile
from collections.abc import Callable, Hashable
from functools import cache, partial
from pathlib import Path
from typing import Any

from models.schema import create_desk

_made: dict[Hashable, Path] = {}


def empty_desk(path: Path | str, **told: Any) -> None:
    """As `create_desk` would make it in a file of this name."""
    copy_made(Path(path), tuple(sorted(told.items())), partial(create_desk, **told))


def copy_made(path: Path, key: Hashable, make: Callable[[Path], object]) -> None:
    """A copy of what `make` made at its first call with this key."""
    if key not in _made:
        kept = Path(_folder().name) / f"{len(_made)}.db"
        make(kept)
        _made[key] = kept
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_made[key], path)


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="leadline-made-")
