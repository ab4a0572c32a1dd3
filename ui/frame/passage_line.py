"""One line of a text in which some words stand out: why something was found."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout

from ui.palette import color
from ui.theme import Theme

Marks = Sequence[tuple[int, int]]
_ENDLESS = 1e6


def paint_passage(
    painter: QPainter, theme: Theme, at: QPointF, width: float, text: str, marks: Marks
) -> None:
    """Draw as much of the text as the width holds, muted; the marked words strong."""
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    strong.setForeground(QColor(theme.palette.text))
    font = theme.font("caption", figures=False)
    line = _laid_out(text, marks, font, strong, width)
    held = line.lineAt(0).textLength()
    if held < len(line.text()):
        line = _laid_out(_first(text, held), marks, font, strong, _ENDLESS)
    painter.setPen(color(theme.palette.muted))
    line.draw(painter, at)


def _first(text: str, units: int) -> str:
    return f"{_utf16(text)[: 2 * units].decode('utf-16-le', 'ignore').rstrip(' …')} …"


def _laid_out(
    text: str, marks: Marks, font: QFont, strong: QTextCharFormat, width: float
) -> QTextLayout:
    layout = QTextLayout(text, font)
    ranges = []
    for begin, end in marks:
        one = QTextLayout.FormatRange()
        one.start = len(_utf16(text[:begin])) // 2
        one.length = len(_utf16(text[begin:end])) // 2
        one.format = strong
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def _utf16(text: str) -> bytes:
    """As Qt counts letters: one beyond the first plane is two."""
    return text.encode("utf-16-le", "surrogatepass")
