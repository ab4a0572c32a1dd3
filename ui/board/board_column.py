"""A column of the board: its head, and the list of its cards."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QVBoxLayout

from ui.board.card_list import CardList
from ui.board.card_rows import CardModel
from ui.board.column_head import ColumnHead
from ui.messages import counted
from ui.palette import color
from ui.theme import Theme

if TYPE_CHECKING:
    from models.queries.board import BoardColumn


class ColumnFrame(QFrame):
    """One column; `aimed` draws the line around it that a move leads to."""

    def __init__(
        self, theme: Theme, cards: CardModel, delegate: QStyledItemDelegate,
        keys: Callable[[QKeyEvent], bool],
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme = theme
        self.shown: BoardColumn | None = None
        self.is_aimed = False
        self._said = ""
        self.setProperty("role", "column")
        self.head = ColumnHead(theme)
        self.list = CardList(theme, cards, keys)
        self.list.setItemDelegate(delegate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addWidget(self.head)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 0, 0, 0)
        inner.addWidget(self.list)
        column.addLayout(inner, 1)

    @property
    def key(self) -> str:
        """Which column it is."""
        return self.shown.key if self.shown is not None else ""

    def show_column(self, column: "BoardColumn", name: str, lines: int, *, bar: bool) -> None:
        """Show this; the keyboard stays on its case, or where it was, and what is in sight there.

        Cards above that come or go do not move those in sight.
        """
        self.shown = column
        self.head.show_column(column, name, lines, bar=bar)
        self._said = counted(
            len(column.cases), "{name}, 1 case", "{name}, {count} cases", name=name
        )
        self.list.setAccessibleName(self._said)
        if column.cases == self.list.cards.ids:
            return
        at, held = self.list.currentIndex().row(), self.list.current_case()
        top, bar_ = self.list.top_case(), self.list.verticalScrollBar()
        beyond = bar_.value()
        self.list.cards.show_ids(column.cases)
        place = self.list.cards.place_of(held)
        if at >= 0:
            self.list.go_to(at if place is None else place)
        elif self.list.hasFocus():  # the keyboard was here while there was no card
            self.list.go_to(0)
        self.list.scroll_back(top, beyond)

    def say(self, words: str) -> None:
        """What is said while the keyboard here carries something; a screen reader hears it."""
        self.list.setAccessibleName(words or self._said)

    def aim(self, aimed: bool) -> None:
        """Whether what is taken up would be dropped here."""
        if aimed != self.is_aimed:
            self.is_aimed = aimed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line around it."""
        super().paintEvent(event)
        if not self.is_aimed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(color(self._theme.palette.accent))
        pen.setWidthF(2.0)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = self._theme.sizes.radius_large
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
