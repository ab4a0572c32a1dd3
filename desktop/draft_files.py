"""Drafts as files: one JSON file each, in a folder of the desk's that is not named after it."""

import hashlib
import json
import os
import re
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.paths import data_folder
from models.errors import KnownError
from models.schema import as_url

_NAME = re.compile(r"[a-z0-9-]+")
_UNNAMED_FOR: Final = 86_400
"""Seconds that a file no draft names is kept: another window may be about to name it."""


def drafts_folder(address: str) -> Path:
    """Where the drafts of a desk are: apart from those of other desks, and not named after it."""
    place = as_url(address).render_as_string(hide_password=True)
    return data_folder() / "drafts" / hashlib.sha256(place.encode()).hexdigest()[:16]


def put_draft(
    folder: Path,
    name: str,
    values: Mapping[str, str],
    at: int | None = None,
    *,
    empty: bool = False,
) -> bool:
    """Write one draft whole, readable by its owner alone; False where that cannot be done.

    The file's time is `at` (nanoseconds), when it was typed. One without words is gone, unless it
    is to be `empty`: that it is newer than what else says something of it.
    """
    path = folder / f"{name}.json"
    fresh = folder / f"{name}.{uuid.uuid4().hex}.new"
    try:
        if not values and not empty:
            path.unlink(missing_ok=True)
            return True
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(dict(values)), "ascii")
        if at is not None:
            os.utime(fresh, ns=(at, at))
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        return False
    return True


def read_drafts(folder: Path) -> dict[str, dict[str, str]]:
    """Every draft there is; a damaged file costs its own draft only."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            values = json.loads(path.read_text("ascii"))
        except (OSError, ValueError):
            continue
        if _NAME.fullmatch(path.stem) and isinstance(values, dict):
            found[path.stem] = {str(field): str(said) for field, said in values.items()}
    return found


def last_time(folder: Path) -> int:
    """The latest time (nanoseconds) that any draft has: what is typed now is newer, whatever a
    clock that was put back says."""
    times = [0]
    for path in (*folder.glob("*.json"), *folder.glob("*.keys")):
        with suppress(OSError):
            times.append(path.stat().st_mtime_ns)
    return max(times)


def put_file(folder: Path, data: bytes) -> None:
    """Keep what an attached file holds, under its SHA-256, readable by its owner alone."""
    path = _held(folder, hashlib.sha256(data).hexdigest())
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise KnownError(
            "Not attached", f"It cannot be kept on this computer: {error.strerror}.",
            "Make room, then attach it again.",
        ) from error  # fmt: skip


def read_file(folder: Path, sha256: str) -> bytes | None:
    """What such a file holds; None where it is gone, or not what it was."""
    try:
        data = _held(folder, sha256).read_bytes()
    except (OSError, ValueError):
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def drop_files(folder: Path, drafts: Mapping[str, Mapping[str, str]]) -> None:
    """Have those gone that no draft names any more, and what was half written."""
    named = "\n".join(said for values in drafts.values() for said in values.values())
    long_ago = time.time() - _UNNAMED_FOR
    for path in (*_held(folder, "any").parent.glob("*"), *folder.glob("*.new")):
        with suppress(OSError):
            if path.name not in named and path.stat().st_mtime < long_ago:
                path.unlink()


def _held(folder: Path, sha256: str) -> Path:
    return folder / "files" / sha256
