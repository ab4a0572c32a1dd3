"""How a figure stands in a cell: one half, the other beside it, what is not in it below."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from models.queries.figures import Figure
from ui.palette import color
from ui.theme import Theme, in_columns
from ui.widgets.table_cells import PAD, CellDelegate, Index, Role, Tone, ink

ROW = 48
_BETWEEN = " · "


@dataclass(frozen=True)
class Asked:
    """A number somebody wants to see the cases of, and what it is called."""

    words: str
    figure: Figure


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

    def note_lines(self, index: Index, width: float) -> list[str]:
        """The note over as many lines as it takes, no part of it broken.

        The figure's second half stands first in it where it has no room beside the first.
        """
        metrics, lines = QFontMetricsF(self._small), [""]
        parts = (index.data(FigureRole.NOTE) or "").split(_BETWEEN)
        if not self._fits_beside(index, width - 2 * PAD):
            parts.insert(0, index.data(FigureRole.SECOND))
        for part in parts:
            longer = f"{lines[-1]}{_BETWEEN}{part}" if lines[-1] else part
            if metrics.horizontalAdvance(in_columns(longer)) <= width - 2 * PAD:
                lines[-1] = longer
            else:
                lines.append(part)
        return [line for line in lines if line]

    def _fits_beside(self, index: Index, room: float) -> bool:
        first, second = (index.data(role) or "" for role in (FigureRole.FIRST, FigureRole.SECOND))
        big = QFontMetricsF(self._theme.font("body", 600)).horizontalAdvance(in_columns(first))
        small = QFontMetricsF(self._small).horizontalAdvance(in_columns(second))
        return bool(big + self._theme.sizes.tiny + small <= room)

    def height(self, lines: int) -> int:
        """Of a row whose notes have so many lines."""
        return ROW + max(lines - 1, 0) * round(QFontMetricsF(self._small).height())

    def paint_text(self, painter: QPainter, inner: QRectF, index: Index) -> None:
        """The figure, and its note below; in the middle together."""
        first = index.data(FigureRole.FIRST)
        if not first:
            super().paint_text(painter, inner, index)
            return
        tone: Tone = index.data(Role.TONE) or "text"
        font = self._theme.font("body", 600 if tone == "strong" else 500)
        big, small = QFontMetricsF(font), QFontMetricsF(self._small)
        notes = self.note_lines(index, inner.width() + 2 * PAD)
        base = inner.center().y() - (big.height() + small.height() * len(notes)) / 2 + big.ascent()
        painter.setFont(font)
        painter.setPen(color(ink(tone, self._theme.palette)))
        painter.drawText(QPointF(inner.left(), base), in_columns(first))
        painter.setFont(self._small)
        painter.setPen(color(self._theme.palette.muted))
        beside = inner.left() + big.horizontalAdvance(in_columns(first)) + self._theme.sizes.tiny
        if self._fits_beside(index, inner.width()):
            self._draw(painter, beside, base, inner.right(), index.data(FigureRole.SECOND) or "")
        for number, line in enumerate(notes, start=1):
            below = base + number * small.height() + 1
            self._draw(painter, inner.left(), below, inner.right(), line)

    def _draw(self, painter: QPainter, left: float, base: float, right: float, words: str) -> None:
        room = QFontMetricsF(self._small).elidedText(
            in_columns(words), Qt.TextElideMode.ElideRight, right - left
        )
        painter.drawText(QPointF(left, base), room)
