"""A file that is whole or not there: made under another name, never over something else."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from models.errors import KnownError

BESIDE: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; left there, the next file of that name would take it for its."""


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A draft beside `path` that takes its name once the block is through."""
    with draft_of(path) as draft:
        if path.exists():
            raise _taken(path)
        yield draft
        put(draft, path)


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, gone after the block unless it was given another name."""
    draft = path.with_name(f".{uuid.uuid4().hex}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(exist_ok=False)
        yield draft
    except OSError as error:
        raise KnownError(
            "The file cannot be made", f"{path} cannot be written: {error.strerror}.",
            "Choose another place, or make room.",
        ) from error  # fmt: skip
    finally:
        remove(draft)


def put(draft: Path, path: Path) -> None:
    """Give a file its name, in one step, unless the name is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # no hard links on this file system
        if path.exists():
            raise _taken(path) from None
        draft.rename(path)


def remove(path: Path) -> None:
    """Have a file gone, and what SQLite keeps beside it, where that can be done."""
    for name in with_its_own(path):
        with suppress(OSError):
            name.unlink(missing_ok=True)


def unused(path: Path, word: str) -> Path:
    """A free name beside `path` that says what became of it: `desk.replaced-2.db`."""
    names = (f"{word}-{number}" if number > 1 else word for number in range(1, 10_000))
    candidates = (path.with_name(f"{path.stem}.{name}{path.suffix}") for name in names)
    return next(name for name in candidates if not any(map(Path.exists, with_its_own(name))))


def with_its_own(path: Path) -> list[Path]:
    """The file, and what SQLite may keep beside it."""
    return [path.with_name(path.name + end) for end in ("", *BESIDE)]


def _taken(path: Path) -> KnownError:
    return KnownError(
        "There is a file already", f"{path} exists.", "Open it, or choose another name."
    )
