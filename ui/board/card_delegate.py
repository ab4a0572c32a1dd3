"""How a card is painted: badge, key and customer, the title, the gauge, and what is left of it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.board.card_rows import CARD, CASE
from ui.board.card_words import after_shift, due_words, fitting, off_by_then
from ui.messages import tr
from ui.palette import color
from ui.theme import Theme, in_columns
from ui.widgets.clock_gauge import paint_gauge
from ui.widgets.priority_badge import WIDTH, paint_priority
from ui.widgets.table_cells import Index
from ui.widgets.text_lines import Lines, lay_out

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard

GAP: Final = 6
"""Pixels between two cards."""
_PAD: Final = 10.0
_TOP, _TITLE, _GAUGE, _WORDS = 18.0, 34.0, 12.0, 15.0
HEIGHT: Final = round(8 + _TOP + 3 + _TITLE + 2 + _GAUGE + 2 + _WORDS + 7) + GAP
_LINES: Final = 2
_Looks = tuple[int, bool, bool, bool]
"""A case, and whether it is selected, has the keyboard, and is below the mouse."""
_LAID_OUT: Final = 2_000
_PICTURES: Final = 240
"""More than are in sight: some 15 MB."""
_LEAST_BESIDE: Final = 32.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CardDelegate(QStyledItemDelegate):
    """Paints cards in the width of their column.

    `is_chosen` says of a case whether it is selected, `is_taken` whether it is on its way to
    another column: it stands back then. `whose`: a card says who has it, not whose case it is, for
    the columns do not.
    """

    def __init__(
        self, theme: Theme, is_chosen: Callable[[int], bool], is_taken: Callable[[int], bool],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._is_chosen, self._is_taken = theme, is_chosen, is_taken
        self.whose = False
        self._badge = theme.font("caption", 700)
        self._small = theme.font("caption")
        self._heavy = theme.font("caption", 600)
        self._title = theme.font("body", 500, figures=False)
        self._small_metrics = QFontMetricsF(self._small)
        self._heavy_metrics = QFontMetricsF(self._heavy)
        self._lines: dict[tuple[str, int], Lines] = {}
        self._pictures: dict[tuple[object, ...], tuple[BoardCard | None, QPixmap]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All cards are as high."""
        return QSize(80, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card, or its ground alone until it is here."""
        rect: QRect = option.rect
        case_id, state = index.data(CASE), _state_of(option)
        if self._is_taken(case_id):
            painter.setOpacity(0.4)
        looks = (case_id, self._is_chosen(case_id), *state)
        picture = self._picture(rect.size(), index.data(CARD), looks, painter)
        painter.drawPixmap(rect.topLeft(), picture)
        painter.setOpacity(1.0)

    def _picture(
        self, size: QSize, card: "BoardCard | None", looks: _Looks, painter: QPainter
    ) -> QPixmap:
        """The card as it was painted before, where it looks the same."""
        ratio = painter.device().devicePixelRatio()
        key = (*looks, size.width(), ratio, self._theme.palette.scheme, self.whose)
        before, picture = self._pictures.pop(key, (None, None))
        if picture is None or before is not card:
            picture = self._paint(size, card, looks, ratio)
        self._pictures[key] = card, picture
        if len(self._pictures) > _PICTURES:
            del self._pictures[next(iter(self._pictures))]
        return picture

    def _paint(self, size: QSize, card: "BoardCard | None", looks: _Looks, ratio: float) -> QPixmap:
        _, chosen, focused, hovered = looks
        picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(color(self._theme.palette.second))
        painter = QPainter(picture)
        box = QRectF(0, 0, size.width(), size.height() - GAP)
        self._paint_ground(painter, box, chosen=chosen, focused=focused, hovered=hovered)
        if card is not None:
            self.paint_card(painter, box.adjusted(_PAD, 8, -_PAD, -7), card)
        painter.end()
        return picture

    def paint_card(self, painter: QPainter, inner: QRectF, card: "BoardCard") -> None:
        """What stands on it."""
        row, palette = card.case, self._theme.palette
        self._paint_top(painter, QRectF(inner.left(), inner.top(), inner.width(), _TOP), card)
        painter.setPen(color(palette.text))
        top = inner.top() + _TOP + 3
        self._title_lines(row.title, round(inner.width())).draw(painter, inner.left(), top)
        if row.gauge is None:
            return
        below = top + _TITLE + 2
        paint_gauge(painter, QRectF(inner.left(), below, inner.width(), _GAUGE), row.gauge, palette)
        words = QRectF(inner.left(), below + _GAUGE + 2, inner.width(), _WORDS)
        self._paint_words(painter, words, card)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, *, chosen: bool, focused: bool, hovered: bool
    ) -> None:
        palette = self._theme.palette
        edge = palette.accent if focused or chosen else palette.line
        ground = palette.accent_tint if chosen else palette.hover if hovered else palette.surface
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(color(edge))
        pen.setWidthF(2.0 if focused else 1.0)
        painter.setPen(pen)
        painter.setBrush(color(ground))
        inset = 1.0 if focused else 0.5
        radius = self._theme.sizes.radius_medium
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_top(self, painter: QPainter, area: QRectF, card: "BoardCard") -> None:
        """Badge and key at the left, one thing more at the right."""
        row, palette = card.case, self._theme.palette
        painter.setFont(self._badge)
        paint_priority(painter, area, row.priority, palette, row.provisional)
        left = area.left() + WIDTH + 6
        painter.setFont(self._small)
        painter.setPen(color(palette.muted))
        key = in_columns(row.key)
        painter.drawText(QRectF(left, area.top(), area.right() - left, area.height()), _LEFT, key)
        left += self._small_metrics.horizontalAdvance(key) + 5
        said, ink = self._beside(card)
        if area.right() - left >= _LEAST_BESIDE:
            self._paint_beside(painter, QRectF(left, area.top(), area.right() - left, _TOP), said,
                               ink)  # fmt: skip

    def _paint_beside(self, painter: QPainter, area: QRectF, words: str, ink: str) -> None:
        said = self._small_metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(self._small)
        painter.setPen(color(ink))
        painter.drawText(area, _RIGHT, said)

    def _beside(self, card: "BoardCard") -> tuple[str, str]:
        """What stands beside the key: what is unfinished, how long nobody has it, or whose it is;
        the tool tip says the rest."""
        row, palette = card.case, self._theme.palette
        mark = "◆ " if row.restricted else "○ " if row.missing else ""
        if self.whose:
            ink = palette.muted if row.assignee else palette.soon_ink
            return mark + (row.assignee or tr("unassigned")), ink
        return mark + (card.waits or row.customer), palette.soon_ink if mark else palette.muted

    def _paint_words(self, painter: QPainter, area: QRectF, card: "BoardCard") -> None:
        """What is left, and when it is due, or that whoever has it has gone by then."""
        gauge, palette = card.case.gauge, self._theme.palette
        if gauge is None:
            return
        due = due_words(card)
        left, right = fitting(
            in_columns(tr(gauge.words)), (after_shift(card), off_by_then(card)), due,
            partial(self._fits, area.width()),
        )  # fmt: skip
        painter.setFont(self._heavy)
        painter.setPen(color(palette.ink_of(gauge.state, gauge.imminent)))
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(area, _LEFT, self._heavy_metrics.elidedText(left, elided, area.width()))
        painter.setFont(self._small)
        painter.setPen(color(palette.muted if right == due else palette.soon_ink))
        painter.drawText(area, _RIGHT, right)

    def _fits(self, width: float, left: str, right: str) -> bool:
        taken = self._heavy_metrics.horizontalAdvance(left)
        return taken + 8 + self._small_metrics.horizontalAdvance(right) <= width

    def _title_lines(self, title: str, width: int) -> Lines:
        """Laid out once for a width: that takes longer than all else on a card."""
        found = self._lines.get((title, width))
        if found is None:
            if len(self._lines) >= _LAID_OUT:
                self._lines.clear()
            found = lay_out(title, self._title, width, _LINES, at_left=True)
            self._lines[title, width] = found
        return found


def _state_of(option: QStyleOptionViewItem) -> tuple[bool, bool]:
    """Whether it has the keyboard, and whether it is below the mouse."""
    state: QStyle.StateFlag = option.state
    flags = QStyle.StateFlag.State_HasFocus, QStyle.StateFlag.State_MouseOver
    return bool(state & flags[0]), bool(state & flags[1])
