"""The Reviews page on the demo desk, as it is on Tuesday 12 May 2026."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.open_desk import look_into
from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
from tests.conftest import NOW, MovingClock
from tests.full_desks import demo_at
from tests.ui.quiet_ports import QuietPorts
from tests.ui.reviews.postmortem_desk import Learning, learning
from ui.actions import Actions
from ui.drafts import Drafts
from ui.reviews.reviews_page import ReviewsPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace


@dataclass
class Shown:
    """The page, and what tests look into."""

    page: ReviewsPage
    workspace: Workspace
    actions: Actions
    ports: QuietPorts
    database: Database
    cases: list[int] = field(default_factory=list)

    def words(self) -> str:
        """Every word in sight."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page))


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a demo desk, made once."""
    path = tmp_path_factory.mktemp("demo") / "desk.db"
    demo_at(path, NOW).close()
    return path


@pytest.fixture
def demo(demo_path: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the demo desk, standing still."""
    path = shutil.copy(demo_path, tmp_path / "desk.db")
    desk = Database(open_checked(path), StoppedClock(NOW))
    yield desk
    desk.close()


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, demo: Database, demo_path: Path
) -> Shown:
    """The page in view, its first quarter read."""
    return show(qtbot, theme, tasks, actions, demo, str(demo_path))


def show(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, desk: Database, address: str
) -> Shown:
    """The page on a desk, in view."""
    opened = look_into(desk, address)
    workspace = Workspace(desk, tasks, desk.clock, None)
    ports = QuietPorts(opened)
    page = ReviewsPage(theme, workspace, actions, ports, opened.zone, Drafts())
    made = Shown(page, workspace, actions, ports, desk)
    page.open_case_requested.connect(made.cases.append)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    qtbot.waitUntil(lambda: page.subtitle != "")
    page.focus_first()
    return made


@pytest.fixture
def learnt(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock,
) -> Iterator[Learning]:  # fmt: skip
    """The tab of postmortems, empty still."""
    yield learning(qtbot, theme, tasks, actions, database, clock)
    tasks.shutdown()
