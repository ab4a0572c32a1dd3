"""A list to choose from that the wheel passes over: what is chosen is never changed in passing."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class WheelFreeBox(QComboBox):
    """The wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()
