"""Cycles of objects are collected on the GUI thread alone.

Python looks for them on whichever thread comes to make an object too many. Where that is a
worker's, a part of a window that went away ends there: it holds a lock of Qt and waits for the
interpreter, which the GUI thread holds while it waits for that lock, and the window stands still
for good.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import Qt, QTimer

_PAUSE_MS: Final = 5_000


@contextmanager
def collected_on_this_thread(pause_ms: int = _PAUSE_MS) -> Iterator[None]:
    """Meanwhile no other thread collects, and this one does so from its event loop.

    What is there at the beginning, modules above all, is not looked at again.
    """
    was_on = gc.isenabled()
    gc.freeze()
    gc.disable()
    timer = QTimer(interval=pause_ms, timerType=Qt.TimerType.VeryCoarseTimer)
    timer.timeout.connect(collect)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        if was_on:
            gc.enable()


def collect() -> None:
    """Collect as far as Python would have by now: nothing where little was made."""
    young, _, old = gc.get_count()
    of_young, _, of_old = gc.get_threshold()
    if young > of_young:
        gc.collect(2 if old > of_old else 1)
