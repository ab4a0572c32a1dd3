"""Contacts, customers' messages and notes; what is logged later counts from when it happened."""

from datetime import timedelta
from functools import partial

import pytest

from models.commands.contacts import add_note, log_contact, log_customer_message
from models.database import Database
from models.errors import KnownError, Problems
from tests.conftest import MovingClock
from tests.models.commands.desk import clock_of, detail, opened


def test_a_call_logged_later_counts_from_when_it_happened(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    clock.instant += timedelta(minutes=70)
    called = clock.now() - timedelta(minutes=15)
    assert clock_of(database, case_id, "first_response").verdict == "breached"
    database.write(
        partial(log_contact, case_id=case_id, type="call", text="Told them", occurred_at=called)
    )
    response = clock_of(database, case_id, "first_response")
    assert (response.verdict, response.stopped_at) == ("met", called)
    last = detail(database, case_id).timeline[-1]
    assert (last.occurred_at, last.recorded_at) == (called, clock.now())


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-1, "CS-1001 was opened later than that."), (1, "This time has not come yet.")],
)
def test_a_time_outside_the_case_is_refused(database: Database, minutes: int, said: str) -> None:
    case_id = opened(database)
    at = database.clock.now() + timedelta(minutes=minutes)
    commands = (partial(log_contact, type="call"), log_customer_message)
    for command in commands:
        with pytest.raises(Problems) as told:
            database.write(partial(command, case_id=case_id, text="Hello", occurred_at=at))
        assert told.value.by_field == {"occurred_at": said}


def test_a_contact_type_counts_as_the_handbook_says(database: Database) -> None:
    case_id = opened(database)
    database.write(partial(log_contact, case_id=case_id, type="status_page", text="Known"))
    assert clock_of(database, case_id, "first_response").verdict == "running"
    assert clock_of(database, case_id, "next_update", 2, "SLO").verdict == "running"
    with pytest.raises(KnownError, match="reply, call, chat, status_page"):
        database.write(partial(log_contact, case_id=case_id, type="pigeon", text="Coo"))


def test_nothing_said_is_nothing_logged(database: Database) -> None:
    case_id = opened(database)
    for command in (partial(log_contact, type="reply"), log_customer_message, add_note):
        with pytest.raises(Problems) as told:
            database.write(partial(command, case_id=case_id, text=" \n "))
        assert list(told.value.by_field) == ["text"]
    assert [e.kind for e in detail(database, case_id).timeline] == ["opened"]


def test_no_clock_sees_a_note(database: Database) -> None:
    case_id = opened(database)
    before = detail(database, case_id).clocks
    database.write(partial(add_note, case_id=case_id, text="Same as last week"))
    assert detail(database, case_id).clocks == before
