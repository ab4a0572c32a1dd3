"""No two times on the window contradict each other: the promise that is typed and sent, the clocks,
the alert bar, the toast and the foot, to the minute.

They are read off the screen by a reader of this test's own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.commands.people import add_person
from models.database import Database
from tests.conftest import FULL, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.models.commands.desk import WHOLE, detail, opened
from tests.ui.case.test_times_agree import BERLIN, MONTHS, WEEKS, Times, on_the_wall, page_times
from tests.ui.keyboard import press
from ui.case.case_page import CasePage
from ui.case.composer import Composer
from ui.frame.alert_bar import AlertBar
from ui.frame.foot import Foot
from ui.widgets.toast import Toast

WRITTEN_OUT = re.compile(r"by \w{3} (\d{1,2}) (\w{3}) (\d{4}), (\d\d):(\d\d) (CES?T)")
OWED = {
    "next_update": "an update", "first_response": "a first response", "resolution": "a resolution",
}  # fmt: skip
AT_THE_FOOT = re.compile(r"(\d{1,2}) (\w{3}), (\d\d):(\d\d) (CES?T)$")


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Desk]:
    database.person_id = database.write(partial(add_person, name="Lea Lead", role="lead")).result
    made = open_window(qapp, database, tmp_path)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    QApplication.clipboard().clear()
    close_window(qtbot, made)


def on_wall(year: str | int, month: str, *rest: str) -> datetime:
    """A minute on the team's wall, as `on_the_wall` gives it: without a zone."""
    day, hour, minute = map(int, rest)
    return datetime(int(year), MONTHS.index(month) + 1, day, hour, minute)  # noqa: DTZ001


def promised(words: str) -> list[datetime]:
    """The minutes on the team's wall by which these words promise something."""
    return [
        on_wall(year, month, day, hour, minute)
        for day, month, year, hour, minute, _ in WRITTEN_OUT.findall(words)
    ]


def told_at_the_foot(desk: Desk, year: int) -> datetime:
    foot = desk.window.findChild(Foot)
    assert foot is not None
    (found,) = (
        match for label in foot.findChildren(QLabel) if (match := AT_THE_FOOT.search(label.text()))
    )
    day, month, hour, minute, _ = found.groups()
    return on_wall(year, month, day, hour, minute)


def page_and_toast(desk: Desk, database: Database, case_id: int, now: datetime) -> Times:
    """Every due time that the page of the case, and the toast, tell."""
    case = detail(database, case_id)
    times = Times(case, now)
    (page,) = desk.window.findChildren(CasePage)
    page_times(page, case, times)
    for toast in desk.window.findChildren(Toast):
        hear_owed(times, toast.text())
    return times


def alert_bar(desk: Desk, database: Database, case_id: int, now: datetime) -> Times:
    """What the bar tells of another case than the one in view."""
    times = Times(detail(database, case_id), now)
    (bar,) = desk.window.findChildren(AlertBar)
    for label in bar.findChildren(QLabel):
        hear_owed(times, label.text())
    return times


def hear_owed(times: Times, words: str) -> None:
    for commitment, owed in OWED.items():
        times.hear(commitment, f"{owed} (?:by|since) TIME", words)


def update_due(database: Database, case_id: int) -> datetime:
    """When the next update is due by the stored clock."""
    clocks = detail(database, case_id).clocks
    due_at = next(one.due_at for one in clocks if one.commitment == "next_update")
    assert due_at is not None
    return due_at


@pytest.mark.parametrize("week", range(len(WEEKS)) if FULL else range(3))  # each priority
def test_what_is_promised_is_what_the_clocks_say_once_it_is_sent(
    week: int, desk: Desk, database: Database, clock: MovingClock, qtbot: QtBot
) -> None:
    clock.instant = WEEKS[week]
    priority = ("P1", "P2", "P3")[week % 3]
    case_id = opened(database, replace(WHOLE, priority=priority))
    key = detail(database, case_id).row.key
    other_id = opened(database, replace(WHOLE, title="Another", priority="P1"))
    desk.window.open_case(case_id)
    qtbot.waitUntil(lambda: [page.title for page in desk.window.findChildren(CasePage)] == [key])
    (composer,) = desk.window.findChildren(Composer)
    heard: list[tuple[int, int]] = []
    for _ in range(2):
        clock.instant = update_due(database, case_id) - timedelta(minutes=1)  # one may be drafted
        desk.backstage.watch.look()
        for page in desk.window.findChildren(CasePage):
            page.activated()
        settle(qtbot, desk)
        press(Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: promised(composer.text.toPlainText()) != [])
        said = [
            *promised(composer.text.toPlainText()),
            *(at for label in composer.findChildren(QLabel) if label.isVisible()
              for at in promised(label.text())),
        ]  # fmt: skip
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: composer.text.toPlainText() == "")
        settle(qtbot, desk)
        due_at = update_due(database, case_id)
        assert {*said, *promised(QApplication.clipboard().text())} == {on_the_wall(due_at)}
        assert len(said) == 2
        foot = desk.window.findChild(Foot)
        assert foot is not None
        foot.tick()
        assert told_at_the_foot(desk, clock.instant.year) == on_the_wall(clock.instant)
        here = page_and_toast(desk, database, case_id, clock.instant)
        above = alert_bar(desk, database, other_id, clock.instant)
        assert here.wrong + above.wrong == []
        heard.append((here.count, above.count))
    assert all(page > 1 and bar for page, bar in heard), heard


def test_the_foot_tells_the_zone_that_the_page_is_told_in(desk: Desk, clock: MovingClock) -> None:
    foot = desk.window.findChild(Foot)
    assert foot is not None
    for instant in WEEKS:
        clock.instant = instant
        foot.tick()
        here = instant.astimezone(BERLIN)
        assert told_at_the_foot(desk, here.year) == here.replace(tzinfo=None)
