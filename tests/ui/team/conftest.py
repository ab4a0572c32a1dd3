"""The Team page of a small desk, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from models.commands.cases import assign, open_case
from models.commands.people import add_person
from models.database import Database
from models.handbook.zones import zone
from models.queries.team import MemberRow, TeamNow, team_now
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE
from ui.actions import Actions
from ui.drafts import Drafts
from ui.tasks import Tasks
from ui.team.team_cards import TeamCard
from ui.team.team_page import TeamPage
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.widgets.wheel_free import WheelFreeBox
from ui.workspace import Workspace

WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
Part = TypeVar("Part", bound=QWidget)


@dataclass
class Shown:
    """The page in view, and what tests look into."""

    page: TeamPage
    database: Database
    clock: MovingClock
    actions: Actions
    tasks: Tasks
    qtbot: QtBot
    said: list[str]
    workspace: Workspace

    def team(self) -> TeamNow:
        """The team as the desk knows it."""
        return self.database.read(partial(team_now, now=self.database.clock.now()))

    def member(self, name: str) -> MemberRow:
        """One of them."""
        return next(row for row in self.team().members if row.name == name)

    def settle(self) -> None:
        """Until nothing is read or written."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def words(self) -> str:
        """Every word in sight but those of tables."""
        labels = self.page.window().findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page.window()))

    def cells(self, card: str) -> list[list[str]]:
        """What a table shows."""
        model = self.card(card).table.model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def card(self, name: str) -> TeamCard:
        """The card of that name."""
        cards = self.page.findChildren(TeamCard)
        return next(card for card in cards if card.table.accessibleName() == name)

    def sheet(self) -> FormSheet:
        """The sheet that is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is not None)
        found = self._sheet()
        assert found is not None
        return found

    def no_sheet(self) -> None:
        """Until no sheet is open."""
        self.qtbot.waitUntil(lambda: self._sheet() is None)

    def fill_in(self, name: str, words: str) -> None:
        """Type over what a field of the open sheet holds."""
        line = self._control(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, words)

    def write_in(self, name: str, words: str) -> None:
        """Type over what a field of several lines holds."""
        field = self._control(QPlainTextEdit, name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, line)

    def choose(self, name: str, words: str) -> None:
        """Choose by its first letters, as by hand."""
        box = self._control(WheelFreeBox, name)
        box.setFocus()
        QTest.keyClicks(box, words)
        assert box.currentText() == words

    def lines(self) -> list[QLineEdit]:
        """The lines of the open sheet."""
        return self.sheet().findChildren(QLineEdit)

    def submit(self) -> None:
        """Ctrl+Enter, from wherever the keyboard is in the sheet."""
        QTest.keyClick(self.sheet(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def save(self) -> None:
        """Ctrl+Enter, until it is written."""
        self.submit()
        self.no_sheet()
        self.settle()

    def _control(self, kind: type[Part], field: str) -> Part:
        found = self.sheet().findChild(kind, field)
        assert isinstance(found, kind)
        return found

    def _sheet(self) -> FormSheet | None:
        sheets = self.page.window().findChildren(FormSheet)
        return next((sheet for sheet in sheets if sheet.isVisible()), None)


def fill(work: Work) -> None:
    """Ana leads; Ben has the one case; Cleo is there too."""
    add_person(work, "Ana", "lead")
    ben = add_person(work, "Ben", shifts=WEEK)
    add_person(work, "Cleo")
    assign(work, [open_case(work, WHOLE)], ben)


@pytest.fixture
def shown(
    qtbot: QtBot,
    theme: Theme,
    tasks: Tasks,
    actions: Actions,
    database: Database,
    clock: MovingClock,
) -> Iterator[Shown]:
    """The page in a window that has the keyboard."""
    database.write(fill)
    workspace = Workspace(database, tasks, database.clock, None)
    page = TeamPage(theme, workspace, actions, zone("Europe/Berlin"), Drafts())
    made = Shown(page, database, clock, actions, tasks, qtbot, [], workspace)
    workspace.said.connect(made.said.append)
    qtbot.addWidget(page)
    page.resize(1260, 850)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    qtbot.waitUntil(lambda: made.card("People").table.isVisible())
    made.settle()
    page.focus_first()
    yield made
    tasks.shutdown()
