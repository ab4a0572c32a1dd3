"""The tab of postmortems on a small desk: three breached cases, and Ana who leads it at hand."""

from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from models.commands.people import add_person
from models.database import Database
from models.queries.postmortem import PostmortemDetail
from tests.conftest import MovingClock
from tests.models.commands.breached import breached, read
from tests.ui.keyboard import press
from tests.ui.quiet_ports import QuietPorts
from ui.actions import Actions
from ui.drafts import Drafts
from ui.review_place import ReviewPlace, postmortem_of
from ui.reviews.postmortems_tab import PostmortemsTab
from ui.reviews.reviews_page import ReviewsPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Part = TypeVar("Part", bound=QWidget)


@dataclass
class Learning:
    """The page, and what tests look into; `case_ids` are the breached cases."""

    page: ReviewsPage
    database: Database
    workspace: Workspace
    actions: Actions
    drafts: Drafts
    tasks: Tasks
    qtbot: QtBot
    ports: QuietPorts
    case_ids: list[int] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    places: list[tuple[str, object]] = field(default_factory=list)

    @property
    def tab(self) -> PostmortemsTab:
        """The tab, which is in view."""
        assert isinstance(self.page.tab, PostmortemsTab)
        return self.page.tab

    def settle(self) -> None:
        """Until nothing is read or written."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def words(self) -> str:
        """Every word in sight."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page))

    def begin(self, *case_ids: int) -> None:
        """Begin one, as the queue does; its editor is in view."""
        self.page.go_to(postmortem_of(case_ids or self.case_ids))
        self.qtbot.waitUntil(lambda: self.tab.editor.isVisible())
        self.settle()

    def show(self, postmortem_id: int) -> None:
        """Read one."""
        self.page.go_to(ReviewPlace("postmortems", postmortem_id))
        self.settle()

    def saved(self, postmortem_id: int = 1) -> PostmortemDetail:
        """What is on the desk."""
        return read(self.database, postmortem_id)

    def save(self) -> None:
        """Ctrl+Enter, until it is saved."""
        press(Qt.Key.Key_Return, CTRL)
        self.qtbot.waitUntil(lambda: self.tab.view.isVisible())
        self.settle()

    def sheet(self, kind: type[Part]) -> Part:
        """The sheet of this kind that is open."""
        self.qtbot.waitUntil(lambda: bool(self.sheets(kind)))
        return self.sheets(kind)[0]

    def sheets(self, kind: type[Part]) -> list[Part]:
        """Those that are open."""
        return [one for one in self.page.window().findChildren(kind) if one.isVisible()]

    def answer(self) -> None:
        """Ctrl+Enter in a sheet, until it is gone."""
        press(Qt.Key.Key_Return, CTRL)
        self.qtbot.waitUntil(lambda: not self.sheets(Sheet))
        self.settle()


def type_in(words: str) -> None:
    """Type where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def people(database: Database) -> dict[str, int]:
    """Ana leads and is at the desk; Ben is on the team too."""
    made = {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "lead"), ("Ben", "agent"))
    }
    database.person_id = made["Ana"]
    return made


def learning(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock, drafts: Drafts | None = None, case_ids: list[int] | None = None,
) -> Learning:  # fmt: skip
    """The page in a window that has the keyboard, on its tab of postmortems."""
    if case_ids is None:
        people(database)
        case_ids = [breached(database, clock, customer=f"Customer {n}") for n in range(3)]
    opened = look_into(database, "desk.db")
    workspace = Workspace(database, tasks, database.clock, database.person_id)
    kept, ports = drafts if drafts is not None else Drafts(), QuietPorts(opened)
    page = ReviewsPage(theme, workspace, actions, ports, opened.zone, kept)
    made = Learning(page, database, workspace, actions, kept, tasks, qtbot, ports, case_ids)
    page.open_case_requested.connect(made.opened.append)
    page.place_requested.connect(lambda place, where: made.places.append((place, where)))
    qtbot.addWidget(page)
    page.resize(1260, 850)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.go_to(ReviewPlace("postmortems"))
    page.activated()
    page.focus_first()
    made.settle()
    return made
