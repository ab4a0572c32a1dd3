"""What was typed into a draft, key by key: on its way to the disk before the next key is read.

A file of its own beside the draft, for each window that writes it: what stood there at first, then
what each change put in the place of what. Nothing is flushed, for a program that is killed leaves
what it wrote to the system. Its time is that of the last change, as that of the draft's own file
is: the newer of them counts.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Final

SUFFIX: Final = ".keys"
_MOST: Final = 1 << 18
"""Bytes of changes after which the draft is written whole again, if it is not larger itself."""


class KeyLog:
    """The changes of one draft; one that cannot be written is as though it were not there."""

    def __init__(self, folder: Path, name: str, token: str) -> None:
        self._path = folder / f"{name}.{token}{SUFFIX}"
        self._values: dict[str, str] = {}
        self._file: FileIO | None = None
        self._room = 0

    @property
    def writes(self) -> bool:
        """Whether the last change is in it."""
        return self._file is not None

    def note(self, values: Mapping[str, str], at: int) -> None:
        """Write what is another text than before; `at` in nanoseconds."""
        try:
            if self._file is None or self._room <= 0:
                self._begin(values)
            else:
                self._room -= _append(self._file, _changes(self._values, values))
            os.utime(self._path, ns=(at, at))
        except OSError:
            self.close()  # what it has stays until the draft is written whole
        self._values = dict(values)

    def drop(self) -> None:
        """It is in the draft's own file."""
        self.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _begin(self, values: Mapping[str, str]) -> None:
        self.close()
        fresh = self._path.with_suffix(f"{SUFFIX}.new")
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = json.dumps(dict(values)).encode("ascii") + b"\n"
        fresh.touch(mode=0o600)
        fresh.write_bytes(whole)
        fresh.replace(self._path)
        self._file = self._path.open("ab", buffering=0)
        self._room = max(_MOST, 2 * len(whole))

    def close(self) -> None:
        """Go on in a file that begins anew."""
        if self._file is not None:
            self._file.close()
            self._file = None


@dataclass(frozen=True)
class Typed:
    """What the window `token` typed into a draft; `values` is None where that cannot be read."""

    path: Path
    name: str
    token: str
    at: int
    values: dict[str, str] | None


def read_keys(folder: Path) -> list[Typed]:
    """What each log says after the last line of it that can be read, the newest last."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError):  # its window dropped it just now
            at = path.stat().st_mtime_ns
            name, _, token = path.stem.partition(".")
            found.append(Typed(path, name, token, at, _read(path)))
    return sorted(found, key=lambda typed: typed.at)


def newest(folder: Path, logs: list[Typed]) -> dict[str, Typed]:
    """The last log of each draft, where it is not older than the draft."""
    known = {log.name: log for log in logs if log.values is not None}
    return {name: log for name, log in known.items() if not is_older(folder, log)}


def is_older(folder: Path, log: Typed) -> bool:
    """Whether the draft was written whole after it."""
    with suppress(OSError):
        return log.at < (folder / f"{log.name}.json").stat().st_mtime_ns
    return False


def logged(folder: Path, name: str, but: str = "") -> bool:
    """Whether any window has a log of this draft, `but` for that one."""
    return any(path.stem != f"{name}.{but}" for path in folder.glob(f"{name}.*{SUFFIX}"))


def _read(path: Path) -> dict[str, str] | None:
    first, *lines = path.read_bytes().split(b"\n")
    try:
        values = {str(field): str(said) for field, said in json.loads(first).items()}
    except (ValueError, AttributeError):
        return None
    with suppress(ValueError, TypeError):  # what has no end was being written
        for line in lines:
            for field, start, end, put in json.loads(line):
                old = values.get(field, "")
                values[field] = f"{old[:start]}{put}{old[end:]}"
    return {field: said for field, said in values.items() if said}


def _append(file: FileIO, changes: list[tuple[str, int, int, str]]) -> int:
    line = json.dumps(changes).encode("ascii") + b"\n"
    if file.write(line) != len(line):
        raise OSError("the disk is full")
    return len(line)


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """(field, start, end, what was put there) of each that is another."""
    return [
        (field, *_change(old.get(field, ""), new.get(field, "")))
        for field in {**old, **new}
        if old.get(field, "") != new.get(field, "")
    ]


def _change(old: str, new: str) -> tuple[int, int, str]:
    most = min(len(old), len(new))
    start = _alike(most, lambda low, high: old[low:high] == new[low:high])
    ends = len(old), len(new)
    same = _alike(
        most - start,
        lambda low, high: (
            old[ends[0] - high : ends[0] - low] == new[ends[1] - high : ends[1] - low]
        ),
    )
    return start, len(old) - same, new[start : len(new) - same]


def _alike(most: int, are: Callable[[int, int], bool]) -> int:
    """How many letters are alike, found by halves: texts may be megabytes."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if are(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
