"""How a figure stands in a cell: one half, the other beside it, what is not in it below."""

from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.palette import color
from ui.theme import Theme, in_columns
from ui.widgets.table_cells import CellDelegate, Index, Role, Tone, ink

ROW = 48


class FigureRole(IntEnum):
    """What the model tells beside the roles of every table."""

    FIRST = Qt.ItemDataRole.UserRole + 20
    SECOND = Qt.ItemDataRole.UserRole + 21
    NOTE = Qt.ItemDataRole.UserRole + 22


class FigureDelegate(CellDelegate):
    """Paints `FIRST`, in small words `SECOND` beside it and `NOTE` below; others as everywhere."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self._small = theme.font("caption")

    def paint_text(self, painter: QPainter, inner: QRectF, index: Index) -> None:
        """Two lines where there is a note, else one in the middle."""
        first = index.data(FigureRole.FIRST)
        if not first:
            super().paint_text(painter, inner, index)
            return
        tone: Tone = index.data(Role.TONE) or "text"
        font = self._theme.font("body", 600 if tone == "strong" else 500)
        big, small = QFontMetricsF(font), QFontMetricsF(self._small)
        note = index.data(FigureRole.NOTE)
        high = big.height() + (small.height() if note else 0)
        base = inner.center().y() - high / 2 + big.ascent()
        painter.setFont(font)
        painter.setPen(color(ink(tone, self._theme.palette)))
        painter.drawText(QPointF(inner.left(), base), in_columns(first))
        painter.setFont(self._small)
        painter.setPen(color(self._theme.palette.muted))
        beside = inner.left() + big.horizontalAdvance(in_columns(first)) + self._theme.sizes.tiny
        self._draw(painter, beside, base, inner.right(), index.data(FigureRole.SECOND))
        self._draw(painter, inner.left(), base + small.height() + 1, inner.right(), note)

    def _draw(
        self, painter: QPainter, left: float, base: float, right: float, words: str | None
    ) -> None:
        room = QFontMetricsF(self._small).elidedText(
            in_columns(words or ""), Qt.TextElideMode.ElideRight, right - left
        )
        painter.drawText(QPointF(left, base), room)
