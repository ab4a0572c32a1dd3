"""Moving cards: taken up by key or by mouse, led to a column, dropped there or let go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.board.carrying import Carrying
from ui.board.chosen import Chosen
from ui.board.chosen_cards import ChosenCards
from ui.board.columns import Columns
from ui.board.floating_card import FloatingCard
from ui.board.move_words import MoveWords
from ui.messages import tr
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.board import Mark

_SIDE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_EDGE_MS: Final = 30
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Mover(QObject):
    """Signals: `carries` (whether anything is on its way), `let_fall` (a `Drop`, and the ids of
    what was dropped)."""

    carries = Signal(bool)
    let_fall = Signal(object, object)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, carrying: Carrying,
        chosen: Chosen, cards: ChosenCards, words: MoveWords,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace, self._chosen, self._cards = workspace, chosen, cards
        self.carrying, self._words = carrying, words
        self._floating = FloatingCard(theme, page)
        self._columns: Columns | None = None
        self._point, self._carries = QPointF(), False
        self._held = QTimer(self, interval=_EDGE_MS)
        self._held.timeout.connect(self._hang)
        self.carrying.changed.connect(self._show)

    def begin(self, columns: Columns) -> None:
        """These are the columns."""
        self._columns = columns
        self._words.begin(columns)
        columns.dragged.connect(self._drag)
        columns.dropped.connect(self._fall)
        columns.pressed.connect(self._elsewhere)
        columns.moved.connect(self._elsewhere)

    # ---- by key ----

    def take_up(self) -> None:
        """What is selected, or else the card of the keyboard; a second time lets it go."""
        frame, ids = self._frames.at(), self._cards.selected()
        if self.carrying.active:
            self.cancel()
        elif frame is None or not ids:
            self._workspace.said.emit(tr("Choose a card first"))
        else:
            frame.list.setFocus()
            self._take(ids, by_key=True)

    def keys(self, event: QKeyEvent) -> bool:
        """Whether a key means something else just now than it does in a list."""
        key = Qt.Key(event.key())
        if not self.carrying.active:
            clears = key == Qt.Key.Key_Escape and len(self._chosen) > 0
            if clears:
                self._chosen.clear()
            return clears
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif self.carrying.by_key and key in _SIDE:
            self._step(_SIDE[key])
        elif self.carrying.by_key and key in _ENTER:
            self._drop()
        return True

    def cancel(self) -> None:
        """Nothing is moved."""
        for frame in self._frames.frames:
            frame.list.let_go()
        self.carrying.end()

    def look_again(self, mark: "Mark") -> None:
        """The columns are others: what is carried may lead to none of them any more, and the list
        that it was dragged from may be gone."""
        if not self.carrying.active:
            return
        if not self.carrying.by_key and not any(one.list.drags for one in self._frames.frames):
            self.cancel()
            return
        self.carrying.lead_to(self._frames.frame(self.carrying.aim))
        self._words.follow(mark)
        self._words.say()

    def _step(self, step: int) -> None:
        here = self._frames.frame(self.carrying.aim) or self._frames.at()
        other = self._frames.beside(here, step) if here is not None else None
        if other is not None:
            self._frames.bring(other)
            self.carrying.lead_to(other)

    def _elsewhere(self) -> None:
        """A click, or the keyboard went to another column: that ends what it carried."""
        if self.carrying.active and self.carrying.by_key:
            self.cancel()

    # ---- by mouse ----

    def _drag(self, point: QPointF) -> None:
        frame = self._frames.at()
        case_id = frame.list.current_case() if frame is not None else None
        if frame is None or case_id is None:
            return
        if not self.carrying.active:
            picture = frame.list.picture()
            self._take(self._chosen.ids if self._chosen.has(case_id) else [case_id], by_key=False)
            self._floating.show_card(picture, len(self.carrying.ids))
            self._held.start()
        self._point = point
        self._floating.follow(point.toPoint())
        self.carrying.lead_to(self._frames.column_at(point.toPoint()))

    def _hang(self) -> None:
        """Held still at an edge, it brings what lies beyond, column by column."""
        self._frames.scroll_at_edge(self._point.toPoint())
        self.carrying.lead_to(self._frames.column_at(self._point.toPoint()))

    def _fall(self, point: QPointF) -> None:
        if self.carrying.active and not self.carrying.by_key:
            self.carrying.lead_to(self._frames.column_at(point.toPoint()))
            self._drop()
            self.cancel()

    # ---- both ----

    @property
    def _frames(self) -> Columns:
        assert self._columns is not None
        return self._columns

    def _take(self, ids: Sequence[int], *, by_key: bool) -> None:
        self.carrying.begin(ids, self._start(ids), by_key=by_key)

    def _start(self, ids: Sequence[int]) -> str | None:
        """The column all of them come from: that of the keyboard, where they stand in several."""
        homes = {
            frame.key for frame in self._frames.frames
            if all(frame.list.cards.place_of(one) is not None for one in ids)
        }  # fmt: skip
        here = self._frames.at()
        if here is not None and here.key in homes:
            return here.key
        return homes.pop() if len(homes) == 1 else None

    def _show(self) -> None:
        if self.carrying.active and not self._carries:
            self._words.take_up()
        elif not self.carrying.active:
            self._words.let_go()
            self._held.stop()
            self._floating.hide()
        self._carries = self.carrying.active
        self.carries.emit(self.carrying.active)
        self._frames.repaint_cards()
        self._words.say()

    def _drop(self) -> None:
        """Where nothing can be dropped, what is carried by key stays so: the words say why."""
        frame = self._frames.frame(self.carrying.aim)
        if frame is None:
            self.cancel()
            return
        drop, ids = self._words.drop_on(frame), self.carrying.ids
        if not drop.possible:
            self._workspace.said.emit(" ".join(drop.words))
            return
        self.carrying.end()
        self.let_fall.emit(drop, ids)
