"""How the queue is narrowed: by the bar above it, by its sheet, by what an empty queue offers."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.handbook.intake import ENDED
from models.queue_filter import QueueFilter
from ui.messages import tr
from ui.queue.filter_bar import FilterBar
from ui.queue.shown_cases import ShownCases
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.filter_words import cleared
from ui.workspace import Workspace


class Narrowing(QObject):
    """Keeps the bar, the cases and the walk through them at one filter.

    `narrowed`: it is another; `failed`: who is on the team could not be read.
    """

    narrowed = Signal()
    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, bar: FilterBar,
        cases: ShownCases, walk: Walk,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._bar, self._cases, self._walk = bar, cases, walk
        self._people: dict[int, str] = {}
        bar.filter_chosen.connect(self.choose)

    def read_people(self) -> None:
        """Who can be filtered by, and what the one who is on is called."""
        from models.queries.people import people_names

        self._workspace.read(people_names, self._know, self, "people", self.failed.emit)

    def choose(self, shown: QueueFilter) -> None:
        """Show what passes this filter."""
        if shown != self._cases.shown:
            self._cases.table.forget_widths()
            self._walk.shown = shown
            self._cases.show(shown)
        self._bar.show_filter(shown, self._people)
        self.narrowed.emit()

    def clear(self) -> None:
        """Everything that is open."""
        self._choose_whole(cleared(replace(self._cases.shown, chip="open")))
        self._cases.table.setFocus()

    def show_ended(self) -> None:
        """What is no longer open."""
        self._choose_whole(QueueFilter(statuses=ENDED))

    def ask(self) -> None:
        """By what? A sheet with all there is."""
        from ui.widgets.filter_sheet import FilterSheet

        people = sorted(self._people.items(), key=lambda item: item[1])
        words = tr("Filter the queue")
        sheet = FilterSheet(self._theme, self._page.window(), self._cases.shown, people, words)
        sheet.filter_chosen.connect(self.choose)
        self._workspace.read(_languages, sheet.know_languages, sheet)
        sheet.show_sheet()

    def _choose_whole(self, shown: QueueFilter) -> None:
        """Another filter, and nothing of the one before: not words that are not on yet either."""
        self.choose(shown)
        self._bar.show_words(shown.text)

    def _know(self, people: list[tuple[int, str]]) -> None:
        self._people = dict(people)
        self._bar.show_filter(self._cases.shown, self._people)


def _languages(session: Any) -> list[str]:
    """On the worker, once the desk is there: it knows SQL, which the first paint does not."""
    from models.queries.languages import desk_languages

    return desk_languages(session)
