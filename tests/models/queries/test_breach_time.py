"""With whom the time of a quarter's breached targets went: roles, and names for the lead alone."""

from datetime import timedelta
from functools import partial

import pytest

from models.breach_time_words import holding_words, largest_words, time_words
from models.commands.cases import NewCase, assign
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.database import Database
from models.errors import KnownError
from models.handbook.periods import parse_period
from models.queries.breach_time import BreachTimes, breach_times
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened

MINUTE = timedelta(minutes=1)


def people(database: Database) -> tuple[int, int]:
    """A lead and an agent."""
    lead = database.write(partial(add_person, name="Lena", role="lead")).result
    return lead, database.write(partial(add_person, name="Ana Ruiz", role="agent")).result


def times(database: Database, asker: int | None, named: bool = False) -> BreachTimes:
    query = partial(
        breach_times, period=parse_period("2026Q2"), now=database.clock.now(), asker_id=asker,
        named=named,
    )  # fmt: skip
    return database.read(query)


def late(database: Database, clock: MovingClock, ana: int) -> int:
    """Of the hour to a first response, 40 minutes with nobody, 20 with Ana."""
    case_id = opened(database)
    clock.instant += 40 * MINUTE
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += 50 * MINUTE
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    return case_id


def test_it_is_told_by_role_and_ends_with_the_due_time(
    database: Database, clock: MovingClock
) -> None:
    lead, ana = people(database)
    case_id = late(database, clock, ana)
    opened(database)  # runs still: no breach, no time
    told = times(database, ana)
    assert [f"{holding_words(row.holding)}: {time_words(row, told)}" for row in told.rows] == [
        "Unassigned (squad lead): 66.6 %, 40 min; the largest part of 1 of 1 breach",
        "Agent: 33.3 %, 20 min",
    ]
    part = told.largest[case_id, "first_response", 1]
    assert str(largest_words(part)) == "Unassigned (squad lead), 40 min"
    assert not told.may_name
    assert times(database, lead).may_name


def test_the_lead_switches_names_on_and_nobody_else_can(
    database: Database, clock: MovingClock
) -> None:
    lead, ana = people(database)
    late(database, clock, ana)
    told = times(database, lead, named=True)
    assert [str(holding_words(row.holding)) for row in told.rows] == [
        "Unassigned (squad lead)", "Ana Ruiz",
    ]  # fmt: skip
    with pytest.raises(KnownError, match="is told by roles"):
        times(database, ana, named=True)


def test_a_clock_that_is_over_and_runs_counts_up_to_its_due_time(
    database: Database, clock: MovingClock
) -> None:
    _, ana = people(database)
    case_id = opened(database, WHOLE)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += timedelta(hours=3)
    told = times(database, ana)
    assert [(str(holding_words(row.holding)), row.seconds) for row in told.rows] == [
        ("Agent", 3_600)
    ]


def test_of_a_quarter_without_breaches_nothing_is_told(database: Database) -> None:
    opened(database, NewCase(title="Just in", incomplete=True))
    told = times(database, None)
    assert (told.rows, told.breaches, told.may_name) == ((), 0, True)
