"""When the times in the rows of a table are to be read again: as soon as one would look another."""

from collections.abc import Iterable
from datetime import datetime
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models.desk_time import DeskClock

LONGEST: Final = 60.0
"""Seconds after which they are read again in any case."""

_LEAST: Final = 1.0
_FAILED_MS: Final = 5_000


class RowTimes(QObject):
    """Sleeps until the first of the rows in sight looks another; `due` says so.

    `shown` is to be called once they were read; while a read is under way nothing is due.
    """

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A coarse one may come a twentieth too early, and there would be nothing to see yet.
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.due)
        self._going = False

    @property
    def going(self) -> bool:
        """Whether the rows are in view."""
        return self._going

    def start(self) -> None:
        """They are in view."""
        self._going = True

    def stop(self) -> None:
        """They are not: nothing is due until `start`."""
        self._going = False
        self._timer.stop()

    def shown(self, change_at: Iterable[datetime | None], clock: DeskClock) -> None:
        """The rows in sight were read: until when each looks as it does."""
        self._wait(ceil(pause(change_at, clock) * 1000))

    def failed(self) -> None:
        """They could not be read."""
        self._wait(_FAILED_MS)

    def _wait(self, milliseconds: int) -> None:
        if self._going:
            self._timer.start(milliseconds)


def pause(change_at: Iterable[datetime | None], clock: DeskClock) -> float:
    """Seconds until the first of these instants, within bounds; None is never."""
    ahead = (clock.seconds_until(at) for at in change_at if at is not None)
    return min(max(min(ahead, default=LONGEST), _LEAST), LONGEST)
