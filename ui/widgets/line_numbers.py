"""The strip before a text's lines that their numbers stand in."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

ROOM: Final = 8
"""Pixels beside the numbers."""

Paint = Callable[[QPainter, QRect, int], None]
"""Paints the numbers in an area of the strip, which is so wide."""


class LineNumbers(QWidget):
    """Follows its text, whose owner leaves as much room as `fit` says."""

    def __init__(self, text: QPlainTextEdit, paint: Paint) -> None:
        super().__init__(text)
        self._text, self._paint = text, paint

    def fit(self, digits: int) -> int:
        """Be as wide as numbers of so many digits; returns the width."""
        wide = self._text.fontMetrics().horizontalAdvance("9") * digits + 2 * ROOM
        self.resize(wide, self.height())
        self.place()
        return wide

    def place(self) -> None:
        """Beside the text, as high as it is."""
        area = self._text.contentsRect()
        self.setGeometry(area.left(), area.top(), self.width(), area.height())

    def follow(self, _: QRect, moved: int) -> None:
        """The text scrolled, or was painted anew."""
        if moved:
            self.scroll(0, moved)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whose text it is knows its lines."""
        self._paint(QPainter(self), event.rect(), self.width())
