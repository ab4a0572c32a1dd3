"""The board on a desk with a small team, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.commands.cases import assign, open_case
from models.commands.people import add_person
from models.database import Database
from models.handbook.zones import zone
from models.queries.case import case_id_of
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail
from tests.models.queries.benches import DAY, published
from tests.ui.conftest import MemoryPreferences
from ui.actions import Actions
from ui.board.board_column import ColumnFrame
from ui.board.board_page import BoardPage
from ui.board.card_rows import CARD
from ui.drafts import Drafts
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace


@dataclass
class Shown:
    """The page in view, and what tests look into."""

    page: BoardPage
    database: Database
    clock: MovingClock
    workspace: Workspace
    actions: Actions
    preferences: MemoryPreferences
    tasks: Tasks
    qtbot: QtBot
    opened: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Until all is read, painted, and what was painted is read."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)
        self.page.grab()
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def frames(self) -> dict[str, ColumnFrame]:
        """The columns by their names, in the order in which they stand."""
        found = [one for one in self.page.findChildren(ColumnFrame) if one.isVisible()]
        left = {one: one.mapTo(self.page, one.rect().topLeft()).x() for one in found}
        found.sort(key=lambda one: left[one])
        return {one.head.accessibleName().split(",")[0]: one for one in found}

    def keys(self, column: str) -> list[str]:
        """The cases of a column; "" while a card is being read."""
        model = self.frames()[column].list.model()
        cards = (model.index(row, 0).data(CARD) for row in range(model.rowCount()))
        return [card.case.key if card is not None else "" for card in cards]

    def wait_for(self, **columns: list[str]) -> None:
        """Until these columns hold these cases; the numbers alone, by first names."""

        def there() -> bool:
            held = {name.split()[0]: name for name in self.frames()}
            return all(
                name in held and self.keys(held[name]) == [f"CS-{number}" for number in numbers]
                for name, numbers in columns.items()
            )

        self.qtbot.waitUntil(there)

    def at(self) -> tuple[str, str]:
        """Where the keyboard is: the column, and the case."""
        name, frame = next((n, f) for n, f in self.frames().items() if f.list.hasFocus())
        card = frame.list.currentIndex().data(CARD)
        return name, card.case.key if card is not None else ""

    def holder(self, key: str) -> str | None:
        """Who has a case."""
        case_id = self.database.read(partial(case_id_of, key=key))
        return detail(self.database, case_id).row.assignee

    def ids(self, *keys: str) -> list[int]:
        """The ids of cases."""
        return [self.database.read(partial(case_id_of, key=key)) for key in keys]

    def words(self) -> str:
        """Every word in sight but those of the cards."""
        labels = self.page.window().findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisibleTo(self.page.window()))

    def told(self) -> str:
        """What a banner of the page says."""
        banner = next(one for one in self.page.findChildren(Banner) if one.isVisible())
        return banner.accessibleName()

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


Opener = Callable[[], Shown]


def fill(work: Work) -> int:
    """Lee leads; Ana has a P1, Ben a P4 and a P2, Cleo nothing, and nobody two.

    CS-1001 and CS-1002 are nobody's, CS-1003 Ana's, CS-1004 and CS-1005 Ben's.
    """
    lead = add_person(work, "Lee Moor", "lead", shifts=DAY)
    ana, ben, _ = (
        add_person(work, name, skills={"exports": 4}, shifts=DAY)
        for name in ("Ana Ruiz", "Ben Okafor", "Cleo Dee")
    )
    other = replace(WHOLE, impact="All of it", steps="Wait")
    new = [
        WHOLE,
        replace(other, title="Wrong currency on quotes", priority="P3", customer="Adatum"),
        replace(other, title="Nobody can sign in", priority="P1"),
        replace(other, title="Printer prints blanks", priority="P4", customer="Fabrikam"),
        replace(other, title="Search finds nothing"),
    ]
    cases = [open_case(work, case, by_rule=False) for case in new]
    assign(work, cases[2:3], ana)
    assign(work, cases[3:], ben)
    return lead


@pytest.fixture
def open_board(
    database: Database, qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions,
    clock: MovingClock, preferences: MemoryPreferences,
) -> Iterator[Opener]:  # fmt: skip
    """Shows the page on whatever the desk holds by then; the lanes end before the desk closes."""

    def show() -> Shown:
        workspace = Workspace(database, tasks, clock, database.person_id)
        drafts = FormDrafts(Drafts(), clock.now, zone("Europe/Berlin"))
        page = BoardPage(theme, workspace, actions, preferences, drafts)
        made = Shown(page, database, clock, workspace, actions, preferences, tasks, qtbot)
        page.open_case_requested.connect(made.opened.append)
        workspace.said.connect(made.said.append)
        qtbot.addWidget(page)
        page.resize(1252, 700)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.activated()
        page.focus_first()
        made.settle()
        return made

    yield show
    tasks.shutdown()


@pytest.fixture
def shown(open_board: Opener, database: Database, clock: MovingClock) -> Shown:
    """The lead is at the window."""
    published(database, automatic=False)
    database.person_id = database.write(fill).result
    clock.instant += timedelta(minutes=5)
    made = open_board()
    made.wait_for(Unassigned=["1001", "1002"], Ana=["1003"], Ben=["1005", "1004"], Cleo=[])
    return made
