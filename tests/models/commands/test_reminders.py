"""A wait recalls itself to whoever has the case, and not once it is over (rule 13)."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from desktop.alert_messages import messages
from desktop.watch import sweep
from models.commands.cases import pause, resume
from models.commands.closing import resolve
from models.commands.contacts import log_customer_message
from models.commands.undo import undo
from models.database import Database
from models.errors import Problems
from models.handbook.zones import zone
from models.queries.alerts import AlertRow
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import detail, opened

TWO_BUSINESS_DAYS_ON = datetime(2026, 5, 14, 12, 28, tzinfo=UTC)


def waits(database: Database, **given: object) -> int:
    """A case that waits for Priya."""
    case_id = opened(database)
    said = partial(pause, case_ids=[case_id], status="waiting_customer", waiting_for="Priya")
    database.write(partial(said, **given))
    return case_id


def reminded(database: Database) -> list[AlertRow]:
    return [row for row in sweep(database).fired if row.commitment == "long-wait"]


def test_two_business_days_later_unless_said_otherwise(
    database: Database, clock: MovingClock
) -> None:
    waits(database)
    clock.instant = TWO_BUSINESS_DAYS_ON - timedelta(seconds=1)
    assert reminded(database) == []
    clock.instant = TWO_BUSINESS_DAYS_ON
    (row,) = reminded(database)
    (message,) = messages([row], clock.now(), zone("Europe/Berlin"))
    assert message.title == "CS-1001 still waits for Priya: a reminder was set for 14:28"
    assert database.read(differences) == []


@pytest.mark.parametrize("remind", [1, 5, datetime(2026, 5, 13, 7, 0, tzinfo=UTC)])
def test_or_when_a_person_says(
    database: Database, clock: MovingClock, remind: int | datetime
) -> None:
    case_id = waits(database, remind=remind)
    at = remind if isinstance(remind, datetime) else {
        1: datetime(2026, 5, 13, 12, 28, tzinfo=UTC), 5: datetime(2026, 5, 19, 12, 28, tzinfo=UTC)
    }[remind]  # fmt: skip
    clock.instant = at
    (row,) = reminded(database)
    assert (row.case_id, row.due_at) == (case_id, at)


def test_or_never(database: Database, clock: MovingClock) -> None:
    waits(database, remind=None)
    clock.instant += timedelta(days=60)
    assert reminded(database) == []


def test_a_time_that_is_over_is_refused_at_its_field(database: Database) -> None:
    with pytest.raises(Problems) as told:
        waits(database, remind=database.clock.now())
    assert told.value.by_field == {"remind": "This time is over already."}


def test_the_customers_reply_ends_wait_and_reminder_when_it_was_received(
    database: Database, clock: MovingClock
) -> None:
    case_id = waits(database)
    clock.instant += timedelta(hours=5)
    received = clock.now() - timedelta(hours=3)
    database.write(
        partial(log_customer_message, case_id=case_id, text="Here", occurred_at=received)
    )
    (resolution,) = [
        c for c in detail(database, case_id).clocks
        if (c.commitment, c.objective) == ("resolution", "SLA")
    ]  # fmt: skip
    assert resolution.due_at is not None
    assert resolution.paused_seconds == 2 * 3600
    clock.instant += timedelta(days=3)
    assert reminded(database) == []
    assert database.read(differences) == []


def test_no_wait_no_reminder_and_one_that_fired_is_taken_back(
    database: Database, clock: MovingClock
) -> None:
    first, second = waits(database), waits(database)
    database.write(partial(resolve, case_ids=[first]))
    clock.instant = TWO_BUSINESS_DAYS_ON
    assert [row.case_id for row in reminded(database)] == [second]
    database.write(partial(resume, case_ids=[second]))
    assert database.read(differences) == []
    database.write(partial(undo, case_id=second))
    assert reminded(database) == []
    assert database.read(differences) == []
