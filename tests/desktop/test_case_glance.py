"""A case's page counts as seen for what had fired before somebody used the window, not before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.application import Desk
from desktop.case_glance import CaseGlance
from models.changes import Changes, Written
from models.database import Database
from models.entities import AlertDelivery
from models.errors import Unreachable
from models.queries.due_now import DueNow
from tests.conftest import NOW, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_watch import opened, person
from ui.frame.alert_bar import AlertBar
from ui.tasks import Tasks


@dataclass
class Lane:
    """A desk and its write lane, at once: what was noted; `gone` is the database. What is due, and
    nobody can fire just now, is `unfired`."""

    person_id: int | None = 1
    noted: list[int] = field(default_factory=list)
    gone: bool = False
    unfired: tuple[int, ...] = ()

    def write(self, *asked: Any) -> Written[list[int]] | None:
        if len(asked) == 1:  # the database
            ids = cast(partial[None], asked[0]).keywords["alert_ids"]
            fired = [one for one in ids if one not in self.unfired]
            self.noted += fired
            return Written(fired, Changes(""))
        job, done, failed, _ = asked
        if self.gone:
            failed(Unreachable("The database cannot be reached", "There is no connection."))
        else:
            done(job())
        return None


def made(lane: Lane, in_view: Callable[[], int | None]) -> CaseGlance:
    return CaseGlance(cast(Database, lane), cast(Tasks, lane), in_view, QObject())


def due(case_id: int, *alert_ids: int) -> DueNow:
    return DueNow(
        case_id, "CS-1001", "Northwind", "resolution", 1, NOW, "at_risk", False, alert_ids
    )


def test_a_page_that_nobody_is_at_sees_nothing() -> None:
    lane = Lane()
    glance = made(lane, lambda: 7)
    glance.used()
    glance.show_due([due(7, 1), due(8, 2)])
    glance.look()
    assert lane.noted == []
    glance.used()
    assert lane.noted == [1]


def test_the_key_that_opens_a_page_counts_and_each_alert_is_noted_once() -> None:
    lane, view = Lane(), [0]
    glance = made(lane, lambda: view[0] or None)
    glance.show_due([due(7, 1)])
    glance.used()
    assert lane.noted == []
    view[0] = 7
    glance.look()
    glance.used()
    glance.show_due([due(7, 1, 3)])
    assert lane.noted == [1]
    glance.used()
    assert lane.noted == [1, 3]


def test_what_was_put_off_is_noted_again_once_it_is_back() -> None:
    lane = Lane()
    glance = made(lane, lambda: 7)
    for found in ([due(7, 1)], [], [due(7, 1)]):
        glance.show_due(found)
        glance.used()
    assert lane.noted == [1, 1]


def test_what_could_not_be_written_is_written_after_the_next_use() -> None:
    lane = Lane(gone=True)
    glance = made(lane, lambda: 7)
    glance.show_due([due(7, 1)])
    glance.used()
    lane.gone = False
    glance.used()
    assert lane.noted == []  # one try between two looks: no key waits for a database that is gone
    glance.show_due([due(7, 1)])
    glance.used()
    assert lane.noted == [1]


def test_what_is_due_and_fires_later_is_noted_after_the_next_use() -> None:
    lane = Lane(unfired=(1,))
    glance = made(lane, lambda: 7)
    for _ in range(2):
        glance.show_due([due(7, 1)])
        glance.used()
        lane.unfired = ()
    assert lane.noted == [1]


def test_where_nobody_said_who_is_at_the_window_nothing_is_noted() -> None:
    lane = Lane(person_id=None)
    glance = made(lane, lambda: 7)
    glance.show_due([due(7, 1)])
    glance.used()
    assert lane.noted == []


@given(st.lists(st.one_of(
    st.tuples(st.just("fires"), st.integers(1, 9)), st.tuples(st.just("shows"), st.integers(0, 2)),
    st.tuples(st.just("used"), st.just(0)),
)))  # fmt: skip
def test_noted_is_what_had_fired_before_a_use_with_its_page_in_view(
    steps: list[tuple[str, int]],
) -> None:
    """Alerts are of two cases, by whether their number is odd; what fired last is never noted
    unless somebody has used the window since."""
    lane, view, fired, before_use = Lane(), [0], set[int](), set[int]()
    wanted = set[int]()
    glance = made(lane, lambda: view[0] or None)
    for step, number in steps:
        if step == "fires":
            fired.add(number)
            glance.show_due([due(1 + one % 2, one) for one in sorted(fired)])
        elif step == "shows":
            view[0] = number
            glance.look()
        else:
            before_use = set(fired)
            glance.used()
        wanted |= {one for one in before_use if 1 + one % 2 == view[0]}
        assert set(lane.noted) == wanted
    assert len(lane.noted) == len(wanted)


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    database: Database, clock: MovingClock,
) -> Iterator[Desk]:  # fmt: skip
    """Ana's window, with a case of hers of which an alert has come."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    shown = open_window(qapp, database, tmp_path)
    settle(qtbot, shown)
    yield shown
    close_window(qtbot, shown)


def test_a_case_page_that_is_used_has_been_seen_and_its_line_stays_in_the_bar(
    qtbot: QtBot, desk: Desk, clock: MovingClock
) -> None:
    presence = desk.backstage.presence
    assert presence is not None
    presence.start()
    desk.window.open_case(1)
    qtbot.waitUntil(lambda: presence.case_id == 1)
    settle(qtbot, desk)
    assert seen(desk) == [(None, None)]
    clock.instant += timedelta(minutes=1)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Shift)
    settle(qtbot, desk)
    assert seen(desk) == [(clock.now(), "case")]
    desk.backstage.watch.look()
    settle(qtbot, desk)
    (bar,) = desk.window.findChildren(AlertBar)
    assert len(bar.alerts) == 1


def seen(desk: Desk) -> list[Any]:
    query = select(AlertDelivery.seen_at, AlertDelivery.seen_channel)
    return desk.database.read(lambda session: [tuple(row) for row in session.execute(query)])
