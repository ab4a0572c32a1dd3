"""A whole window with two plain pages and a case page, for tests of the frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from models.changes import Changes, Written
from models.desk_time import StoppedClock
from models.text import text
from ui.actions import Actions, ActionSpec
from ui.main_window import MainWindow
from ui.page import Page, Place
from ui.ports import DeskCover, DeskCrossing, Found, Preferences
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

T = TypeVar("T")
NOW = datetime(2026, 5, 12, 12, 28, 10, tzinfo=UTC)


class EmptyDatabase:
    """A desk with nothing in it."""

    def read(self, query: Callable[[Any], T]) -> T:
        return query(None)

    def write(self, command: Callable[[Any], T], *, doubtful: Callable[[], None]) -> Written[T]:
        return Written(command(None), Changes("op"))


class PlainPage(Page):
    """A page with a field; keeps what the window told it."""

    def __init__(self, title: str, action: QAction | None = None) -> None:
        super().__init__(title)
        self.told: list[str] = []
        self.shown: object = None
        self.over: list[str] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("Words")
        QVBoxLayout(self).addWidget(self.field)
        self._action = action

    def buttons(self) -> list[QAction]:
        return [self._action] if self._action is not None else []

    def main_button(self) -> QAction | None:
        return self._action

    def activated(self) -> None:
        self.told.append("activated")

    def left(self) -> None:
        self.told.append("left")

    def focus_first(self) -> None:
        self.field.setFocus()

    def show_cover(self, cover: DeskCover) -> None:
        self.over = [cover.nobody]

    def show_crossings(self, crossings: Sequence[DeskCrossing]) -> None:
        self.over += [one.what for one in crossings]

    def location(self) -> object:
        return self.shown

    def case_at_hand(self) -> int | None:
        return self.shown if isinstance(self.shown, int) else None

    def go_to(self, location: object) -> None:
        self.shown = location


@dataclass
class Desk:
    """The window, and what tests look into."""

    window: MainWindow
    workspace: Workspace
    actions: Actions
    made: list[str] = field(default_factory=list)
    new_cases: list[bool] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def page(self, name: str) -> PlainPage:
        page = self.window.page(name)
        assert isinstance(page, PlainPage)
        return page


@pytest.fixture
def early_desk(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, preferences: Preferences
) -> Desk:
    """The window as it is before its desk is open."""
    workspace = Workspace(EmptyDatabase(), tasks, StoppedClock(NOW), 1)
    made: list[str] = []
    new_cases: list[bool] = []
    found: list[str] = []

    def later(name: str) -> Callable[[], Page]:
        def make() -> Page:
            made.append(name)
            return PlainPage(name)

        return make

    def find(words: str, then: Callable[[list[Found]], None]) -> None:
        then([Found("CS-2041", f"Payments {words}", "queue", lambda: found.append(words))])

    queue = PlainPage("Queue")
    queue._action = actions.add(
        ActionSpec("queue.new", "New case", ("N",), "plus", "Cases", "queue"),
        queue,
        lambda: new_cases.append(True),
    )
    places = [
        Place("queue", text("Queue"), "queue", queue),
        Place("reviews", text("Reviews"), "bars", later("Reviews")),
        Place("case", text("Case"), "note", later("Case"), in_rail=False),
        Place("import", text("Import"), "import", later("Import"), at_foot=True, keys="Ctrl+I"),
    ]
    window = MainWindow(theme, workspace, actions, places, preferences, find, drop_place="import")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Desk(window, workspace, actions, made, new_cases, found)


@pytest.fixture
def desk(early_desk: Desk) -> Desk:
    """The window of an open desk."""
    early_desk.window.begin(early_desk.workspace.clock, ZoneInfo("Europe/Berlin"))
    return early_desk
