"""The watch beside a window: bar, queue and message agree, and what is put away stays away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.application import Desk
from desktop.burn_watch import BurnWatch
from desktop.bus_state import BusState
from desktop.message import Message
from desktop.watch import claim
from models.changes import CLOCK_JUMPED
from models.commands.case_alerts import snooze_case
from models.commands.cases import NewCase, open_case
from models.commands.closing import exclude
from models.commands.contacts import log_contact
from models.database import Database
from models.entities import AlertDelivery, PlannedAlert
from models.entities.plain import plain
from models.errors import Unreachable
from models.handbook.instants import to_seconds
from models.last_forecast import last_forecast
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_heartbeat import Machine
from tests.desktop.test_telling import Service
from tests.desktop.test_watch import URGENT, opened, person
from tests.models.queries.burning import burn
from tests.models.queries.test_queue_readings import publish as watch
from tests.models.queries.test_queue_readings import threshold
from tests.ui.keyboard import press
from ui.frame.alert_bar import AlertBar
from ui.frame.foot import Foot
from ui.frame.rail import RailItem
from ui.widgets.form_sheet import FormSheet
from ui.widgets.icon_button import IconButton
from ui.widgets.red_lines import RedLine

Shown = Callable[[Database], Desk]
ONLY_HERE = "▲ Watching, in this window only"
"""No test has a bus, or a tray."""


@pytest.fixture
def show(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    database: Database,
) -> Iterator[Shown]:  # fmt: skip
    """Opens a desk's window where there is neither a bus nor a tray; it is closed after the test,
    and before its database.
    """
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    made: list[Desk] = []

    def shown(database: Database) -> Desk:
        made.append(open_window(qapp, database, tmp_path))
        settle(qtbot, made[-1])
        return made[-1]

    yield shown
    for desk in made:
        close_window(qtbot, desk)


def red(desk: Desk) -> list[str]:
    """What stands in red above the queue."""
    lines = desk.window.findChildren(RedLine)
    return [line.accessibleName() for line in lines if line.isVisible()]


def bar(desk: Desk) -> list[str]:
    (found,) = desk.window.findChildren(AlertBar)
    if found.isHidden():
        return []
    lines = [line for line in found.findChildren(QFrame) if line.property("role") == "alert"]
    return [line.accessibleName() for line in lines if not line.isHidden()]


def put_away(found: AlertBar) -> IconButton:
    """What puts the first line of the bar away."""
    buttons = found.findChildren(IconButton)
    return next(one for one in buttons if one.accessibleName().startswith("Put away"))


def foot(desk: Desk) -> list[str]:
    (line,) = desk.window.findChildren(Foot)
    return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]


def rail(desk: Desk) -> list[str]:
    return [item.accessibleName() for item in desk.window.findChildren(RailItem)]


def look(qtbot: QtBot, desk: Desk) -> None:
    desk.backstage.watch.look()
    settle(qtbot, desk)


def deliveries(session: Session) -> list[tuple[int, str, datetime | None, datetime | None]]:
    rows = session.scalars(select(AlertDelivery).order_by(AlertDelivery.id))
    return [(row.person_id, row.channel, row.seen_at, row.acted_at) for row in rows]


def test_without_bus_and_tray_the_bar_tells_and_that_is_recorded(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    desk = show(database)
    assert bar(desk) == []
    clock.instant += timedelta(minutes=10)
    look(qtbot, desk)
    assert bar(desk) == ["CS-1001 owes Northwind a first response by 14:43."]
    assert database.read(deliveries) == [(database.person_id, "bar", None, None)]
    look(qtbot, desk)
    assert len(database.read(deliveries)) == 1


@pytest.mark.parametrize(
    "state",
    [BusState(), BusState(known=True, reachable=True, inhibited=True)],
    ids=["not known yet", "not to be disturbed"],
)
def test_what_may_not_be_told_here_now_is_left_to_the_persons_other_desks(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock, state: BusState
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id, replace(URGENT, priority="P2"))
    desk = show(database)
    service = Service(state)
    desk.backstage.telling.service = service
    clock.instant += timedelta(minutes=70)
    look(qtbot, desk)
    assert service.shown == []
    assert [row.priority for row in claim(database)] == ["P2"]


def test_what_came_before_it_was_known_what_may_be_told_is_told_in_one(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    desk = show(database)
    service = Service(BusState())
    desk.backstage.telling.service = service
    desk.backstage.watch._told_at = None  # nobody was told of anything since the start
    opened(database, database.person_id)
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=16)
    look(qtbot, desk)
    assert service.shown == []
    service.state = BusState(known=True, reachable=True)
    look(qtbot, desk)
    assert [len(message.rows) > 1 for message in service.shown if message.rows] == [True]


def test_snoozed_from_the_bar_it_says_until_when_and_why(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    assert len(bar(desk)) == 1
    QTest.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    (sheet,) = desk.window.findChildren(FormSheet)
    until, reason = (sheet.findChild(QLineEdit, name) for name in ("until", "reason"))
    assert until is not None
    assert reason is not None
    QTest.keyClicks(until, "15:30")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert sheet.isVisible()  # it lacks its reason
    QTest.keyClicks(reason, "In a call")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bar(desk) == [])

    def snoozed(session: Session) -> list[tuple[datetime | None, str | None]]:
        rows = session.scalars(select(AlertDelivery))
        return [(row.snoozed_until, row.snooze_reason) for row in rows]

    assert database.read(snoozed) == [(datetime(2026, 5, 12, 13, 30, tzinfo=UTC), "In a call")]


def test_a_reason_typed_at_the_bar_is_kept_when_the_sheet_is_left(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    lines: list[QLineEdit] = []
    for _ in range(2):
        QTest.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
        sheet = next(one for one in desk.window.findChildren(FormSheet) if one.isVisible())
        (reason,) = sheet.findChildren(QLineEdit, "reason")
        lines.append(reason)
        if len(lines) == 1:
            QTest.keyClicks(reason, "In a call")
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
            assert says(desk, "What you typed is kept")
    assert lines[-1].text() == "In a call"
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)


def test_where_nobody_said_who_they_are_the_bar_says_to_choose_first(
    show: Shown, database: Database, clock: MovingClock
) -> None:
    opened(database, person(database, "Ana Ruiz"))
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    assert len(bar(desk)) == 1
    QTest.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.findChildren(FormSheet) == []
    assert says(desk, "Choose who you are first")


def says(desk: Desk, words: str) -> bool:
    """Whether the window says so in passing."""
    labels = desk.window.findChildren(QLabel)
    return any(label.text() == words and label.isVisible() for label in labels)


def test_what_is_snoozed_leaves_the_bar_at_once(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    assert len(bar(desk)) == 1
    until = clock.instant + timedelta(hours=1)
    snooze = partial(snooze_case, case_id=1, until=until, reason="On the phone with them")
    desk.workspace.write(snooze, lambda _: None, desk.window, "Snoozed")
    qtbot.waitUntil(lambda: bar(desk) == [])


def test_seen_to_by_a_key_it_leaves_the_bar_and_goes_no_further(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    assert len(bar(desk)) == 1
    assert database.read(waiting) != []
    press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert bar(desk) == []
    settle(qtbot, desk)
    (delivery,) = database.read(everything)
    assert delivery.seen_at == delivery.acknowledged_at == clock.instant
    assert database.read(waiting) == []
    look(qtbot, desk)
    assert bar(desk) == []


def everything(session: Session) -> list[AlertDelivery]:
    rows = list(session.scalars(select(AlertDelivery)))
    session.expunge_all()
    return rows


def waiting(session: Session) -> list[int]:
    """The alerts that go to the next of their path if nobody sees them."""
    found = select(PlannedAlert.id).where(PlannedAlert.escalates_at.is_not(None))
    return list(session.scalars(found))


def test_put_away_stays_away_and_is_recorded(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    (found,) = desk.window.findChildren(AlertBar)
    close = put_away(found)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar(desk) == []
    settle(qtbot, desk)
    assert database.read(deliveries) == [(database.person_id, "bar", clock.now(), None)]
    look(qtbot, desk)
    assert bar(desk) == []


def test_opened_from_the_bar_it_is_recorded_that_somebody_acted(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    case_id = opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    QTest.keyClick(desk.window, Qt.Key.Key_F8)
    settle(qtbot, desk)
    assert desk.window.page("case").location() == case_id
    assert database.read(deliveries) == [(database.person_id, "bar", None, clock.now())]


def test_nobody_named_sees_what_breaches_and_puts_it_away_for_this_window(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    opened(database, person(database, "Ana Ruiz"))
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    assert bar(desk) == ["CS-1001 owes Northwind a first response by 14:43."]
    (found,) = desk.window.findChildren(AlertBar)
    QTest.mouseClick(put_away(found), Qt.MouseButton.LeftButton)
    look(qtbot, desk)
    assert bar(desk) == []
    assert database.read(deliveries) == []


def test_a_desk_out_of_reach_has_nobody_watching(
    qtbot: QtBot, show: Shown, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = show(database)
    assert foot(desk)[0] == ONLY_HERE

    def unreachable(query: Any) -> Any:
        raise Unreachable("The database cannot be reached", "There is no connection.")

    with monkeypatch.context() as gone:
        gone.setattr(database, "read", unreachable)
        look(qtbot, desk)
        assert foot(desk)[:2] == ["■ No sweeps since 14:28", "last sweep 0 s ago"]
    look(qtbot, desk)
    assert foot(desk)[0] == ONLY_HERE


def test_a_desk_out_of_reach_for_ten_minutes_is_told_since_when_and_caught_up_with_in_one(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    database.person_id = person(database, "Ana Ruiz")
    for _ in range(2):
        opened(database, database.person_id)
    clock.instant += timedelta(minutes=5)
    desk = show(database)
    told: list[str] = []

    def take(message: Message, then: Callable[[bool], None], sound: bool = False) -> None:
        told.append(message.title)
        then(True)

    def unreachable(query: Any) -> Any:
        raise Unreachable("The database cannot be reached", "There is no connection.")

    monkeypatch.setattr(desk.backstage.bus, "show", take)
    with monkeypatch.context() as gone:
        gone.setattr(database, "read", unreachable)
        clock.instant += timedelta(minutes=10, seconds=1)
        look(qtbot, desk)
        assert foot(desk)[:2] == ["■ No sweeps since 14:33", "last sweep 10 min ago"]
        assert told == []
    look(qtbot, desk)
    assert foot(desk)[0] == ONLY_HERE
    assert told[0] == "2 went red while the desk was out of reach"
    assert not any("CS-" in title for title in told)  # each of them is in that one
    assert {channel for _, channel, *_ in database.read(deliveries)} == {"notification"}


def test_after_a_jump_of_the_clock_pages_tell_times_anew_once_the_servers_time_was_asked(
    qtbot: QtBot, show: Shown, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, machine = show(database), Machine()
    heard: list[str] = []

    def ask(_: Database) -> None:
        heard.append("asked")
        if heard == ["asked"]:
            raise Unreachable("The database cannot be reached", "The network is not there yet.")

    monkeypatch.setattr("desktop.live_watch.keep_time", ask)
    desk.workspace.changed.connect(
        lambda changes: heard.append("told") if changes == CLOCK_JUMPED else None
    )
    desk.backstage.watch._heartbeat = machine.heartbeat()
    machine.goes_on(1.0, timedelta(hours=2))
    for _ in range(3):
        look(qtbot, desk)
    assert heard == ["asked", "asked", "told", "asked"]


def test_breaches_are_told_whatever_becomes_of_the_look_for_burns(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    desk = show(database)

    def unreachable(*_: object) -> Any:
        raise Unreachable("The database cannot be reached", "There is no connection.")

    monkeypatch.setattr(BurnWatch, "look", unreachable)
    clock.instant += timedelta(minutes=10)
    look(qtbot, desk)
    assert bar(desk) == ["CS-1001 owes Northwind a first response by 14:43."]
    assert database.read(deliveries) == [(database.person_id, "bar", None, None)]


def test_what_was_answered_leaves_the_bar_at_once(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock
) -> None:
    database.person_id = person(database, "Ana Ruiz")
    case_id = opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    desk = show(database)
    assert len(bar(desk)) == 1
    reply = partial(log_contact, case_id=case_id, type="reply", text="On it")
    with qtbot.waitSignal(desk.workspace.changed):
        desk.workspace.write(reply)
    qtbot.waitUntil(lambda: bar(desk) == [], timeout=9_000)


def test_a_message_that_cannot_be_shown_does_not_end_the_watch(
    qtbot: QtBot, show: Shown, database: Database, clock: MovingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    database.person_id = person(database, "Ana Ruiz")
    opened(database, database.person_id)
    desk = show(database)

    def broken(*_: object) -> None:
        raise RuntimeError("no room for a message")

    monkeypatch.setattr(desk.backstage.bus, "show", broken)
    desk.backstage.watch._timer.stop()
    clock.instant += timedelta(minutes=10)
    with qtbot.captureExceptions() as caught:
        look(qtbot, desk)
    assert [str(error) for _, error, _ in caught] == ["no room for a message"]
    assert desk.backstage.watch._timer.isActive()


def test_the_number_beside_the_queue_follows_the_desk_from_every_page(
    qtbot: QtBot, show: Shown, database: Database
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    desk = show(database)
    assert "Queue, 1" in rail(desk)
    press(Qt.Key.Key_N)
    assert desk.window.place == "new"
    with qtbot.waitSignal(desk.workspace.changed):
        desk.workspace.write(partial(open_case, new=NewCase("Nothing works", incomplete=True)))
    qtbot.waitUntil(lambda: "Queue, 2" in rail(desk), timeout=9_000)
    opened(database, ana)
    look(qtbot, desk)
    assert "Queue, 3" in rail(desk)


def test_the_way_back_from_a_case_just_opened_leads_past_its_form(
    qtbot: QtBot, show: Shown, database: Database
) -> None:
    desk = show(database)
    desk.window.show_place("reviews")
    press(Qt.Key.Key_N)
    QTest.keyClicks(desk.window.focusWidget(), "Nothing works")
    press(
        Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: desk.window.place == "case")
    settle(qtbot, desk)
    press(Qt.Key.Key_Escape)  # out of the words of its acknowledgement
    press(Qt.Key.Key_Escape)
    assert desk.window.place == "reviews"


def test_the_lead_sees_a_burn_in_the_bar_until_it_is_put_away(
    database: Database, qtbot: QtBot, show: Shown
) -> None:
    database.person_id = person(database, "Ana Ruiz", "lead")
    burn(database)
    desk = show(database)
    said = "P2 resolution misses its SLO more often this week than by chance: 4 of "
    qtbot.waitUntil(lambda: bool(bar(desk)) and bar(desk)[0].startswith(said))
    (found,) = desk.window.findChildren(AlertBar)
    assert len(found.alerts) == 2
    with qtbot.waitSignal(found.opened):
        found.open_first()
    assert desk.window.place == "reviews"
    qtbot.waitUntil(lambda: len(found.alerts) == 1)
    found.seen.emit(found.alerts[0])
    qtbot.waitUntil(lambda: bar(desk) == [])
    settle(qtbot, desk)
    again = show(database)
    assert bar(again) == []


def test_a_crossed_threshold_is_told_once_and_stands_above_the_queue_while_it_lasts(
    database: Database, clock: MovingClock, qtbot: QtBot, show: Shown
) -> None:
    """Put away, it is gone from the bar; the red line goes when the queue has fallen back."""
    database.person_id = person(database, "Ana Ruiz", "squad_lead")
    watch(database, threshold(watch="open_cases", limit=2, role="squad_lead"))
    for _ in range(3):
        database.write(partial(open_case, new=NewCase("Exports stall", incomplete=True)))
    desk = show(database)
    said = "3 cases are open, over 2"
    qtbot.waitUntil(lambda: bar(desk) == [f"{said}."])
    told = f"{said}: Ana Ruiz was told at 14:28"
    settle(qtbot, desk)  # that it was told is written
    desk.backstage.watch.look()
    qtbot.waitUntil(lambda: red(desk) == [told])
    (found,) = desk.window.findChildren(AlertBar)
    found.seen.emit(found.alerts[0])
    qtbot.waitUntil(lambda: bar(desk) == [])
    settle(qtbot, desk)
    assert red(desk) == [told]
    for case_id in (1, 2):
        database.write(partial(exclude, case_id=case_id, reason="spam"))
    desk.backstage.watch.look()
    qtbot.waitUntil(lambda: red(desk) == [])


@pytest.mark.parametrize("days", [60, 3_650])
def test_what_is_due_in_longer_than_a_timer_counts_neither_stops_the_watch_nor_hurries_it(
    database: Database, clock: MovingClock, show: Shown, days: int
) -> None:
    """A timer counts to 2,147,483,647 milliseconds: less than 25 days."""
    opened(database, person(database, "Ana Ruiz"))
    far = to_seconds(clock.now() + timedelta(days=days))
    with database.engine.begin() as connection:
        connection.execute(update(plain(PlannedAlert)).values(due_at=far))
    desk = show(database)
    (looks,) = (one for one in desk.backstage.watch.findChildren(QTimer) if one.isSingleShot())
    assert looks.isActive()
    assert looks.interval() == 10_000
    assert foot(desk)[0] == ONLY_HERE


def test_the_forecast_that_thresholds_go_by_is_made_beside_the_window(
    qtbot: QtBot, database: Database, clock: MovingClock, show: Shown
) -> None:
    """Nothing is said before it is there; of too short a past the line says that it is not one."""
    watch(database, threshold(watch="breaches", limit=2, within="24 h"))
    for _ in range(3):
        database.write(partial(open_case, new=NewCase("Exports stall", incomplete=True)))
    desk = show(database)
    assert not [line for line in red(desk) if "due" in line]
    clock.instant += timedelta(minutes=1)
    look(qtbot, desk)
    qtbot.waitUntil(lambda: database.read(last_forecast) is not None)
    clock.instant += timedelta(minutes=1)
    look(qtbot, desk)
    (line,) = [line for line in red(desk) if "due" in line]
    assert "3 cases fall due within 24 h, over 2; too few past cases for a forecast" in line
