"""One window per desk and user: a second start raises the first one's window, and ends.

Loads no Qt, so that a second start is over before most programs have begun.
"""

import hashlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRWPair
from pathlib import Path
from typing import IO, BinaryIO, Final

from desktop.addresses import one_spelling
from desktop.file_lock import lock
from desktop.paths import runtime_folder

_PATIENCE: Final = 2.0
"""Seconds that a window may take to answer: it may be starting, or hang. Then another opens."""

_BETWEEN: Final = 0.02
"""Seconds between two tries to reach a window that holds its desk and does not listen yet."""

RAISED: Final = b"raised\n"
OTHER: Final = b"somebody else\n"


class SingleInstance:
    """Holds the lock of at most one desk: that of the window of this process.

    The system gives the lock back when the process ends, however it ends.
    """

    def __init__(self) -> None:
        self._lock: IO[bytes] | None = None
        self.channel = ""
        """Where the window hears second starts; "" while it holds no desk."""

    def enter(self, address: str, person: str | None = None) -> bool:
        """Hold this desk and no other any more; False where its window is open and was raised.

        A window that somebody else than `person` is at stays as it is, and so does one that does
        not answer: this one opens beside it, and holds nothing.
        """
        channel = _channel(address)
        if not channel or channel == self.channel:
            return True
        lock = _locked(channel)
        if lock is None:  # a window's, or of somebody who looks (`lock_state`) and lets go at once
            time.sleep(_BETWEEN)
            lock = _locked(channel)
        if lock is None and _raise(channel, person):
            return False
        self.leave()
        if lock is not None:
            self._lock, self.channel = lock, channel
        return True

    def leave(self) -> None:
        """Hold no desk any more."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        self.channel = ""


def lock_state(address: str) -> str:
    """Whether a window holds this desk: "held" or "free"; "nowhere" where none can."""
    channel = _channel(address)
    file = _lock_file(channel) if channel else None
    if file is None:
        return "nowhere"
    with file:
        return "free" if lock(file.fileno()) else "held"


def _channel(address: str) -> str:
    """The path of a socket of this user's, or "" where there is no safe place for one.

    On Windows pipes have no folder: what comes of it names the pipe (see `pipe_name`).
    """
    place = one_spelling(address)
    folder = runtime_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32" and folder.stat().st_uid != os.getuid():
            return ""
    except OSError:
        return ""
    return str(folder / hashlib.sha256(place.encode()).hexdigest()[:16])


def pipe_name(channel: str) -> str:
    """What a Windows pipe is called: all users share one room of names."""
    return f"leadline-{hashlib.sha256(channel.encode()).hexdigest()[:16]}"


def _locked(channel: str) -> IO[bytes] | None:
    """The file, locked for as long as it is open; None where that cannot be."""
    file = _lock_file(channel)
    if file is not None and not lock(file.fileno()):
        file.close()
        return None
    return file


def _lock_file(channel: str) -> IO[bytes] | None:
    """The file that a window locks; None where this user cannot have one."""
    try:
        return Path(f"{channel}.lock").open("ab")
    except OSError:
        return None


def _raise(channel: str, person: str | None) -> bool:
    """Ask the window that holds the desk to come to the front; whether it did."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    wish = json.dumps({"person": person or "", "token": token}).encode() + b"\n"
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with _line_to(channel) as line:
                line.write(wish)
                line.flush()
                return line.readline() == RAISED
        except TimeoutError:
            return False
        except OSError:  # it does not listen yet
            time.sleep(_BETWEEN)
    return False


@contextmanager
def _line_to(channel: str) -> Iterator[BinaryIO | BufferedRWPair]:
    if sys.platform == "win32":
        _let_come_to_the_front()
        with Path(rf"\\.\pipe\{pipe_name(channel)}").open("r+b", buffering=0) as pipe:
            yield pipe
    else:
        with socket.socket(socket.AF_UNIX) as ours:
            ours.settimeout(_PATIENCE)
            ours.connect(channel)
            with ours.makefile("rwb") as line:
                yield line


def _let_come_to_the_front() -> None:
    """Windows lets a window come to the front if the process that was just started allows it."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anybody)
