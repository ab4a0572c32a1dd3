"""What is due of a case is seen to, or put off with a reason, by whoever is at the desk."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due
from models.commands.case_alerts import see_to_case, snooze_case
from models.commands.cases import NewCase
from models.commands.escalating import escalate_unseen
from models.commands.people import add_person
from models.database import Database
from models.entities import AlertStep
from models.errors import KnownError, Problems
from models.queries.due_now import due_now
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

P1 = NewCase(title="Payments fail", customer="Contoso", priority="P1", incomplete=True)


def warned(database: Database, clock: MovingClock) -> int:
    """A P1 case whose first alerts have come, and Ana, who leads, at the desk."""
    ana = partial(add_person, name="Ana", role="lead")
    database.person_id = database.write(ana).result
    case_id = opened(database, P1)
    clock.instant += timedelta(minutes=12)
    assert database.write(fire_due).result
    return case_id


def steps(database: Database, clock: MovingClock) -> int:
    """How many steps of the path were taken a day later."""
    clock.instant += timedelta(days=1)
    database.write(escalate_unseen)

    def read(session: Session) -> int:
        return len(session.scalars(select(AlertStep)).all())

    return database.read(read)


def in_sight(database: Database) -> int:
    query = partial(due_now, person_id=database.person_id, now=database.clock.now())
    return len(database.read(query))


def test_unseen_an_alert_goes_on(database: Database, clock: MovingClock) -> None:
    warned(database, clock)
    assert steps(database, clock) > 0


def test_seen_to_it_goes_no_further(database: Database, clock: MovingClock) -> None:
    case_id = warned(database, clock)
    database.write(partial(see_to_case, case_id=case_id))
    assert steps(database, clock) == 0
    assert database.read(differences) == []


def test_snoozed_it_is_out_of_sight_until_then(database: Database, clock: MovingClock) -> None:
    case_id = warned(database, clock)
    assert in_sight(database) == 1
    until = database.clock.now() + timedelta(minutes=1)
    database.write(partial(snooze_case, case_id=case_id, until=until, reason="On the phone"))
    assert in_sight(database) == 0
    clock.instant = until
    assert in_sight(database) == 1


def test_a_snooze_needs_a_reason_and_a_time_to_come(database: Database, clock: MovingClock) -> None:
    case_id, now = warned(database, clock), database.clock.now()
    with pytest.raises(Problems) as told:
        database.write(partial(snooze_case, case_id=case_id, until=now, reason=" "))
    assert set(told.value.by_field) == {"until", "reason"}


def test_where_nothing_is_due_or_nobody_is_known_it_says_so(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    with pytest.raises(KnownError, match="No alert of CS-1001 has come"):
        database.write(partial(see_to_case, case_id=case_id))
    later = warned(database, clock)
    database.person_id = None
    with pytest.raises(KnownError, match="not known who is at this desk"):
        database.write(partial(see_to_case, case_id=later))
