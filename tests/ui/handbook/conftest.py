"""The Handbook page on an ordinary desk, tried as a person would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.webhook_trial import try_webhook
from models.changes import Changes
from models.commands.cases import NewCase, open_case
from models.commands.contacts import log_contact
from models.database import Database
from models.handbook.policy import Policy
from models.handbook.policy_file import read_policy
from models.handbook.zones import zone
from tests.conftest import NOW, MovingClock
from tests.ui.keyboard import press
from ui.actions import Actions
from ui.drafts import Drafts
from ui.handbook.handbook_page import HandbookPage
from ui.handbook.promise_field import PromiseField
from ui.handbook.target_row import TargetRow
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

Part = TypeVar("Part", bound=QWidget)
BERLIN = zone("Europe/Berlin")
MARCH = NOW.replace(month=3, day=10, hour=9)


@dataclass
class Shown:
    """The page, and what tests look into."""

    qtbot: QtBot
    page: HandbookPage
    workspace: Workspace
    actions: Actions
    drafts: Drafts
    database: Database

    def words(self, inside: QWidget | None = None) -> str:
        """Every word in sight."""
        root = inside or self.page
        labels = root.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(root))

    def row(self, priority: str, commitment: str) -> TargetRow:
        """A row of the targets table."""
        rows = self.page.sections.targets.rows
        return next(r for r in rows if (r.priority, r.commitment) == (priority, commitment))

    def type_at(self, field: PromiseField, words: str) -> None:
        """Click a field, type over what stands there, and press Enter; then it is taken or not."""
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        field.selectAll()
        QTest.keyClicks(field, words) if words else press(Qt.Key.Key_Backspace)
        press(Qt.Key.Key_Return)
        self.settle()

    def in_view(self, kind: type[Part]) -> Part:
        """A sheet of this kind, once it is open."""

        def open_ones() -> list[Part]:
            return [one for one in self.page.window().findChildren(kind) if one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(open_ones()))
        return open_ones()[0]

    def settle(self) -> None:
        """Until every change is made and shown."""
        self.qtbot.waitUntil(lambda: self.page.draft.is_idle and not self.page.is_reading)

    @property
    def draft(self) -> Policy:
        """What the draft says."""
        return read_policy(self.page.draft.source)


Show = Callable[[Database], Shown]


@pytest.fixture
def show(database: Database, qtbot: QtBot, theme: Theme, tasks: Tasks) -> Callable[..., Shown]:
    """Shows the page of a desk; given `drafts`, with those of an earlier window.

    The desk comes first, so that what is still being read ends before it closes.
    """

    def make(desk: Database, drafts: Drafts | None = None) -> Shown:
        actions, kept = Actions(), drafts or Drafts()
        workspace = Workspace(desk, tasks, desk.clock, desk.person_id)
        page = HandbookPage(theme, workspace, actions, BERLIN, kept, partial(try_webhook, desk))
        made = Shown(qtbot, page, workspace, actions, kept, desk)
        qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.activated()
        qtbot.waitUntil(lambda: bool(page.sections.targets.rows))
        made.settle()
        page.focus_first()
        return made

    return make


@pytest.fixture
def shown(show: Callable[..., Shown], database: Database) -> Shown:
    """The page on a desk with one open case of P2, and its person at work."""
    return show(database)


@pytest.fixture
def database(database: Database, clock: MovingClock) -> Database:
    """A desk with a case that is two hours old."""
    from models.commands.people import add_person

    database.person_id = database.write(lambda work: add_person(work, "Ana Lima", "lead")).result
    new = NewCase("Exports stall", customer="Contoso", priority="P2", incomplete=True)
    database.write(lambda work: open_case(work, new))
    return database


def answered(desk: Database, clock: MovingClock, day: int, minutes: int) -> Changes:
    """A case of P2 of a day in March, answered after so many minutes."""
    clock.instant = MARCH + timedelta(days=day)
    new = NewCase(f"March {day}", priority="P2", incomplete=True)
    case_id = desk.write(partial(open_case, new=new)).result
    clock.instant += timedelta(minutes=minutes)
    reply = partial(log_contact, case_id=case_id, type="reply", text="On it")
    changes = desk.write(reply).changes
    clock.instant = NOW
    return changes


@pytest.fixture
def past(database: Database, clock: MovingClock) -> Database:
    """Three cases of March, answered after 10, 20 and 50 minutes of an hour."""
    for day, minutes in enumerate((10, 20, 50)):
        answered(database, clock, day, minutes)
    return database
