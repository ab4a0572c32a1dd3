"""A weekly review held in the desk's window, by keys alone."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.commands.corrective_actions import NewAction, add_action
from models.commands.people import add_person
from models.database import Database
from models.handbook.reviews import DECISION, HELD, NOTE, WEEKLY
from models.queries.minutes import minutes
from models.queries.review_periods import review_periods
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_known_issue_journey import ALT, SHIFT, Journey
from tests.models.commands.desk import WHOLE, opened
from ui.knowledge.knowledge_page import KnowledgePage
from ui.review_place import ReviewPlace
from ui.reviews.agenda_cards import LinesCard
from ui.reviews.reviews_page import ReviewsPage
from ui.reviews.weekly_tab import WeeklyTab

WATCH = NewAction(
    "Watch exports", "detect", 1, None, "squad_lead", "2026-05-14",
    {"measure": "breaches", "expected": 2},
)  # fmt: skip


def weekly(desk: Desk) -> WeeklyTab:
    page = desk.window.page("reviews")
    assert isinstance(page, ReviewsPage)
    tab = page.tab
    assert isinstance(tab, WeeklyTab)
    return tab


def rows(desk: Desk, name: str) -> list[str]:
    card = weekly(desk).view.card(name)
    assert isinstance(card, LinesCard)
    return [str(line.words) for line in card.lines]


@pytest.mark.on_a_file
def test_it_is_held_decided_noted_and_written_up_without_a_mouse(
    qtbot: QtBot, qapp: QApplication, database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    database.person_id = database.write(partial(add_person, name="Ana Ruiz", role="lead")).result
    opened(database, replace(WHOLE, title="Exports stall"))
    database.write(partial(add_action, new=WATCH))
    clock.instant = clock.instant.replace(day=18)  # the Monday after
    desk = open_window(qapp, database, tmp_path)
    try:
        desk.window.activateWindow()
        here = Journey(desk, qtbot)
        desk.window.show_place("reviews")
        settle(qtbot, desk)
        here.press(Qt.Key.Key_2, ALT)
        here.until(lambda: weekly(desk).subtitle == "Week 20 of 2026")
        assert rows(desk, "actions") == ["Watch exports"]
        assert rows(desk, "breached") == ["Exports stall"] * 2
        here.press(Qt.Key.Key_H, SHIFT)
        here.until(lambda: isinstance(QApplication.focusWidget(), QListWidget))
        here.say("")
        here.press(Qt.Key.Key_D)
        here.say("Exports are watched by hand.")
        here.press(Qt.Key.Key_R)
        here.say("Ask Contoso again.")
        period = database.read(partial(review_periods, kind=WEEKLY, now=clock.instant)).to_show
        kept = database.read(partial(minutes, kind=WEEKLY, period=period))
        assert [one.kind for one in kept.standing] == [HELD, DECISION, NOTE]
        assert [one.name for one in kept.of_kind(HELD)[0].people] == ["Ana Ruiz"]
        here.until(lambda: len(rows(desk, "minutes")) == 3)
        assert weekly(desk).subtitle.startswith("Week 20 of 2026 · held Mon 18 May")
        card = weekly(desk).view.card("minutes")
        assert isinstance(card, LinesCard)
        card.table.setFocus()
        here.press(Qt.Key.Key_Up)
        here.press(Qt.Key.Key_W, SHIFT)
        knowledge = desk.window.page("knowledge")
        assert isinstance(knowledge, KnowledgePage)
        here.until(lambda: knowledge.is_editing and knowledge.isVisible())
        desk.window.show_place("reviews", ReviewPlace("weekly"))
        settle(qtbot, desk)
        weekly(desk).focus_first()
        here.press(Qt.Key.Key_Return)
        page = desk.window.page("reviews")
        here.until(lambda: isinstance(page, ReviewsPage) and page.tab.name == "actions")
    finally:
        close_window(qtbot, desk)
