"""Somebody else is at the window from now on."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.open_desk import OpenDesk
from models.changes import Changes
from models.errors import KnownError
from models.queries.people import PersonRow, team
from ui.main_window import MainWindow
from ui.messages import tr
from ui.start.person_sheet import PersonSheet
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop.stage import Become


class PersonChange(QObject):
    """Asks who is at the window, and tells every part of it; `remember` keeps the answer."""

    def __init__(
        self, theme: Theme, window: MainWindow, workspace: Workspace, tasks: Tasks,
        opened: OpenDesk, become: "Become", remember: Callable[[OpenDesk], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._workspace = workspace
        self._tasks = tasks
        self._opened = opened
        self._become = become
        self._remember = remember
        self._sheet: PersonSheet | None = None
        window.show_person(opened.person)

    def ask(self) -> None:
        """Read who is on the desk, and ask."""
        self._workspace.read(team, self._show, self, "team")

    def _show(self, people: Sequence[PersonRow]) -> None:
        sheet = PersonSheet(self._theme, self._window)
        sheet.person_chosen.connect(partial(self._choose, sheet))
        sheet.show_people(people, self._workspace.person_id)

    def _choose(self, sheet: PersonSheet, person: int | str) -> None:
        job = partial(self._become, self._opened, person)
        self._tasks.write(job, partial(self._be, sheet), partial(self._refuse, sheet), sheet)

    def _be(self, sheet: PersonSheet, opened: OpenDesk) -> None:
        sheet.close_sheet()
        self._opened = opened
        self._workspace.person_id = opened.person_id
        self._window.show_person(opened.person)
        self._window.say(tr("You are {name}", name=opened.person))
        self._remember(opened)
        self._workspace.announce(Changes("person", kinds=frozenset({"person"})))

    def _refuse(self, sheet: PersonSheet, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        sheet.show_error(error)
