"""The cards fetched lately, for all columns of the board, and a column's cards as a list."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, Signal

from ui.board.card_words import sentence, told
from ui.tool_tip import tool_tip
from ui.widgets.table_cells import Index

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard

CARD: Final = Qt.ItemDataRole.UserRole + 1
CASE: Final = Qt.ItemDataRole.UserRole + 2
_SCREENFUL: Final = 12
_KEPT: Final = 6_000
_NOWHERE: Final = QModelIndex()


class CardRows(QObject):
    """What is painted and not here yet is asked for, by all columns of one paint at once.

    `wanted` carries ids; hand the cards back through `show_cards`. `changed` carries the ids of
    those that look another.
    """

    wanted = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[int, BoardCard] = {}
        self._read_at: dict[int, int] = {}
        self._old: set[int] = set()
        self._aged = 0
        self._asked: set[int] = set()
        self._fresh: list[int] = []
        self._ask = QTimer(self, interval=0, singleShot=True)
        self._ask.timeout.connect(self._send)

    def card(self, case_id: int) -> "BoardCard | None":
        """A card, if it was fetched."""
        return self._cards.get(case_id)

    def is_missing(self, case_id: int) -> bool:
        """Whether a card is to be fetched: it never was, or something happened since."""
        return case_id not in self._cards or case_id in self._old

    def age(self, fresh: Collection[int], turn: int) -> None:
        """Something happened: all but these are read again once they are looked at, and so is what
        this turn or one before brings yet."""
        self._old, self._aged = self._cards.keys() - set(fresh), turn

    def want(self, case_ids: Sequence[int]) -> None:
        """Ask for those of these that are not here; each once."""
        fresh = [one for one in case_ids if self.is_missing(one) and one not in self._asked]
        if fresh:
            self._asked.update(fresh)
            self._fresh += fresh
            self._ask.start()

    def show_cards(self, cards: "Sequence[BoardCard]", turn: int) -> None:
        """Take cards that were fetched, in that turn: what a later one brought stays."""
        self._asked.difference_update(card.id for card in cards)
        cards = [card for card in cards if self._read_at.get(card.id, 0) <= turn]
        news = {card.id for card in cards if self._cards.get(card.id) != card}
        for card in cards:
            held = self._cards.pop(card.id, None)
            self._cards[card.id] = held if held is not None and card.id not in news else card
            self._read_at[card.id] = turn
            if turn > self._aged:
                self._old.discard(card.id)
            else:
                self._old.add(card.id)
        for stale in list(self._cards)[: max(len(self._cards) - _KEPT, 0)]:
            del self._cards[stale], self._read_at[stale]
        if news:
            self.changed.emit(frozenset(news))

    def ask_again(self) -> None:
        """What was asked for did not come: ask when it is looked at next."""
        self._asked.clear()

    def _send(self) -> None:
        fresh, self._fresh = self._fresh, []
        self.wanted.emit(fresh)


class CardModel(QAbstractListModel):
    """The cards of one column, in their order."""

    def __init__(
        self, rows: CardRows, is_chosen: Callable[[int], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rows, self._is_chosen = rows, is_chosen
        self.ids: tuple[int, ...] = ()
        self._places: dict[int, int] = {}
        rows.changed.connect(self._renew)

    def show_ids(self, ids: tuple[int, ...]) -> None:
        """Show these."""
        if ids != self.ids:
            self.beginResetModel()
            self.ids = ids
            self._places = {case_id: place for place, case_id in enumerate(ids)}
            self.endResetModel()

    def place_of(self, case_id: int | None) -> int | None:
        """Where a case stands in this column."""
        return None if case_id is None else self._places.get(case_id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        case_id = self.ids[index.row()]
        if role == CASE:
            return case_id
        if self._rows.is_missing(case_id):
            self._rows.want(self.ids[index.row() : index.row() + _SCREENFUL])
        card = self._rows.card(case_id)
        if card is None:
            return None
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.case.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return sentence(card, chosen=self._is_chosen(case_id))
        return tool_tip(told(card)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _renew(self, news: "frozenset[int]") -> None:
        if not news.isdisjoint(self._places):
            self.dataChanged.emit(self.index(0), self.index(len(self.ids) - 1))
