"""By what the columns are made and which cases they hold: chosen in the bar, by key, in a sheet."""

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.handbook.intake import OPEN
from models.queries.languages import desk_languages
from models.queries.people import people_names
from models.queue_filter import QueueFilter
from ui.board.board_bar import BoardBar
from ui.board.board_reader import BoardReader
from ui.board.column_words import GROUPINGS
from ui.messages import tr
from ui.ports import Preferences
from ui.theme import Theme
from ui.widgets.filter_sheet import FilterSheet
from ui.workspace import Workspace

_BY: Final = "board.by"


class Narrowing(QObject):
    """Has the reader read what was chosen. `cleared`: all is shown again, and work goes on there;
    `failed`: who is on the team could not be read (it is `lost`); `found`: then it was."""

    cleared = Signal()
    found = Signal()
    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, reader: BoardReader,
        bar: BoardBar, preferences: Preferences,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._reader, self._bar, self._preferences = reader, bar, preferences
        self._people: dict[int, str] = {}
        self.lost = False
        by = preferences.get(_BY, "agent")
        reader.by = by if by in GROUPINGS else "agent"
        bar.show_by(reader.by)
        bar.by_chosen.connect(self.choose_by)
        bar.filter_chosen.connect(self.choose)

    def read(self) -> None:
        """Who is on the team, and the columns."""
        self.read_people()
        self._reader.read()

    def read_people(self) -> None:
        """Who is on the team, by name."""
        self._workspace.read(people_names, self._know, self, "people", self._fail)

    def choose_by(self, by: str) -> None:
        """Other columns; they are remembered."""
        self._bar.show_by(by)
        if by != self._reader.by:
            self._preferences.set(_BY, by)
            self._reader.show(by, self._reader.shown)

    def choose(self, shown: QueueFilter) -> None:
        """Other cases."""
        if shown != self._reader.shown:
            self._reader.show(self._reader.by, shown)
        self._bar.show_filter(shown, self._people)

    def clear(self) -> None:
        """All of them."""
        self.choose(QueueFilter())
        self._bar.show_words("")
        self.cleared.emit()

    def ask(self) -> None:
        """Open the filter's sheet."""
        people = sorted(self._people.items(), key=lambda item: item[1])
        words = tr("Filter the board")
        sheet = FilterSheet(
            self._theme, self._page.window(), self._reader.shown, people, words, OPEN
        )
        sheet.filter_chosen.connect(self.choose)
        self._workspace.read(desk_languages, sheet.know_languages, sheet)
        sheet.show_sheet()

    def _know(self, people: list[tuple[int, str]]) -> None:
        self._people = dict(people)
        self._bar.show_filter(self._reader.shown, self._people)
        if self.lost:
            self.lost = False
            self.found.emit()

    def _fail(self, error: Exception) -> None:
        self.lost = True
        self.failed.emit(error)
