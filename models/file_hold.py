"""A desk's file is held by locks that no close of it drops.

SQLite's own locks belong to the process: when anything in it closes any descriptor of the file,
all of them are gone. The next program to close the desk then takes itself for the last one, brings
the log into the file and deletes it under us, and what is saved after that is lost. The locks here
belong to a descriptor of our own (Linux: open file description locks). They lie beside SQLite's,
on bytes it locks to read: all others read and write as ever, and none is the last while we are in.
"""

import os
import stat
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Final

_BYTES: Final = (("", 0x4000_0002, 510), ("-shm", 128, 1))
"""Of which file, from where, how many: the range of those who read a SQLite file, and the byte of
its index that says that somebody uses it (SQLite's `os_unix.c`: SHARED_FIRST, UNIX_SHM_DMS)."""

_Which = tuple[int, int]


@dataclass
class _Held:
    """A descriptor; `by` counts the connections of this process to its file."""

    descriptor: int
    start: int
    length: int
    by: int = 0
    locked: bool = False

    def lock(self) -> None:
        """At once or not at all; asked again with the next connection."""
        self.locked = self.locked or self._ask("F_RDLCK")

    def unlock(self) -> None:
        """The descriptor stays: closing it would drop SQLite's locks."""
        self.locked = self.locked and not self._ask("F_UNLCK")

    def _ask(self, kind: str) -> bool:
        if sys.platform != "linux":
            return False
        import fcntl

        asked = struct.pack(
            "hhqqi4x", getattr(fcntl, kind), os.SEEK_SET, self.start, self.length, 0
        )
        with suppress(OSError):  # no file system of this kind, or somebody has it alone just now
            fcntl.fcntl(self.descriptor, fcntl.F_OFD_SETLK, asked)
            return True
        return False


_all: Final[dict[_Which, _Held]] = {}
_turn: Final = RLock()
"""Whoever has it may be told, meanwhile, that a connection was collected: see `engine`."""


def hold(path: Path) -> Callable[[], None]:
    """Hold a desk's file, to which a connection was just made; returns what lets go of it.

    It is to be let go right before that connection is closed, so that the last one of all can
    bring the log into the file. Where a system knows no such lock, nothing happens.
    """
    if sys.platform != "linux":
        return lambda: None
    with _turn:
        _close(but={_which(path, ending) for ending, _, _ in _BYTES})
        held = [one for one in (_taken(path, *place) for place in _BYTES) if one is not None]
    return partial(_let_go, held)


def close_unused() -> None:
    """Close what was let go, once its last connection is closed too: its disk can be taken out."""
    with _turn:
        _close(but=set())


def _let_go(held: list[_Held]) -> None:
    """Once only, however often it is called."""
    with _turn:
        for one in held:
            one.by -= 1
            if not one.by:
                one.unlock()
        held.clear()


def _taken(path: Path, ending: str, start: int, length: int) -> _Held | None:
    which = _which(path, ending)
    if which is None:
        return None
    one = _all.get(which)
    if one is None:
        try:
            descriptor = os.open(f"{path}{ending}", os.O_RDONLY)
        except OSError:
            return None
        found = os.fstat(descriptor)
        one = _all.setdefault((found.st_dev, found.st_ino), _Held(descriptor, start, length))
    one.by += 1
    one.lock()
    return one


def _close(but: set[_Which | None]) -> None:
    for which in [which for which, one in _all.items() if not one.by and which not in but]:
        os.close(_all.pop(which).descriptor)


def _which(path: Path, ending: str) -> _Which | None:
    """Which file stands there, by device and number; None where no file of the disk does."""
    try:
        found = Path(f"{path}{ending}").stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
