"""A window that tells whether anybody can see it: what ticks rests meanwhile."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow


class SightedWindow(QMainWindow):
    """`sight_changed`: whether it is in sight, now that it was shown, hidden or minimised."""

    sight_changed = Signal(bool)

    def changeEvent(self, event: QEvent) -> None:
        """What is minimised is seen by nobody."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody sees it."""
        super().showEvent(event)
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """It is kept in the tray, or closed."""
        super().hideEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.sight_changed.emit(self.isVisible() and not self.isMinimized())
