"""Whether somebody used a window within the last minutes: they are at it, whatever the shift."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow

from models.desk_time import wall_time

LATELY: Final = 600
"""Seconds after the last key or movement of the mouse in which somebody counts as there."""

_HANDS: Final = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
})  # fmt: skip
"""What nobody does by coming past."""
_USES: Final = _HANDS | {QEvent.Type.MouseMove, QEvent.Type.FocusIn}


class Attendance(QObject):
    """Of one window; `returned` when somebody uses it who had not for a while, `used` at each key
    and each click in it."""

    returned = Signal()
    used = Signal()

    def __init__(
        self, parent: QObject, steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = wall_time,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._steady, self._wall = steady, wall
        self._used_at: tuple[float, datetime] | None = None

    @property
    def lately(self) -> bool:
        """Whether somebody used it within the last minutes.

        By both clocks: while the machine sleeps the one stands still, the other may be set.
        """
        if self._used_at is None:
            return False
        (steady, wall), (used_steady, used_wall) = self._both(), self._used_at
        return max(steady - used_steady, (wall - used_wall).total_seconds()) < LATELY

    def watch(self, window: QWindow) -> None:
        """From now on; whoever has opened it is there."""
        window.installEventFilter(self)
        if window.isVisible():
            self._used_at = self._both()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key, the mouse, or that the window has the keyboard again."""
        if event.type() in _USES:
            there, self._used_at = self.lately, self._both()
            if not there:
                self.returned.emit()
        if event.type() in _HANDS:
            self.used.emit()
        return False

    def _both(self) -> tuple[float, datetime]:
        return self._steady(), self._wall()
