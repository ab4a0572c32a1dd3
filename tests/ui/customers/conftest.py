"""The customers' pages on a small desk, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from models.commands.cases import open_case
from models.commands.customer_contacts import contact_named
from models.commands.customers import customer_named
from models.database import Database
from models.queries.customer import CustomerDetail, customer_detail
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.customers.customer_page import CustomerPage
from ui.customers.customers_page import CustomersPage
from ui.drafts import Drafts
from ui.page import Page
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


@dataclass
class Shown:
    """A page in view, and what tests look into."""

    page: Page
    database: Database
    workspace: Workspace
    actions: Actions
    drafts: Drafts
    ports: QuietPorts
    tasks: Tasks
    qtbot: QtBot
    customer_id: int
    cases: list[int] = field(default_factory=list)
    places: list[tuple[str, object]] = field(default_factory=list)

    def words(self) -> str:
        """Every word in sight."""
        labels = self.page.window().findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page.window()))

    def customer(self) -> CustomerDetail:
        """The customer as the desk knows them."""
        now = self.database.clock.now()
        return self.database.read(partial(customer_detail, customer_id=self.customer_id, now=now))

    def settle(self) -> None:
        """Until nothing is read or written."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def sheet(self) -> FormSheet:
        """The sheet that is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is not None)
        found = self._sheet()
        assert found is not None
        return found

    def no_sheet(self) -> None:
        """Until no sheet is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is None)

    def type(self, name: str, words: str) -> None:
        """Type over what a field of the open sheet holds."""
        sheet = self.sheet()
        fields: list[QLineEdit | QPlainTextEdit] = [
            *sheet.findChildren(QLineEdit), *sheet.findChildren(QPlainTextEdit),
        ]  # fmt: skip
        one = next(one for one in fields if one.accessibleName() == name)
        one.setFocus()
        one.selectAll()
        QTest.keyClick(one, Qt.Key.Key_Delete)
        QTest.keyClicks(one, words)

    def _sheet(self) -> FormSheet | None:
        sheets = self.page.window().findChildren(FormSheet)
        return next((sheet for sheet in sheets if sheet.isVisible()), None)


def fill(work: Work) -> int:
    """Contoso with two cases and Ana, Adatum with one, Zeta with none."""
    for customer, priority in (("Contoso", "P2"), ("Contoso", "P4"), ("Adatum", "P4")):
        open_case(work, replace(WHOLE, customer=customer, priority=priority))
    customer_named(work, "Zeta")
    customer_id = customer_named(work, "Contoso")
    contact_named(work, customer_id, "Ana Ruiz <ana@contoso.example>")
    return customer_id


def in_view(
    page: Page, database: Database, workspace: Workspace, actions: Actions, drafts: Drafts,
    ports: QuietPorts, tasks: Tasks, qtbot: QtBot, customer_id: int,
) -> Shown:  # fmt: skip
    """The page in a window that has the keyboard."""
    shown = Shown(page, database, workspace, actions, drafts, ports, tasks, qtbot, customer_id)
    page.open_case_requested.connect(shown.cases.append)
    page.place_requested.connect(lambda place, where: shown.places.append((place, where)))
    qtbot.addWidget(page)
    page.resize(1260, 850)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    page.focus_first()
    shown.settle()
    return shown


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> int:
    """The desk an hour after its cases were opened; the number of Contoso."""
    customer_id = database.write(fill).result
    clock.instant += timedelta(minutes=50)
    return customer_id


@pytest.fixture
def listed(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database, desk: int,
    desk_address: str,
) -> Iterator[Shown]:  # fmt: skip
    """The list."""
    workspace = Workspace(database, tasks, database.clock, None)
    page = CustomersPage(theme, workspace, actions)
    ports = QuietPorts(look_into(database, desk_address))
    yield in_view(page, database, workspace, actions, Drafts(), ports, tasks, qtbot, desk)
    tasks.shutdown()


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database, desk: int,
    desk_address: str,
) -> Iterator[Shown]:  # fmt: skip
    """Contoso."""
    opened = look_into(database, desk_address)
    workspace, drafts, ports = (
        Workspace(database, tasks, database.clock, None), Drafts(), QuietPorts(opened),
    )  # fmt: skip
    page = CustomerPage(theme, workspace, actions, opened.zone, drafts, ports)
    page.go_to(desk)
    made = in_view(page, database, workspace, actions, drafts, ports, tasks, qtbot, desk)
    qtbot.waitUntil(lambda: page.title == "Contoso")
    made.settle()
    yield made
    tasks.shutdown()


def part(page: QWidget, kind: type[QWidget]) -> QWidget:
    """The one part of that kind."""
    (found,) = page.findChildren(kind)
    return found
