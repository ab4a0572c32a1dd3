"""A real X server's keys and clipboard, for a window that runs in a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_PATIENCE: Final = 60.0
"""Seconds after which a window that did not come is missed."""

_COPYING: Final = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
application.clipboard().setText(sys.stdin.read())
application.processEvents()
print("copied", flush=True)
application.exec()
"""
_PASTING: Final = """
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
print(application.clipboard().text())
"""


def until_titled(words: str) -> str:
    """The number of a window of that title, as soon as it is on the screen."""
    command = ["xdotool", "search", "--sync", "--onlyvisible", "--name", re.escape(words)]
    found = subprocess.run(command, check=True, timeout=60, capture_output=True, text=True)
    return found.stdout.split()[0]


def focus(window: str) -> None:
    """Give a window the keyboard, as a window manager would: a display of the tests has none."""
    xdotool("windowfocus", "--sync", window)


def press(*keys: str) -> None:
    """Press and let go of keys such as “ctrl+Return”, wherever the keyboard is."""
    xdotool("key", *keys)


def write(words: str) -> None:
    """Type words, wherever the keyboard is."""
    xdotool("type", "--delay", "1", words)


def xdotool(*words: str) -> str:
    """What it says, once it is done."""
    done = subprocess.run(
        ["xdotool", *words], check=True, timeout=_PATIENCE, capture_output=True, text=True
    )
    return done.stdout


@contextmanager
def copied(words: str) -> Iterator[None]:
    """Another program holds a text on the clipboard of this screen, until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-c", _COPYING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(words)
        program.stdin.close()
        program.stdout.readline()
        yield
        program.kill()


def pasted() -> str:
    """What another program would paste on this screen."""
    return subprocess.run(
        [sys.executable, "-c", _PASTING], check=True, timeout=_PATIENCE, capture_output=True,
        text=True,
    ).stdout  # fmt: skip
