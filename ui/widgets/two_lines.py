"""A line of a short list: an icon, a title, and what it is in muted words under it."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.palette import color
from ui.theme import Theme
from ui.widgets.table_cells import chosen_ground

ROW = 46
_ICON = 16.0
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class LineRole(IntEnum):
    """What an item tells beside its words."""

    DETAIL = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2


class TwoLines(QStyledItemDelegate):
    """An icon, the words of the item, and under them its `LineRole.DETAIL`."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All lines are alike."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the line."""
        palette = self._theme.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        area = QRectF(rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(chosen_ground(option, palette) if chosen else palette.hover))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        box = QRectF(area.left() + 8, area.top() + 6, _ICON, _ICON)
        self._theme.icons.paint(painter, box, str(index.data(LineRole.ICON)), palette.muted)
        words = area.adjusted(32, 4, -8, -4)
        upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
        lower = upper.translated(0, words.height() / 2)
        title, detail = index.data(Qt.ItemDataRole.DisplayRole), index.data(LineRole.DETAIL)
        painter.setFont(self._theme.font("body", 500, figures=False))
        self._line(painter, upper, str(title), palette.text)
        painter.setFont(self._theme.font("caption", figures=False))
        self._line(painter, lower, str(detail), palette.muted)
        painter.restore()

    def _line(self, painter: QPainter, area: QRectF, words: str, ink: str) -> None:
        metrics = QFontMetricsF(painter.font())
        painter.setPen(color(ink))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _MIDDLE, shown)
