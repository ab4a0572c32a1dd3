"""A field for several lines that grows with what is typed; Tab goes on to the next field."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import Theme

_FRAME = 24
_LEAST_HEIGHT = 44
"""What the style sheet gives a field of one line."""


class GrowingText(QPlainTextEdit):
    """Between `least` and `most` lines high."""

    def __init__(
        self, theme: Theme, least: int = 2, most: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._line = QFontMetricsF(theme.font()).lineSpacing()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as the words need."""
        return QSize(300, self._height())

    def minimumSizeHint(self) -> QSize:
        """Never less than the fewest lines."""
        return QSize(80, self._height())

    def set_least(self, least: int) -> None:
        """Change the fewest lines."""
        if least != self._least:
            self._least = least
            self._grow()

    def _height(self) -> int:
        lines = min(max(round(self.document().size().height()), self._least), self._most)
        return max(round(lines * self._line) + _FRAME, _LEAST_HEIGHT)

    def _grow(self, *_: object) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
