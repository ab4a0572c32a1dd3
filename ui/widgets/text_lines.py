"""Text laid out in lines for a painter: wrapped, cut after so many lines, in either direction."""

from dataclasses import dataclass
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_LONGEST = 4_000
_ENDLESS = 1_000_000
_LINE_END = "\u2028"


@dataclass
class Lines:
    """Lines ready to be drawn; `cut` where there was more text than fits."""

    layout: QTextLayout
    height: float
    cut: bool

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw them in the painter's pen."""
        self.layout.draw(painter, QPointF(left, top))


def lay_out(
    text: str, font: QFont, width: float, most: int = _ENDLESS, *, at_left: bool = False
) -> Lines:
    """Wrap `text` into `width` pixels, at most `most` lines, the last one ending in an ellipsis.

    Text of a right-to-left script begins at the right, unless `at_left`: beside words of ours it
    would seem to belong to what stands at its right. Only the beginning of a very long text is
    looked at.
    """
    said = text[:_LONGEST]
    lines = _wrap(said, font, width, most, at_left)
    if not lines.cut and len(said) == len(text):
        return lines
    count = lines.layout.lineCount()
    last = lines.layout.lineAt(count - 1)
    start = last.textStart()
    rest = said[start : start + 2 * last.textLength() + 20].replace("\n", " ").lstrip()
    tail = QFontMetricsF(font).elidedText(f"{rest}…", Qt.TextElideMode.ElideRight, width - 2)
    whole = _wrap(said[:start] + tail, font, width, count, at_left)
    return Lines(whole.layout, whole.height, cut=True)


def direction_of(text: str) -> Qt.LayoutDirection:
    """Where the text begins, as its first letter of a script says."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            break
    return Qt.LayoutDirection.LeftToRight


def _wrap(text: str, font: QFont, width: float, most: int, at_left: bool) -> Lines:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    direction = direction_of(text)
    option.setTextDirection(direction)
    if direction == Qt.LayoutDirection.RightToLeft:
        side = Qt.AlignmentFlag.AlignLeft if at_left else Qt.AlignmentFlag.AlignRight
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout = QTextLayout(text.replace("\r\n", "\n").replace("\n", _LINE_END), font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    cut = False
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
        if layout.lineCount() == most:
            cut = line.textStart() + line.textLength() < len(text.replace("\r\n", "\n"))
            break
    layout.endLayout()
    return Lines(layout, height, cut)
