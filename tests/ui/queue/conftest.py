"""The queue page on a desk with some cases, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.people import add_person
from models.database import Database
from models.handbook.zones import zone
from models.queries.case import case_id_of
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE
from tests.ui.conftest import MemoryPreferences
from ui.actions import Actions
from ui.drafts import Drafts
from ui.queue.columns import KEY
from ui.queue.queue_model import QueueModel
from ui.queue.queue_page import QueuePage
from ui.queue.queue_table import QueueTable
from ui.queue.selection import selected_ids
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.chips import Chip
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


@dataclass
class Queue:
    """The page, and what tests look into."""

    page: QueuePage
    database: Database
    clock: MovingClock
    workspace: Workspace
    preferences: MemoryPreferences
    walk: Walk
    drafts: FormDrafts
    qtbot: QtBot
    opened: list[int] = field(default_factory=list)

    @property
    def table(self) -> QueueTable:
        """The table of the page."""
        return self.page.findChildren(QueueTable)[0]

    def words(self, row: int, column: int) -> str:
        """What a cell says; "" while its row is being read."""
        index = self.table.model().index(row, column)
        return index.data(Qt.ItemDataRole.DisplayRole) or ""

    def keys(self) -> list[str]:
        """The cases shown, in their order."""
        return [self.words(row, KEY) for row in range(self.table.model().rowCount())]

    def selected(self) -> list[int]:
        """The cases selected, in their order on screen."""
        return selected_ids(self.table, self.page.findChildren(QueueModel)[0].ids)

    def wait_for(self, *keys: str) -> None:
        """Until exactly these cases are shown."""
        self.qtbot.waitUntil(lambda: self.keys() == list(keys))

    def chip(self, words: str) -> Chip:
        """The chip of these words."""
        return next(one for one in self.page.findChildren(Chip) if one.spec.words == words)

    def sheet(self) -> FormSheet:
        """The sheet that is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is not None)
        found = self._sheet()
        assert found is not None
        return found

    def no_sheet(self) -> None:
        """Until no sheet is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is None)

    def _sheet(self) -> FormSheet | None:
        sheets = self.page.window().findChildren(FormSheet)
        return next((sheet for sheet in sheets if sheet.isVisible()), None)


Opener = Callable[[], Queue]


@pytest.fixture
def open_queue(
    database: Database, qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions,
    clock: MovingClock, preferences: MemoryPreferences,
) -> Opener:  # fmt: skip
    """Shows the page on whatever the desk holds by then; the lanes end before the desk closes."""

    def show() -> Queue:
        workspace, walk = Workspace(database, tasks, clock, database.person_id), Walk()
        drafts = FormDrafts(Drafts(), clock.now, zone("Europe/Berlin"))
        page = QueuePage(theme, workspace, actions, walk, preferences, lambda: drafts)
        queue = Queue(page, database, clock, workspace, preferences, walk, drafts, qtbot)
        page.open_case_requested.connect(queue.opened.append)
        qtbot.addWidget(page)
        page.resize(1252, 700)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.activated()
        page.focus_first()
        qtbot.waitUntil(lambda: not tasks.busy)
        return queue

    return show


@pytest.fixture
def queue(open_queue: Opener, database: Database, clock: MovingClock) -> Queue:
    """Four cases: CS-1003 breaches next, then CS-1001; CS-1004 is paused, Ana is at the window."""

    def fill(work: Work) -> int:
        ana, ben = add_person(work, "Ana Ruiz"), add_person(work, "Ben Okafor")
        cases = [
            open_case(work, case) for case in (
                WHOLE,
                replace(WHOLE, title="Wrong currency on quotes", priority="P3", customer="Adatum"),
                replace(WHOLE, title="Nobody can sign in", priority="P1"),
                NewCase("Printer prints blanks", "Fabrikam", incomplete=True),
            )
        ]  # fmt: skip
        assign(work, cases[:1], ana)
        assign(work, cases[1:2], ben)
        pause(work, cases[3:], "waiting_customer", "their log")
        return ana

    database.person_id = database.write(fill).result
    clock.instant += timedelta(minutes=5)
    shown = open_queue()
    shown.wait_for("CS-1003", "CS-1001", "CS-1004", "CS-1002")
    return shown


def ids(database: Database, *keys: str) -> list[int]:
    """The ids of cases."""
    return [database.read(partial(case_id_of, key=key)) for key in keys]
