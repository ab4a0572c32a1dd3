"""How a line of the command palette is painted."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.frame.passage_line import paint_passage
from ui.palette import color
from ui.theme import Theme
from ui.widgets.buttons import paint_key_box

ROW = 38
_TWO_LINES = 54
_ICON = 18.0
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowRole(IntEnum):
    """What a line tells beside its text."""

    DETAIL = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2
    KEYS = Qt.ItemDataRole.UserRole + 3
    FAINT = Qt.ItemDataRole.UserRole + 4
    PASSAGE = Qt.ItemDataRole.UserRole + 5
    MARKS = Qt.ItemDataRole.UserRole + 6


def height_of(passage: str) -> int:
    """How high a line is: higher with a passage below its text."""
    return _TWO_LINES if passage else ROW


class RowDelegate(QStyledItemDelegate):
    """Icon, text, detail in muted words, key at the right; below, why it was found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as what it says."""
        return QSize(200, height_of(str(index.data(RowRole.PASSAGE) or "")))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the line."""
        palette = self._theme.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        area = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(palette.accent_tint if chosen else palette.hover))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        icon = index.data(RowRole.ICON)
        if icon:
            middle = area.top() + ROW / 2
            box = QRectF(area.left() + 12, middle - _ICON / 2 + 0.5, _ICON, _ICON)
            self._theme.icons.paint(painter, box, icon, palette.muted)
        right = self._paint_keys(painter, area, str(index.data(RowRole.KEYS) or ""))
        words = area.adjusted(42, 0, right, 0)
        passage = str(index.data(RowRole.PASSAGE) or "")
        first = QRectF(words.left(), words.top(), words.width(), ROW - 4 if passage else ROW)
        self._paint_text(painter, first, index)
        if passage:
            marks = index.data(RowRole.MARKS)
            top = words.topLeft() + QPointF(0, _TWO_LINES - 24)
            paint_passage(painter, self._theme, top, words.width(), passage, marks)
        painter.restore()

    def _paint_keys(self, painter: QPainter, area: QRectF, keys: str) -> float:
        if not keys:
            return -12.0
        painter.setFont(self._theme.font("caption", 500))
        width = max(QFontMetricsF(painter.font()).horizontalAdvance(keys) + 12, 20.0)
        box = QRectF(area.right() - width - 12, area.center().y() - 9, width, 18)
        paint_key_box(painter, box, self._theme.palette)
        painter.setPen(color(self._theme.palette.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
        return -width - 24

    def _paint_text(
        self, painter: QPainter, area: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = self._theme.palette
        painter.setFont(self._theme.font("body", 500, figures=False))
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.setPen(color(palette.muted if index.data(RowRole.FAINT) else palette.text))
        painter.drawText(area, _MIDDLE, text)
        rest = area.adjusted(metrics.horizontalAdvance(text) + 10, 0, 0, 0)
        painter.setFont(self._theme.font("body", figures=False))
        painter.setPen(color(palette.muted))
        detail = QFontMetricsF(painter.font()).elidedText(
            str(index.data(RowRole.DETAIL) or ""), Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.drawText(rest, _MIDDLE, detail)
