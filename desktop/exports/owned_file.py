"""A file put into a folder that people work in: whole or not, and never over what is not ours."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

from models.errors import KnownError
from models.new_file import draft_of, put

MOST_READ: Final = 64 * 1024 * 1024
"""Bytes of a file in the way that are looked at: none of ours is longer."""


def put_file(
    folder: Path, path: str, data: bytes, before: Iterable[str]
) -> Literal["written", "unchanged"]:
    """Write a file at a path of the folder, over one of which the hash is in `before`.

    Raises `KnownError` where something else is in the way, or the path leads out through a link;
    its sentence is said behind the path, and does not name it again.
    """
    _check_way(folder, path)
    place = folder / path
    there = _there(place)
    if there == data:
        return "unchanged"
    if there is not None and hashlib.sha256(there).hexdigest() not in before:
        raise _left("It was not written from this desk, or was changed since: it is left.",
                    "Import it, or move it away, then export again.")  # fmt: skip
    with draft_of(place) as draft:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if there is None:
            put(draft, place)
        else:
            draft.replace(place)
    return "written"


def _check_way(folder: Path, path: str) -> None:
    """No folder on the way is a link, or anything but a folder."""
    way = folder
    for part in path.split("/")[:-1]:
        way /= part
        try:
            mode = way.lstat().st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            raise _left(f"It cannot be written: {error.strerror}.", "Look there.") from error
        if not stat.S_ISDIR(mode):
            raise _left(f"{way.relative_to(folder)} is no folder of this one: it is left out.",
                        "Move it away, then export again.")  # fmt: skip


def _there(place: Path) -> bytes | None:
    """What is in the way; None where nothing is."""
    try:
        found = place.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_READ:
            raise _left("It is there and is none of ours: it is left.",
                        "Move it away, then export again.")  # fmt: skip
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _left(f"It cannot be written: {error}.", "Look there.") from error


def _left(sentence: str, what_next: str) -> KnownError:
    return KnownError("Not written", sentence, what_next)
