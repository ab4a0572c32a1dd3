"""Buttons of a message do what the window does, and it is recorded that they came from there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.alert_buttons import AlertButtons
from desktop.application import Desk
from desktop.message import DISMISSED, HAND_OVER, OPEN, SNOOZE, TAKE, Message, Press
from desktop.message_buttons import SNOOZED_FOR
from models.commands.cases import assign
from models.commands.contacts import log_contact
from models.entities import AlertDelivery, Case
from models.queries.alerts import AlertRow, alert_rows, rows_of
from tests.conftest import NOW, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_notifier import new_desk
from tests.desktop.test_watch import at_window, opened, person
from ui.frame.alert_bar import AlertBar
from ui.widgets.form_sheet import FormSheet


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(NOW)


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, tmp_path: Path,
    clock: MovingClock,
) -> Iterator[Desk]:  # fmt: skip
    """A window of Ana's, who was just told of a case that is hers."""
    database = new_desk(tmp_path, clock)
    opened(database, database.person_id)
    clock.instant += timedelta(minutes=10)
    shown = open_window(qapp, database, tmp_path)
    settle(qtbot, shown)
    service.wait_for(1)
    yield shown
    close_window(qtbot, shown)
    database.close()


def delivery(session: Session, person_id: int | None = None) -> AlertDelivery:
    """What became of the alert at the one who was told, or at this person."""
    query = select(AlertDelivery)
    if person_id is not None:
        query = query.where(AlertDelivery.person_id == person_id)
    row = session.scalars(query).one()
    session.expunge(row)
    return row


def live(session: Session) -> list[AlertRow]:
    return rows_of(session, alert_rows())


def holder(session: Session) -> int | None:
    return session.scalar(select(Case.assignee_id))


def test_open_shows_the_case_and_is_recorded(
    qtbot: QtBot, desk: Desk, service: NotificationService, clock: MovingClock
) -> None:
    before = desk.database.read(delivery)
    assert (before.channel, before.shown_at, before.acted_at) == ("notification", clock.now(), None)
    clock.instant += timedelta(minutes=1)
    service.click(1)
    qtbot.waitUntil(lambda: desk.window.place == "case")
    settle(qtbot, desk)
    acted = desk.database.read(delivery)
    assert (acted.acted_at, acted.acted_channel) == (clock.now(), "notification")
    assert acted.seen_at is None


def test_take_assigns_to_me_and_nobody_else_is_told(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, tmp_path: Path,
    clock: MovingClock,
) -> None:  # fmt: skip
    database = new_desk(tmp_path, clock)
    database.person_id = lea = person(database, "Lea", "lead")
    opened(database)
    clock.instant += timedelta(minutes=10)
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    service.wait_for(1)
    with qtbot.waitSignal(desk.workspace.said) as said:
        service.click(1, "take")
    settle(qtbot, desk)
    assert said.args == ["Assigned to you"]
    taken = database.read(delivery)
    assert (taken.acted_channel, taken.acknowledged_at) == ("notification", clock.now())
    assert database.read(holder) == lea
    close_window(qtbot, desk)
    database.close()


def test_take_is_refused_where_somebody_else_took_it_since(
    qtbot: QtBot, desk: Desk, service: NotificationService
) -> None:
    ben = person(desk.database, "Ben")
    at_window(desk.database, ben).write(partial(assign, case_ids=[1], person_id=ben))
    service.click(1, "take")
    qtbot.waitUntil(lambda: desk.window.place == "case")
    settle(qtbot, desk)
    assert desk.database.read(holder) == ben
    acted = desk.database.read(partial(delivery, person_id=desk.database.person_id))
    assert (acted.acted_channel, acted.acknowledged_at) == ("notification", None)


def test_snooze_puts_it_off_for_a_reason_and_it_comes_again(
    qtbot: QtBot, desk: Desk, service: NotificationService, clock: MovingClock
) -> None:
    (bar,) = desk.window.findChildren(AlertBar)
    assert len(bar.alerts) == 1
    service.click(1, "snooze")
    qtbot.waitUntil(lambda: bar.alerts == [])
    settle(qtbot, desk)
    put_off = desk.database.read(delivery)
    assert put_off.snoozed_until == clock.now() + SNOOZED_FOR
    assert put_off.snooze_reason == "Put off for 15 minutes from its message"
    clock.instant += SNOOZED_FOR
    desk.backstage.watch.look()
    settle(qtbot, desk)
    assert len(service.wait_for(2)) == 2


def test_dismissed_it_has_been_seen_and_stands_in_the_bar(
    qtbot: QtBot, desk: Desk, service: NotificationService, clock: MovingClock
) -> None:
    clock.instant += timedelta(minutes=1)
    service.close_message(1)
    qtbot.waitUntil(lambda: desk.database.read(delivery).seen_at is not None)
    settle(qtbot, desk)
    seen = desk.database.read(delivery)
    assert (seen.seen_at, seen.seen_channel) == (clock.now(), "notification")
    assert (seen.acted_at, seen.put_away_at) == (None, None)
    assert desk.window.place != "case"
    (bar,) = desk.window.findChildren(AlertBar)
    assert len(bar.alerts) == 1


@pytest.mark.parametrize("hidden", [{"case_id": None}, {"veiled": True}], ids=["digest", "veiled"])
def test_who_dismisses_what_names_no_case_has_seen_none(desk: Desk, hidden: dict[str, Any]) -> None:
    message = replace(Message("Title", "", 1, tuple(desk.database.read(live))), **hidden)
    assert message.rows
    AlertButtons(desk.window, desk.workspace).press(Press(message, DISMISSED))
    assert not desk.tasks.busy


@pytest.mark.parametrize("button", [TAKE, SNOOZE])
def test_what_names_no_case_is_opened_before_anything_is_done_with_it(
    qtbot: QtBot, desk: Desk, button: str
) -> None:
    message = replace(Message("Title", "", 1, tuple(desk.database.read(live))), veiled=True)
    before = desk.database.read(holder)
    AlertButtons(desk.window, desk.workspace).press(Press(message, button))
    settle(qtbot, desk)
    assert desk.window.place == "case"
    done = desk.database.read(delivery)
    assert (done.snoozed_until, done.acknowledged_at) == (None, None)
    assert desk.database.read(holder) == before


def test_what_was_answered_is_taken_off_the_screen(
    qtbot: QtBot, desk: Desk, service: NotificationService
) -> None:
    desk.workspace.write(partial(log_contact, case_id=1, type="reply", text="On it"))
    qtbot.waitUntil(lambda: service.taken_back == [1], timeout=9_000)


def test_hand_over_asks_who_is_to_have_it(
    qtbot: QtBot, desk: Desk, service: NotificationService
) -> None:
    service.click(1, "hand-over")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(FormSheet)))
    (sheet,) = desk.window.findChildren(FormSheet)
    assert "CS-1001" in sheet.accessibleName()
    assert desk.window.place == "case"
    sheet.close()
    settle(qtbot, desk)
    assert desk.database.read(delivery).acted_channel == "notification"


def test_on_a_locked_screen_stands_nothing_of_the_customer(
    qtbot: QtBot, desk: Desk, service: NotificationService, clock: MovingClock
) -> None:
    opened(desk.database, desk.database.person_id)
    assert "Northwind" in service.shown[0][3]
    service.lock()
    qtbot.waitUntil(lambda: desk.backstage.bus.state.locked)
    hidden = service.wait_for(2)[1]  # in the place of what stood there
    assert (hidden[1], *hidden[3:5]) == (1, "1 alert: P1", "")
    assert service.shown[0][5][::2] == [OPEN, TAKE, SNOOZE, HAND_OVER]
    assert hidden[5][::2] == [OPEN]  # nobody does to a case what they cannot know of it
    clock.instant += timedelta(minutes=10)
    desk.backstage.watch.look()
    settle(qtbot, desk)
    (_, _, _, title, body, *_) = service.wait_for(3)[-1]
    assert (title, body) == ("2 alerts: 2 × P1", "")
