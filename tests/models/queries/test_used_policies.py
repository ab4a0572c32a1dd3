"""A review names the versions of the handbook that judged what it counts."""

from datetime import timedelta
from functools import partial

from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.handbook.periods import parse_period
from models.handbook.publication import To, publication
from models.queries.review import quarterly_review
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.handbook.policies import SOURCE

STRICTER = SOURCE.replace('sla = "24 h", slo = "18 h"', 'sla = "3 h", slo = "2 h"')


def used(database: Database) -> list[int]:
    now = database.clock.now()
    query = partial(quarterly_review, period=parse_period("2026Q2"), now=now)
    return [policy.number for policy in database.read(query).policies]


def publish(database: Database, to: To) -> None:
    wanted = publication(STRICTER, to, reason="Agreed with the customer")
    database.write(partial(publish_handbook, publication=wanted))


def answered(database: Database, clock: MovingClock) -> int:
    """A case whose first response is decided, by somebody with a name."""
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    case_id = opened(database)
    clock.instant += timedelta(minutes=5)
    database.write(partial(log_contact, case_id=case_id, type="reply", text="On it"))
    clock.instant += timedelta(minutes=5)
    return case_id


def test_a_version_that_judged_nothing_yet_is_not_named(
    database: Database, clock: MovingClock
) -> None:
    opened(database)
    assert used(database) == []
    answered(database, clock)
    publish(database, "new")
    assert used(database) == [1]


def test_one_applied_to_open_cases_judged_what_was_decided_since(
    database: Database, clock: MovingClock
) -> None:
    case_id = answered(database, clock)
    publish(database, "open")
    assert used(database) == [1]
    clock.instant += timedelta(hours=1)
    database.write(partial(resolve, case_ids=[case_id]))
    assert used(database) == [1, 2]


def test_one_restated_judged_all_of_the_case(database: Database, clock: MovingClock) -> None:
    answered(database, clock)
    publish(database, "restate")
    assert used(database) == [2]
