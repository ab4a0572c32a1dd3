"""A role changes hands by itself, where a turn or leave that was entered ahead begins or ends."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.changing_hands import changes_hands
from models.commands.alerts import fire_due, mark_seen, tell_new_holders
from models.commands.cases import NewCase
from models.commands.people import add_person
from models.commands.working_times import add_absence, add_turn
from models.database import Database
from models.entities import PlannedAlert
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

P1 = NewCase(
    title="Payments fail", customer="Contoso", priority="P1", impact="All", environment="4.2",
    steps="Pay",
)  # fmt: skip
HOUR = timedelta(hours=1)


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def wait_of(database: Database, clock: MovingClock) -> datetime | None:
    """Until when the alert waits to be seen, after a look at who holds which role."""
    if database.read(partial(changes_hands, now=clock.now())):
        database.write(tell_new_holders)
    assert not database.read(partial(changes_hands, now=clock.now()))

    def query(session: Session) -> datetime | None:
        (found,) = session.scalars(
            select(PlannedAlert.escalates_at).where(PlannedAlert.fired_at.is_not(None))
        )
        return found

    return database.read(query)


def test_a_turn_and_leave_that_were_entered_ahead_bring_what_the_holder_before_had_seen(
    database: Database, clock: MovingClock
) -> None:
    iris, ana = person(database, "Iris", "incident_commander"), person(database, "Ana")
    ben, start = person(database, "Ben"), clock.now()
    ahead: Any = partial(add_turn, role="incident_commander", person_id=ana)
    away: Any = partial(add_absence, person_id=iris, stand_in_id=ben)
    database.write(partial(ahead, begins_at=start + 2 * HOUR, ends_at=start + 3 * HOUR))
    database.write(partial(away, begins_at=start + 4 * HOUR, ends_at=start + 5 * HOUR))
    opened(database, P1)
    clock.instant += timedelta(minutes=10)
    (alert,) = database.write(fire_due).result
    see: Any = partial(mark_seen, alert_ids=[alert.id])
    database.write(partial(see, person_id=iris))
    assert wait_of(database, clock) is None
    clock.instant = start + 2 * HOUR  # Ana's turn begins
    assert wait_of(database, clock) == clock.now() + timedelta(minutes=5)
    database.write(partial(see, person_id=ana))
    clock.instant = start + 3 * HOUR  # and ends: Iris has seen it
    assert wait_of(database, clock) is None
    clock.instant = start + 4 * HOUR  # Iris is away
    assert wait_of(database, clock) == clock.now() + timedelta(minutes=5)


def test_what_came_and_went_while_nobody_looked_is_no_change(
    database: Database, clock: MovingClock
) -> None:
    iris, ana = person(database, "Iris", "incident_commander"), person(database, "Ana")
    soon, later = clock.now() + HOUR, clock.now() + 2 * HOUR
    turn: Any = partial(add_turn, role="incident_commander", begins_at=soon, ends_at=later)
    database.write(partial(turn, person_id=ana))
    opened(database, P1)
    clock.instant += timedelta(minutes=10)
    (alert,) = database.write(fire_due).result
    database.write(partial(mark_seen, alert_ids=[alert.id], person_id=iris))
    clock.instant = later
    assert database.read(partial(changes_hands, now=later))
    assert wait_of(database, clock) is None


def test_what_was_looked_at_later_than_now_is_looked_at_again(
    database: Database, clock: MovingClock
) -> None:
    """In a copy of a desk as it was, and where a clock goes back."""
    iris, ana = person(database, "Iris", "incident_commander"), person(database, "Ana")
    start = clock.now()
    turn: Any = partial(add_turn, role="incident_commander", person_id=ana)
    clock.instant = start + 9 * HOUR
    database.write(partial(turn, begins_at=start + HOUR, ends_at=start + 2 * HOUR))
    clock.instant = start
    opened(database, P1)
    clock.instant += timedelta(minutes=10)
    (alert,) = database.write(fire_due).result
    database.write(partial(mark_seen, alert_ids=[alert.id], person_id=iris))
    assert wait_of(database, clock) is None
    clock.instant = start + HOUR
    assert wait_of(database, clock) == clock.now() + timedelta(minutes=5)


def test_a_desk_without_turns_and_leave_has_nothing_to_look_at(
    database: Database, clock: MovingClock
) -> None:
    person(database, "Ana")
    clock.instant += HOUR
    assert not database.read(partial(changes_hands, now=clock.now()))
