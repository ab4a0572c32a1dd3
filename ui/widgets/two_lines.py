"""A line of a short list: an icon, a title, and what it is in muted words under it."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.palette import color
from ui.theme import Theme
from ui.widgets.table_cells import chosen_ground
from ui.widgets.text_lines import Lines, lay_out

ROW = 46
_ICON = 16.0
_BEFORE, _BEHIND, _ABOVE = 32, 8, 6
_MOST = 2
"""Lines that words, or what is below them, go on in."""
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class LineRole(IntEnum):
    """What an item tells beside its words."""

    DETAIL = Qt.ItemDataRole.UserRole + 1
    ICON = Qt.ItemDataRole.UserRole + 2


class TwoLines(QStyledItemDelegate):
    """An icon, the words of the item, and under them its `LineRole.DETAIL`.

    In a narrow list that `wraps` either goes on in a second line.
    """

    def __init__(self, theme: Theme, view: QAbstractItemView, *, wraps: bool = False) -> None:
        super().__init__(view)
        self._theme, self._view, self._wraps = theme, view, wraps

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All lines are alike, unless they wrap."""
        if not self._wraps:
            return QSize(120, ROW)
        lines = self._laid(index, self._view.viewport().width() - _BEFORE - _BEHIND)
        return QSize(120, max(ROW, round(sum(one.height for one in lines)) + 2 * _ABOVE))

    def _laid(self, index: _Index, width: float) -> tuple[Lines, Lines]:
        title, detail = index.data(Qt.ItemDataRole.DisplayRole), index.data(LineRole.DETAIL)
        return (
            lay_out(str(title), self._theme.font("body", 500, figures=False), width, _MOST,
                    at_left=True),
            lay_out(str(detail), self._theme.font("caption", figures=False), width, _MOST,
                    at_left=True),
        )  # fmt: skip

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
        words = area.adjusted(_BEFORE, 4, -_BEHIND, -4)
        if self._wraps:
            self._draw(painter, words, index)
            painter.restore()
            return
        upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
        lower = upper.translated(0, words.height() / 2)
        title, detail = index.data(Qt.ItemDataRole.DisplayRole), index.data(LineRole.DETAIL)
        painter.setFont(self._theme.font("body", 500, figures=False))
        self._line(painter, upper, str(title), palette.text)
        painter.setFont(self._theme.font("caption", figures=False))
        self._line(painter, lower, str(detail), palette.muted)
        painter.restore()

    def _draw(self, painter: QPainter, words: QRectF, index: _Index) -> None:
        """Line below line, in the middle together."""
        title, detail = self._laid(index, words.width())
        top = words.center().y() - (title.height + detail.height) / 2
        painter.setPen(color(self._theme.palette.text))
        title.draw(painter, words.left(), top)
        painter.setPen(color(self._theme.palette.muted))
        detail.draw(painter, words.left(), top + title.height)

    def _line(self, painter: QPainter, area: QRectF, words: str, ink: str) -> None:
        metrics = QFontMetricsF(painter.font())
        painter.setPen(color(ink))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _MIDDLE, shown)
