"""Error budgets and credits on the Reviews page: sentences, and steps taken by name."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.open_desk import look_into
from models.commands.cases import NewCase, open_case
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.commands.remedies import calculate_remedies
from models.database import Database
from models.entities import Contract
from models.handbook.periods import parse_period
from models.queries.remedies import remedies
from tests.conftest import MovingClock
from tests.ui.keyboard import press
from tests.ui.quiet_ports import QuietPorts
from tests.ui.reviews.conftest import Shown
from ui.actions import Actions
from ui.drafts import Drafts
from ui.reviews.credit_sheet import CreditSheet
from ui.reviews.credits_card import CreditsCard
from ui.reviews.reviews_page import ReviewsPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier
JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
TERMS: dict[str, object] = {
    "remedies": {"unit": "EUR", "cap": 300, "P2": {"resolution": {"over": [["0 min", 100]]}}}
}


@pytest.fixture
def desk(database: Database, clock: MovingClock) -> Database:
    """Ana leads, Ben does not; Contoso's contract credits a breach of May, and there is one."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(partial(add_person, name="Ben"))
    database.write(lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", TERMS))
    new = NewCase("Exports stall", customer="Contoso", priority="P2", impact="All", steps="Export",
                  environment="Web")  # fmt: skip
    case_id = database.write(partial(open_case, new=new)).result
    clock.instant += timedelta(hours=26)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant = JUNE
    return database


@pytest.fixture
def show(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, desk: Database
) -> Callable[[], ReviewsPage]:
    """Shows the page to whoever the desk says is there."""

    def make() -> ReviewsPage:
        opened = look_into(desk, "desk.db")
        workspace = Workspace(desk, tasks, desk.clock, desk.person_id)
        page = ReviewsPage(theme, workspace, actions, QuietPorts(opened), opened.zone, Drafts())
        qtbot.addWidget(page)
        page.resize(1200, 900)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.go_to("2026Q2")
        qtbot.waitUntil(lambda: page.subtitle != "" and not tasks.busy)
        return page

    return make


def card(page: ReviewsPage) -> CreditsCard:
    found = page.findChild(CreditsCard)
    assert found is not None
    return found


def states(page: ReviewsPage) -> list[str]:
    model = card(page).table.model()
    return [model.index(row, 4).data() for row in range(model.rowCount())]


def take(qtbot: QtBot, page: ReviewsPage, actions: Actions, kind: str, words: str) -> None:
    """Take the step that an action asks for, with these words."""
    actions.action(f"reviews.{kind}").trigger()
    sheet = page.window().findChild(CreditSheet)
    assert sheet is not None
    note = next(line for line in sheet.findChildren(QLineEdit) if line.hasFocus())
    QTest.keyClicks(note, words)
    with qtbot.waitSignal(sheet.closed):
        press(Qt.Key.Key_Return, CONTROL)


def test_the_lead_calculates_approves_pays_and_disputes(
    qtbot: QtBot, show: Callable[[], ReviewsPage], actions: Actions, desk: Database
) -> None:
    page = show()
    assert card(page).isVisible()
    assert states(page) == []
    actions.action("reviews.calculate").trigger()
    qtbot.waitUntil(lambda: states(page) == ["○ calculated, not approved"])
    model = card(page).table.model()
    assert [model.index(0, column).data() for column in (0, 1, 2, 3, 5)] == [
        "Contoso", "Gold", "May 2026", "100 EUR", "Ana",
    ]  # fmt: skip
    assert not actions.action("reviews.paid").isEnabled()
    take(qtbot, page, actions, "approved", "As agreed")
    qtbot.waitUntil(lambda: states(page) == ["◐ approved"])
    take(qtbot, page, actions, "paid", "")
    qtbot.waitUntil(lambda: states(page) == ["● paid"])
    take(qtbot, page, actions, "disputed", "Paid twice")
    qtbot.waitUntil(lambda: states(page) == ["▲ disputed"])
    [row] = desk.read(partial(remedies, me=desk.person_id))
    assert [(step.kind, step.by, step.note) for step in row.steps] == [
        ("calculated", "Ana", ""), ("approved", "Ana", "As agreed"), ("paid", "Ana", ""),
        ("disputed", "Ana", "Paid twice"),
    ]  # fmt: skip


def test_a_dispute_without_a_reason_is_refused_at_its_field(
    qtbot: QtBot, show: Callable[[], ReviewsPage], actions: Actions, desk: Database
) -> None:
    desk.write(partial(calculate_remedies, period=parse_period("2026-05")))
    page = show()
    card(page).table.setFocus()
    actions.action("reviews.disputed").trigger()
    sheet = page.window().findChild(CreditSheet)
    assert sheet is not None
    press(Qt.Key.Key_Return, CONTROL)
    note = next(line for line in sheet.findChildren(QLineEdit) if line.hasFocus())
    qtbot.waitUntil(lambda: "says what is wrong" in note.accessibleDescription())
    assert sheet.isVisible()


def test_enter_asks_for_the_next_step_and_shows_why_it_came_to_so_much(
    show: Callable[[], ReviewsPage], desk: Database
) -> None:
    desk.write(partial(calculate_remedies, period=parse_period("2026-05")))
    page = show()
    card(page).table.setFocus()
    press(Qt.Key.Key_Return)
    sheet = page.window().findChild(CreditSheet)
    assert sheet is not None
    told = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    assert "CS-1001, P2 resolution, over by 2 h: 100 EUR" in told
    assert "Calculated by Ana" in told


def test_an_agent_neither_sees_nor_moves_them(
    show: Callable[[], ReviewsPage], actions: Actions, desk: Database
) -> None:
    desk.write(partial(calculate_remedies, period=parse_period("2026-05")))
    desk.person_id = desk.write(partial(add_person, name="Cleo")).result
    page = show()
    assert card(page).isHidden()
    assert card(page).table.model().rowCount() == 0
    for name in ("calculate", "approved", "paid", "disputed"):
        assert not actions.action(f"reviews.{name}").isEnabled()


def test_each_slo_has_a_sentence_or_too_little_is_known(shown: Shown, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Error budgets" in shown.words())
    told = shown.words()
    assert "misses used" in told or "miss used" in told
    assert "Not enough data" in told


def test_a_desk_whose_contracts_credit_nothing_is_not_bothered_with_credits(
    show: Callable[[], ReviewsPage], desk: Database
) -> None:
    desk.write(lambda work: work.session.execute(update(Contract).values(terms={})))
    page = show()
    assert card(page).isHidden()
    assert "Error budgets" in [label.text() for label in page.findChildren(QLabel)]
