"""The case page on a desk with one whole case, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from models.commands.people import add_person
from models.database import Database
from models.handbook.zones import zone
from models.queries.case import CaseDetail
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.case.case_page import CasePage
from ui.drafts import Drafts
from ui.tasks import Tasks
from ui.theme import Theme
from ui.walk import Walk
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


@dataclass
class Shown:
    """The page, and what tests look into."""

    page: CasePage
    database: Database
    clock: MovingClock
    actions: Actions
    drafts: Drafts
    workspace: Workspace
    case_id: int
    qtbot: QtBot
    ports: QuietPorts
    said: list[str] = field(default_factory=list)

    def case(self) -> CaseDetail:
        """The case as the database has it."""
        return detail(self.database, self.case_id)

    def words(self) -> str:
        """Every word in sight, of labels."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page))

    def sheet(self) -> FormSheet:
        """The sheet that is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is not None)
        found = self._sheet()
        assert found is not None
        return found

    def wait(self, so: Callable[[CaseDetail], bool]) -> None:
        """Until the case is so, and no sheet is open."""
        self.qtbot.waitUntil(lambda: so(self.case()) and self._sheet() is None)

    def _sheet(self) -> FormSheet | None:
        sheets = self.page.window().findChildren(FormSheet)
        return next((sheet for sheet in sheets if sheet.isVisible()), None)


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock,
) -> Iterator[Shown]:  # fmt: skip
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    case_id = opened(database)
    workspace = Workspace(database, tasks, clock, database.person_id)
    drafts = Drafts()
    ports = QuietPorts(look_into(database, "a desk of the tests"))
    page = CasePage(theme, workspace, actions, zone("Europe/Berlin"), Walk(), drafts, ports)
    made = Shown(page, database, clock, actions, drafts, workspace, case_id, qtbot, ports)
    workspace.said.connect(made.said.append)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.go_to(case_id)
    page.activated()
    qtbot.waitUntil(lambda: page.title == made.case().row.key)
    page.focus_first()
    yield made
    QApplication.clipboard().clear()
    page.left()
    tasks.shutdown()  # a read still on its way must not outlive the database
