"""The page of what we know on a small desk, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.commands.articles import NewArticle, write_article
from models.commands.links import add_link
from models.database import Database
from models.entities import Article
from models.handbook.zones import zone
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from ui.actions import Actions
from ui.drafts import Drafts
from ui.knowledge.knowledge_page import KnowledgePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

EXPORTS = "Exports over 2 GB stall.\n\n## Workaround\n\nExport **month by month**.\n"


@dataclass
class Known:
    """The page in view, and what tests look into."""

    page: KnowledgePage
    database: Database
    workspace: Workspace
    actions: Actions
    drafts: Drafts
    tasks: Tasks
    qtbot: QtBot
    cases: list[int] = field(default_factory=list)
    places: list[tuple[str, object]] = field(default_factory=list)

    def words(self) -> str:
        """Every word in sight."""
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page))

    def settle(self) -> None:
        """Until nothing is read or written."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def do(self, name: str) -> None:
        """What an action of the page does."""
        self.actions.action(f"knowledge.{name}").trigger()
        self.settle()


def fill(work: Work) -> None:
    """Three articles: a known issue in review, a published how-to, an archived decision."""
    told = (
        ("known_issue", "Large exports stall", EXPORTS, "in_review"),
        ("how_to", "Rotate an API key", "Make the new one first.", "published"),
        ("decision", "One queue for all", "## Context\n\nMany queues.", "archived"),
    )
    for kind, title, body, status in told:
        article_id = write_article(work, NewArticle(kind, title, body, product="Billing"))
        work.session.get_one(Article, article_id).status = status


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> int:
    """The desk with its articles; the number of a case linked with KI-1."""
    database.write(fill)
    case_id = opened(database)
    database.write(partial(add_link, case_id=case_id, kind="article", to="KI-1"))
    return case_id


@pytest.fixture
def known(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database, desk: int
) -> Iterator[Known]:
    """The page, on its list."""
    yield shown(qtbot, theme, tasks, actions, database)
    tasks.shutdown()


def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    drafts: Drafts | None = None,
) -> Known:  # fmt: skip
    """The page in a window that has the keyboard."""
    workspace = Workspace(database, tasks, database.clock, None)
    kept = drafts if drafts is not None else Drafts()
    page = KnowledgePage(theme, workspace, actions, zone("Europe/Berlin"), kept)
    made = Known(page, database, workspace, actions, kept, tasks, qtbot)
    page.open_case_requested.connect(made.cases.append)
    page.place_requested.connect(lambda place, where: made.places.append((place, where)))
    qtbot.addWidget(page)
    page.resize(1260, 850)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    page.focus_first()
    made.settle()
    return made
