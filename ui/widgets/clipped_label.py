"""Text over a few lines that ends in an ellipsis; all of it is the tool tip and the spoken text."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.palette import color
from ui.theme import Size, Theme
from ui.tool_tip import tool_tip
from ui.widgets.text_lines import Lines, lay_out

_LEAST_WIDTH = 60


class ClippedLabel(QLabel):
    """At most `most` lines of text in the width there is; a label to a screen reader too."""

    def __init__(
        self,
        theme: Theme,
        most: int,
        size: Size = "body",
        weight: int = 400,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = most
        self._font = theme.font(size, weight, figures=False)
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Show this text."""
        if text != self._words:
            self._words = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines in this width."""
        return round(self._lines(width).height + 0.5)

    def sizeHint(self) -> QSize:
        """A third of a page wide."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(_LEAST_WIDTH, round(self._lines(10_000).height + 0.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        lines = self._lines(self.width())
        self.setToolTip(tool_tip(self._words[:2_000]) if lines.cut else "")
        painter = QPainter(self)
        painter.setPen(color(self._theme.palette.text))
        lines.draw(painter, 0, 0)

    def _lines(self, width: int) -> Lines:
        return lay_out(self._words, self._font, width, self._most, at_left=True)
