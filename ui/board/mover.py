"""Moving cards by key and by mouse: what a column says meanwhile, and what a drop comes to."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.commands.moving import Moved, moved
from models.commands.undo import undo_each
from models.errors import Problems
from ui.board.board_column import ColumnFrame
from ui.board.card_rows import CardRows
from ui.board.carrying import Carrying
from ui.board.chosen import Chosen
from ui.board.column_words import column_name
from ui.board.columns import Columns
from ui.board.drops import Carried, Drop, drop_on
from ui.board.effects import Effects
from ui.board.floating_card import FloatingCard
from ui.board.move_line import MoveLine
from ui.messages import counted, tr
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked, Form, open_form
from ui.widgets.table_cells import Tone
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.text import Text
    from ui.widgets.form_sheet import FormSheet

_SIDE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_EDGE_MS: Final = 30
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TONES: Final[dict[str, Tone]] = {"delays": "breached", "saves": "calm"}
"""How loud the first words of an effect are, by how they begin."""


class Mover(QObject):
    """Signals: `carries` (whether anything is on its way), `dropped` (the ids of what was moved),
    `refused` (an error that belongs to no sheet)."""

    carries = Signal(bool)
    dropped = Signal(object)
    refused = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, rows: CardRows, chosen: Chosen,
        line: MoveLine,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._rows, self._chosen, self._line = rows, chosen, line
        self.carrying = Carrying(self)
        self.back = WayBack(workspace, self)
        self._effects = Effects(workspace, self)
        self._floating = FloatingCard(theme, page)
        self._columns: Columns | None = None
        self._point = QPointF()
        self._held = QTimer(self, interval=_EDGE_MS)
        self._held.timeout.connect(self._hang)
        self.carrying.changed.connect(self._show)
        self._effects.told.connect(self._say)
        self._effects.failed.connect(self.refused)

    def begin(self, columns: Columns) -> None:
        """These are the columns."""
        self._columns = columns
        columns.dragged.connect(self._drag)
        columns.dropped.connect(self._let_fall)
        columns.moved.connect(self._elsewhere)

    # ---- by key ----

    def take_up(self) -> None:
        """What is selected, or else the card of the keyboard; a second time lets it go."""
        frame = self._frames.at()
        case_id = frame.list.current_case() if frame is not None else None
        ids = self._chosen.ids or [one for one in (case_id,) if one is not None]
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

    def take_back(self) -> None:
        """Take the last move back."""
        if self.back.is_there:
            self.back.take_back(self.refused.emit)
        else:
            self._workspace.said.emit(tr("No move was made here that could be taken back"))

    def look_again(self) -> None:
        """The columns are others: what is carried may lead to none of them any more."""
        if self.carrying.active:
            self.carrying.lead_to(self._frames.frame(self.carrying.aim))
            self._say()

    def _step(self, step: int) -> None:
        here = self._frames.frame(self.carrying.aim) or self._frames.at()
        other = self._frames.beside(here, step) if here is not None else None
        if other is not None:
            self._frames.bring(other)
            self.carrying.lead_to(other)

    def _elsewhere(self) -> None:
        """The keyboard went to another column, by a click: that ends what it carried."""
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

    def _let_fall(self, point: QPointF) -> None:
        if self.carrying.active and not self.carrying.by_key:
            self.carrying.lead_to(self._frames.column_at(point.toPoint()))
            self._drop()
            self.cancel()

    # ---- what is said meanwhile ----

    @property
    def _frames(self) -> Columns:
        assert self._columns is not None
        return self._columns

    def _take(self, ids: Sequence[int], *, by_key: bool) -> None:
        homes = {
            frame.key for frame in self._frames.frames for one in ids
            if frame.list.cards.place_of(one) is not None
        }  # fmt: skip
        if self._frames.by == "agent":
            self._effects.begin(ids)
        self.carrying.begin(ids, homes.pop() if len(homes) == 1 else None, by_key=by_key)

    def _show(self) -> None:
        if not self.carrying.active:
            self._effects.end()
            self._held.stop()
            self._floating.hide()
        self.carries.emit(self.carrying.active)
        self._frames.repaint_cards()
        self._say()

    def _say(self) -> None:
        aimed = self._frames.frame(self.carrying.aim) if self.carrying.active else None
        words, tone = self._words(aimed) if aimed is not None else ((), "text")
        for frame in self._frames.frames:
            frame.aim(frame is aimed)
            frame.head.tell(words[0] if frame is aimed and words else "", tone)
        self._tell(aimed, words)
        here = self._frames.at()
        if here is not None:
            here.say(self._line.accessibleName() if self.carrying.active else "")

    def _tell(self, aimed: ColumnFrame | None, words: tuple[str, ...]) -> None:
        carried = self._carried()
        if aimed is None or aimed.shown is None:
            said = tr("Lead it to a column: it says what dropping there does.")
            self._line.say(carried.words, said, by_key=self.carrying.by_key)
        else:
            name = column_name(self._frames.by, aimed.shown)
            head = tr("{cases} → {name}", cases=carried.words, name=name)
            self._line.say(head, " · ".join(words), by_key=self.carrying.by_key)

    def _words(self, frame: ColumnFrame) -> "tuple[tuple[str, ...], Tone]":
        drop = self._drop_on(frame)
        if self._frames.by != "agent":
            return drop.words, "text" if drop.possible else "breached"
        found = self._effects.of(frame.shown.person_id if frame.shown is not None else None)
        if found is None:
            return (tr("Working out what it does …"),), "text"
        return tuple(_sentence(words) for words in found), _TONES.get(
            found[0].key.split()[0], "text"
        )

    # ---- what a drop comes to ----

    def _carried(self) -> Carried:
        found = map(self._rows.card, self.carrying.ids)
        cards = [card for card in found if card is not None]
        count = len(self.carrying.ids)
        key = cards[0].case.key if count == 1 and cards else ""
        words = key or counted(count, "1 case", "{count} cases")
        return Carried(cards, words, self.carrying.start)

    def _drop_on(self, frame: ColumnFrame) -> Drop:
        assert frame.shown is not None
        return drop_on(self._theme, self._frames.by, frame.shown, self._carried())

    def _drop(self) -> None:
        """Where nothing can be dropped, what is carried by key stays so: the words say why."""
        frame = self._frames.frame(self.carrying.aim)
        if frame is None:
            self.cancel()
            return
        drop, ids = self._drop_on(frame), self.carrying.ids
        if not drop.possible:
            self._workspace.said.emit(" ".join(drop.words))
            return
        cards = map(self._rows.card, ids)
        versions = {card.id: card.case.version for card in cards if card is not None}
        self.carrying.end()
        if drop.now is not None:
            self._do(drop, drop.now, ids, versions)
        elif drop.ask is not None:
            self._ask(drop.ask(), ids, versions)

    def _do(self, drop: Drop, now: Asked, ids: tuple[int, ...], versions: dict[int, int]) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, Problems) and drop.ask is not None:
                self._ask(drop.ask(), ids, versions).show_error(error)
            else:
                self.refused.emit(error)

        given = {**now.given, "case_ids": ids, "versions": versions}
        asked = Asked(_with_way_back(now.command), given, now.saying)
        self.back.write(asked, partial(self.dropped.emit, ids), failed)

    def _ask(self, form: Form, ids: tuple[int, ...], versions: dict[int, int]) -> "FormSheet":
        def submit(sheet: "FormSheet", asked: Asked) -> None:
            given = {**asked.given, "case_ids": ids, "versions": versions}
            command = _with_way_back(partial(moved, command=asked.command))

            def saved() -> None:
                sheet.close_sheet()
                self.dropped.emit(ids)

            self.back.write_from(sheet, Asked(command, given, asked.saying), saved)

        return open_form(self._theme, self._page.window(), form, submit)


def _with_way_back(command: Callable[..., Any]) -> Callable[..., Any]:
    def back(given: Moved) -> Callable[[Any], object]:
        return partial(undo_each, given=given)

    return with_way_back(command, back)


def _sentence(words: "Text") -> str:
    said = tr(words)
    return said[:1].upper() + said[1:]
