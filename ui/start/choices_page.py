"""Which desk? The ones opened before, and the ways to another one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import Actions, ActionSpec, shown_keys
from ui.messages import tr
from ui.start.choice_row import ChoiceRow
from ui.start.ports import KnownDesk
from ui.start.start_page import StartPage
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import caption


@dataclass(frozen=True)
class Way:
    """A way to a desk: `id` is what is told when it is taken."""

    id: str
    icon: str
    words: str
    detail: str
    keys: str


_WAYS = (
    Way("make", "plus", "Make a desk on this computer",
        "A file of your own: cases, handbook and clocks, and nobody else sees it.", "1"),
    Way("sample", "eye", "Look around in the sample desk",
        "A made-up team of eight, two years of cases, and one about to breach.", "2"),
    Way("shared", "people", "Open your team's shared desk",
        "By the address of its PostgreSQL database.", "3"),
    Way("file", "folder", "Open a desk from a file",
        "A desk.db from another folder, or a backup.", "4"),
)  # fmt: skip


class ChoicesPage(StartPage):
    """`way_chosen` carries the id of a way, `desk_chosen` the address of a desk opened before."""

    way_chosen = Signal(str)
    desk_chosen = Signal(str)

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__(
            theme, tr("Welcome to Leadline"),
            tr("A desk holds a team's cases, its handbook and its clocks. Which one is yours?"),
        )  # fmt: skip
        self._before = Card(theme)
        self._heading = caption(tr("Opened before"))
        ways = Card(theme)
        self._way_rows = [self._way(actions, way) for way in _WAYS]
        self._known_rows: list[ChoiceRow] = []
        _fill(ways.content, self._way_rows)
        for card in (self._before, ways):
            _tighten(card)
        known = QVBoxLayout()
        known.setSpacing(theme.sizes.tiny)
        known.addWidget(self._heading)
        known.addWidget(self._before)
        self.body.addLayout(known)
        self.body.addWidget(ways)
        self.show_known([])
        self.show_back(False)

    def show_known(self, desks: Sequence[KnownDesk]) -> None:
        """The desks opened before on this computer, the last one first."""
        for row in self._known_rows:
            row.hide()
            row.deleteLater()
        self._known_rows = [
            self._row("database", desk.title, desk.place, "", self._chooser(desk)) for desk in desks
        ]
        _fill(self._before.content, self._known_rows)
        for part in (self._before, self._heading):
            part.setVisible(bool(desks))
        if desks:
            self.say(tr("Open a desk"), tr("One you opened before, or another one."))

    def focus_first(self) -> None:
        """The desk opened last, or the first way."""
        self._rows[0].setFocus()

    @property
    def _rows(self) -> list[ChoiceRow]:
        return [*self._known_rows, *self._way_rows]

    def _way(self, actions: Actions, way: Way) -> ChoiceRow:
        def take() -> None:
            self.way_chosen.emit(way.id)

        spec = ActionSpec(f"start.{way.id}", way.words, (way.keys,), way.icon, "Desk", "start")
        keys = shown_keys(actions.add(spec, self, take))
        return self._row(way.icon, tr(way.words), tr(way.detail), keys, take)

    def _row(
        self, icon: str, words: str, detail: str, keys: str, take: Callable[[], object]
    ) -> ChoiceRow:
        row = ChoiceRow(self.theme, icon, words, detail, keys)
        row.clicked.connect(lambda *_: take())
        row.moved.connect(lambda step: self._move(row, step))
        return row

    def _chooser(self, desk: KnownDesk) -> Callable[[], None]:
        return lambda: self.desk_chosen.emit(desk.address)

    def _move(self, row: ChoiceRow, step: int) -> None:
        at = self._rows.index(row) + step
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus()


def _fill(content: QVBoxLayout, rows: Sequence[QWidget]) -> None:
    for row in rows:
        content.addWidget(row)


def _tighten(card: Card) -> None:
    """Rows reach to the card's edge."""
    layout = card.layout()
    assert layout is not None
    layout.setContentsMargins(0, 0, 0, 0)
    card.content.setSpacing(0)
