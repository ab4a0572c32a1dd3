"""What can wait until a window was painted."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow

_PATIENCE_MS: Final = 500
"""A window that nobody sees is not painted: it may start minimised."""


class FirstPaint(QObject):
    """Calls once what can wait until the window was painted, and in any case a moment later."""

    def __init__(self, window: QMainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        (window.centralWidget() or window).installEventFilter(self)
        QTimer.singleShot(_PATIENCE_MS, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """This paint is part of a whole window's: go on when that is done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
