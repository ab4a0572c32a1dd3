"""A watch without a window tells as a window does: storms and absences in one, and buttons."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.cover_watch import CoverWatch, cover_message
from desktop.message import DISMISSED, OPEN, SNOOZE, TAKE, Message, Press
from desktop.watch import claim, sweep
from desktop.watch_buttons import WatchButtons
from desktop.watch_mood import Mood
from desktop.watch_screen import WatchScreen
from models.commands.cases import assign
from models.commands.contacts import log_contact
from models.database import Database
from models.entities import AlertDelivery, Case
from models.presence import RunningDesk, beat, leave
from models.queries.alerts import alerts_by_id
from tests.conftest import MovingClock
from tests.desktop.test_watch import BERLIN, URGENT, Shelf, at_window, opened, person

MINUTE = timedelta(minutes=1)


def looking(desk: Database, shelf: Shelf) -> Callable[..., None]:
    """A look of a watch at this desk, which was there before."""
    screen = WatchScreen(desk, BERLIN, shelf)

    def look(mood: Mood = Mood(), slept: bool = False) -> None:  # noqa: B008 - frozen
        if slept:
            screen.slept()
        screen.look(sweep(desk).fired, mood)

    look()
    return look


@pytest.mark.parametrize(("priority", "minutes"), [("P1", 10), ("P2", 45)])
def test_what_may_break_the_quiet_stays_on_the_screen(
    database: Database, clock: MovingClock, priority: str, minutes: int
) -> None:
    ana, shelf = person(database, "Ana Ruiz"), Shelf()
    opened(database, ana, replace(URGENT, priority=priority))
    look = looking(at_window(database, ana), shelf)
    clock.instant += minutes * MINUTE
    look(Mood(quiet=True))
    assert shelf.urgent == [True] * (priority == "P1")
    look()
    assert shelf.urgent == [priority == "P1"]


def test_every_message_is_tried_though_none_is_taken_and_the_next_desk_tells_them(
    database: Database, clock: MovingClock
) -> None:
    ana, shelf = person(database, "Ana Ruiz"), Shelf(takes=False)
    look = looking(at_window(database, ana), shelf)
    for _ in range(2):
        opened(database, ana)
    clock.instant += 1.5 * MINUTE
    look()
    clock.instant += 8.5 * MINUTE
    screen = WatchScreen(at_window(database, ana), BERLIN, shelf)
    screen.look([], Mood())
    assert shelf.shown == []
    screen.look(sweep(database).fired, Mood())
    assert len(shelf.shown) == 2
    clock.instant += 1.1 * MINUTE
    assert {row.level for row in claim(at_window(database, ana))} == {"slo"}


def test_many_within_a_minute_are_one_message_brought_up_to_date(
    database: Database, clock: MovingClock
) -> None:
    ana, shelf = person(database, "Ana Ruiz"), Shelf()
    for _ in range(4):
        opened(database, ana)
    clock.instant += MINUTE / 2
    opened(database, ana)
    clock.instant += 8.5 * MINUTE
    look = looking(at_window(database, ana), shelf)
    clock.instant += MINUTE
    look()
    database.write(partial(log_contact, case_id=1, type="reply", text="On it"))
    clock.instant += MINUTE / 2
    look()
    assert [title for title, _, _ in shelf.shown] == ["4 clocks need somebody"] * 2
    assert "CS-1001" not in shelf.shown[1][1]
    assert "CS-1005" in shelf.shown[1][1]


@pytest.mark.parametrize(
    ("slept", "said"),
    [(True, "2 went red while asleep"), (False, "2 went red")],
)
def test_what_came_while_nobody_looked_is_told_in_one(
    database: Database, clock: MovingClock, slept: bool, said: str
) -> None:
    ana, shelf = person(database, "Ana Ruiz"), Shelf()
    for _ in range(2):
        opened(database, ana, replace(URGENT, priority="P2"))
    look = looking(at_window(database, ana), shelf)
    clock.instant += timedelta(hours=2)
    look(slept=slept)
    ((title, _, case_id),) = shelf.shown
    assert title.startswith(said)
    assert ("asleep" in title, case_id) == (slept, None)


def test_what_was_answered_is_taken_off(database: Database, clock: MovingClock) -> None:
    ana, shelf = person(database, "Ana Ruiz"), Shelf()
    opened(database, ana)
    look = looking(at_window(database, ana), shelf)
    clock.instant += 10 * MINUTE
    look()
    look()
    assert shelf.still == []
    database.write(partial(log_contact, case_id=1, type="reply", text="On it"))
    look()
    assert shelf.still == [frozenset()]


# ---- buttons ----


def told(database: Database, clock: MovingClock, **whose: int) -> Message:
    """The message of a case whose first alert has just come."""
    opened(database, whose.get("assignee"))
    clock.instant += 10 * MINUTE
    rows = sweep(database).fired
    ids = [row.id for row in rows]
    return Message("Title", "Body", 1, tuple(database.read(partial(alerts_by_id, ids=ids))))


def delivery(database: Database, person_id: int) -> AlertDelivery | None:
    def read(session: Session) -> AlertDelivery | None:
        query = select(AlertDelivery).where(AlertDelivery.person_id == person_id)
        row = session.scalars(query).one_or_none()
        if row is not None:
            session.expunge(row)
        return row

    return database.read(read)


def test_take_and_snooze_and_dismissed_do_what_a_window_does(
    database: Database, clock: MovingClock
) -> None:
    lea, said = person(database, "Lea", "lead"), list[str]()
    message = told(database, clock)
    buttons = WatchButtons(at_window(database, lea), said.append)
    buttons.press(Press(message, OPEN))
    assert delivery(database, lea) is None
    buttons.press(Press(message, DISMISSED))
    seen = delivery(database, lea)
    assert seen is not None
    assert (seen.seen_at, seen.seen_channel, seen.acted_at) == (clock.now(), "notification", None)
    buttons.press(Press(message, SNOOZE))
    put_off = delivery(database, lea)
    assert put_off is not None
    assert put_off.snoozed_until == clock.now() + 15 * MINUTE
    buttons.press(Press(message, TAKE))
    assert database.read(lambda session: session.get_one(Case, 1).assignee_id) == lea
    assert said == ["CS-1001 is snoozed for 15 minutes.", "CS-1001 is assigned to you."]


def test_what_cannot_be_done_is_said_and_a_digest_has_nothing_to_press(
    database: Database, clock: MovingClock
) -> None:
    ana, lea = person(database, "Ana Ruiz"), person(database, "Lea", "lead")
    said: list[str] = []
    message = told(database, clock)
    buttons = WatchButtons(at_window(database, lea), said.append)
    database.write(partial(assign, case_ids=[1], person_id=ana))
    buttons.press(Press(message, TAKE))
    assert said[0].startswith("NOT DONE: CS-1001: ")
    for hidden in (replace(message, case_id=None), replace(message, veiled=True)):
        buttons.press(Press(hidden, DISMISSED))
    assert delivery(database, lea) is None


# ---- who watches ----


def test_what_nobody_watches_is_said_once_until_somebody_did(
    database: Database, clock: MovingClock
) -> None:
    lea = person(database, "Lea", "lead")
    opened(database)
    watch, desk = CoverWatch(), RunningDesk("d1", lea, "host", "1", True, True, attended=True)
    unseen = watch.look(database)
    assert "P1" in {row.priority for row in unseen}
    message = cover_message(unseen, ("P1",))
    assert message.title.startswith("Nobody is watching P1")
    assert message.urgent
    said = []
    comes, goes = partial(beat, database.engine, desk), partial(leave, database.engine, "d1")
    for change in (None, comes, None, goes):
        if change is not None:
            change()
        said.append("P1" in {row.priority for row in watch.look(database)})  # asked too early
        clock.instant += MINUTE
        said.append("P1" in {row.priority for row in watch.look(database)})
    assert said == [False] * 7 + [True]
