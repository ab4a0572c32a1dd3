"""What is said while cards are carried: above the columns, at the head of the one they are led to,
and to who hears it."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ui.board.board_column import ColumnFrame
from ui.board.carrying import Carrying
from ui.board.chosen_cards import ChosenCards
from ui.board.column_words import column_name
from ui.board.columns import Columns
from ui.board.drops import Carried, Drop, drop_on
from ui.board.effects import Effects
from ui.board.move_line import MoveLine
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.table_cells import Tone
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.board import Mark
    from models.text import Text

_TONES: Final[dict[str, Tone]] = {"delays": "breached", "saves": "calm"}
"""How loud the first words of an effect are, by how they begin."""


class MoveWords(QObject):
    """`failed` carries why it cannot be worked out what a move does."""

    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, carrying: Carrying, cards: ChosenCards,
        line: MoveLine, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._carrying, self._cards, self._line = theme, carrying, cards, line
        self._effects = Effects(workspace, self)
        self._columns: Columns | None = None
        self._effects.told.connect(self.say)
        self._effects.failed.connect(self._not_known)

    def begin(self, columns: Columns) -> None:
        """These are the columns."""
        self._columns = columns

    def take_up(self) -> None:
        """Cards are on their way: what they do to desks is to be known."""
        if self._frames.by == "agent":
            self._effects.begin(self._carrying.ids)

    def follow(self, mark: "Mark") -> None:
        """The board is another: what was worked out before is not so any more."""
        self._effects.follow(mark)

    def let_go(self) -> None:
        """Nothing is on its way any more."""
        self._effects.end()

    def say(self) -> None:
        """Where it leads just now, and what that does."""
        active = self._carrying.active
        aimed = self._frames.frame(self._carrying.aim) if active else None
        words, tone = self._words(aimed) if aimed is not None else ((), "text")
        for frame in self._frames.frames:
            frame.aim(frame is aimed)
            frame.head.tell(words[0] if frame is aimed and words else "", tone)
        self._tell(aimed, words)
        here = self._frames.at()
        if here is not None:
            here.say(self._line.accessibleName() if active else "")

    def drop_on(self, frame: ColumnFrame) -> Drop:
        """What comes of dropping there what is carried."""
        assert frame.shown is not None
        ids = self._carrying.ids
        carried = Carried(self._cards.cards(ids), self._cards.words_for(ids), self._carrying.start)
        return drop_on(self._theme, self._frames.by, frame.shown, carried)

    @property
    def _frames(self) -> Columns:
        assert self._columns is not None
        return self._columns

    def _tell(self, aimed: ColumnFrame | None, words: tuple[str, ...]) -> None:
        cases, by_key = self._cards.words_for(self._carrying.ids), self._carrying.by_key
        if aimed is None or aimed.shown is None:
            said = tr("Lead it to a column: it says what dropping there does.")
            self._line.say(cases, said, by_key=by_key)
        else:
            name = column_name(self._frames.by, aimed.shown)
            head = tr("{cases} → {name}", cases=cases, name=name)
            self._line.say(head, " · ".join(words), by_key=by_key)

    def _words(self, frame: ColumnFrame) -> tuple[tuple[str, ...], Tone]:
        if self._frames.by != "agent":
            drop = self.drop_on(frame)
            return drop.words, "text" if drop.possible else "breached"
        if self._effects.lost:
            return (tr("What it does could not be worked out; it can be dropped all the same."),), (
                "text"
            )
        found = self._effects.of(frame.shown.person_id if frame.shown is not None else None)
        if found is None:
            return (tr("Working out what it does …"),), "text"
        tone = _TONES.get(found[0].key.split()[0], "text")
        return tuple(_sentence(words) for words in found), tone

    def _not_known(self, error: Exception) -> None:
        self.say()
        self.failed.emit(error)


def _sentence(words: "Text") -> str:
    said = tr(words)
    return said[:1].upper() + said[1:]
