"""What came in the night is somebody's once the first shift has begun (rule 23)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from desktop.night_watch import EACH, NightWatch
from models.commands.cases import assign
from models.commands.closing import resolve
from models.commands.morning import assign_since_night
from models.database import Database
from models.entities import Event
from models.handbook import events as ev
from models.queries.night import wait_since_night
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.benches import joined, published

NIGHT = datetime(2026, 5, 13, 0, 14, tzinfo=UTC)
"""14 minutes past two in Berlin."""
MORNING = datetime(2026, 5, 13, 7, 5, tzinfo=UTC)
"""Five past nine; shifts of `joined` are from nine to five."""


def at_night(database: Database, clock: MovingClock, *priorities: str) -> list[int]:
    clock.instant = NIGHT
    return [opened(database, replace(WHOLE, priority=one)) for one in priorities]


def waiting(database: Database, clock: MovingClock) -> list[int]:
    return list(database.read(partial(wait_since_night, now=clock.now())))


def test_it_is_given_to_somebody_when_the_first_shift_has_begun(
    database: Database, clock: MovingClock
) -> None:
    joined(database, "Ana")
    [case_id] = at_night(database, clock, "P2")
    assert detail(database, case_id).row.assignee is None
    clock.instant = MORNING - timedelta(minutes=6)
    assert waiting(database, clock) == []
    clock.instant = MORNING
    assert database.write(assign_since_night).result == [case_id]
    told = detail(database, case_id)
    assert told.row.assignee == "Ana"
    given = told.timeline[-1]
    assert given.actor is None
    assert given.data["by_rule"]
    assert given.data["why"][0] == "came while nobody was on shift, 02:14"
    assert database.read(differences) == []


def test_two_desks_that_do_it_give_each_case_once_and_load_counts(
    database: Database, clock: MovingClock
) -> None:
    joined(database, "Ana")
    joined(database, "Ben")
    cases = at_night(database, clock, "P2", "P3", "P2")
    clock.instant = MORNING
    assert sorted(database.write(assign_since_night).result) == sorted(cases)
    assert database.write(assign_since_night).result == []
    assert {detail(database, one).row.assignee for one in cases} == {"Ana", "Ben"}


def test_who_runs_the_desk_did_not_touch_it(database: Database, clock: MovingClock) -> None:
    ana = joined(database, "Ana")
    [case_id] = at_night(database, clock, "P2")
    clock.instant, database.person_id = MORNING, ana
    database.write(assign_since_night)
    assert detail(database, case_id).timeline[-1].actor is None


def test_what_a_person_left_to_nobody_stays_so(database: Database, clock: MovingClock) -> None:
    ana = joined(database, "Ana")
    [case_id, ended] = at_night(database, clock, "P2", "P2")
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    database.write(partial(assign, case_ids=[case_id], person_id=None))
    database.write(partial(resolve, case_ids=[ended]))
    clock.instant = MORNING
    assert waiting(database, clock) == []


def test_what_came_while_somebody_was_there_waits_for_people(
    database: Database, clock: MovingClock
) -> None:
    """It found nobody with room or skill then: that is no matter of the night."""
    joined(database, "Lena", role="lead")  # takes none
    published(database)
    joined(database, "Ana")
    opened(database)  # asks for more of exports than Ana knows
    clock.instant = MORNING
    joined(database, "Ben", skills={"exports": 4})
    assert waiting(database, clock) == []


@pytest.mark.parametrize("automatic", [True, False])
def test_the_handbook_says_whether(database: Database, clock: MovingClock, automatic: bool) -> None:
    joined(database, "Ana")
    clock.instant = NIGHT - timedelta(hours=2)
    published(database, automatic=automatic)
    cases = at_night(database, clock, "P2")
    clock.instant = MORNING
    assert waiting(database, clock) == (cases if automatic else [])


def test_the_watch_looks_each_minute_and_writes_where_something_waits(
    database: Database, clock: MovingClock
) -> None:
    joined(database, "Ana")
    [case_id] = at_night(database, clock, "P1")
    watch = NightWatch()
    assert watch.look(database) is None
    clock.instant = MORNING
    changes = watch.look(database)
    assert changes is not None
    assert changes.cases == {case_id}
    assert watch.look(database) is None
    clock.instant += EACH
    assert watch.look(database) is None


def test_what_was_taken_back_from_whom_the_rule_gave_it_is_not_given_again(
    database: Database, clock: MovingClock
) -> None:
    joined(database, "Ana")
    [case_id] = at_night(database, clock, "P2")
    clock.instant = MORNING
    database.write(assign_since_night)
    given = select(func.max(Event.id)).where(Event.kind == ev.ASSIGNED)
    event_id = database.read(lambda session: session.scalar(given))
    database.write(lambda work: work.record(case_id, ev.RETRACTED, {"event_id": event_id}))
    assert detail(database, case_id).row.assignee is None
    assert waiting(database, clock) == []
