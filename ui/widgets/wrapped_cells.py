"""Cells whose words go on in further lines: their row is as high as they are."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.palette import color
from ui.theme import Theme, in_columns
from ui.widgets.table_cells import PAD, CellDelegate, Index, Role, Tone, ink
from ui.widgets.text_lines import Lines, lay_out

MOST_LINES = 4


class WrappedCells(CellDelegate):
    """Wraps words; figures, badges and whatever else is one line stand beside the first line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._row = theme.sizes.row

    def height(self, index: Index, width: int) -> int:
        """Of a row that shows this cell so many pixels wide."""
        words, tone = _said(index)
        lines = self._lines(words, tone, width - 2 * PAD)
        line = self.metrics_of(tone).height()
        return self._row + max(round(lines.height - line), 0)

    def room_of(self, rect: QRect) -> QRectF:
        """What is one line high stands where the first line is."""
        whole = super().room_of(rect)
        return QRectF(whole.left(), whole.top(), whole.width(), self._row - 1)

    def paint_text(self, painter: QPainter, inner: QRectF, index: Index) -> None:
        """Line below line."""
        if index.data(Qt.ItemDataRole.TextAlignmentRole):
            super().paint_text(painter, inner, index)
            return
        words, tone = _said(index)
        painter.setPen(color(ink(tone, self._theme.palette)))
        top = inner.center().y() - self.metrics_of(tone).height() / 2
        self._lines(words, tone, inner.width()).draw(painter, inner.left(), top)

    def _lines(self, words: str, tone: Tone, width: float) -> Lines:
        return lay_out(in_columns(words), self.font_of(tone), width, MOST_LINES, at_left=True)


def _said(index: Index) -> tuple[str, Tone]:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or ""), index.data(Role.TONE) or "text"
