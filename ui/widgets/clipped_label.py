"""Text over a few lines that ends in an ellipsis; all of it is the tool tip and the spoken text."""

from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.palette import color
from ui.theme import Size, Theme
from ui.tool_tip import tool_tip
from ui.widgets.markdown import MarkdownLines, is_markdown, lay_out_markdown, plain_text
from ui.widgets.text_lines import Lines, lay_out

_LEAST_WIDTH = 60
_WIDTHS = 4
_LONGEST = 2_000
"""Letters of Markdown that are laid out for a few lines."""


class ClippedLabel(QLabel):
    """At most `most` lines of text in the width there is; a label to a screen reader too.

    With `markdown` its signs are shown as what they mean, and spoken not at all.
    """

    def __init__(
        self,
        theme: Theme,
        most: int,
        size: Size = "body",
        weight: int = 400,
        parent: QWidget | None = None,
        *,
        markdown: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markdown = markdown
        self._most = most
        self._font = theme.font(size, weight, figures=False)
        self._words = ""
        self._laid_out: dict[int, Lines | MarkdownLines] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Show this text."""
        if text != self._words:
            self._words = text
            self._laid_out.clear()
            self.setAccessibleName(self._plain())
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
        self.setToolTip(tool_tip(self._plain()[:2_000]) if lines.cut else "")
        painter = QPainter(self)
        painter.setPen(color(self._theme.palette.text))
        lines.draw(painter, 0, 0)

    def _plain(self) -> str:
        return plain_text(self._words) if self._markdown else self._words

    def _lines(self, width: int) -> Lines | MarkdownLines:
        """Laid out once for a width: layouts above it ask for its height many times."""
        lines = self._laid_out.get(width)
        if lines is None:
            if len(self._laid_out) >= _WIDTHS:
                self._laid_out.clear()
            lines = self._laid_out[width] = self._lay_out(width)
        return lines

    def _lay_out(self, width: int) -> Lines | MarkdownLines:
        if self._markdown and is_markdown(self._words):
            begin = self._words[:_LONGEST]
            most = self._most * QFontMetricsF(self._font).lineSpacing() + 0.5
            lines = lay_out_markdown(begin, self._font, width, most)
            return replace(lines, cut=lines.cut or begin != self._words)
        return lay_out(self._words, self._font, width, self._most, at_left=True)
