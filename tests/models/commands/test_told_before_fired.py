"""What was told while a file had another writer, and is noted once that is through: an alert may
have been answered, or be planned no more, by then."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due, mark_noticed, mark_seen, mark_shown, snooze_alerts
from models.commands.contacts import log_contact
from models.database import Database
from models.entities import AlertDelivery, PlannedAlert
from models.queries.alerts import due_alerts, unshown_alerts
from tests.conftest import MovingClock
from tests.desktop.test_watch import opened, person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ana(database: Database) -> int:
    """Who has a new P1."""
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    return ana


def due(database: Database, clock: MovingClock) -> list[int]:
    """What came of it, and did not fire."""
    clock.instant += 10 * MINUTE
    now = database.clock.now()
    return database.read(partial(due_alerts, now=now, limit=9))


def told(database: Database, ids: list[int], whose: int) -> None:
    database.write(partial(mark_shown, alert_ids=ids, person_id=whose, channel="notification"))


def answer(database: Database) -> None:
    database.write(partial(log_contact, case_id=1, type="reply", text="We look into it."))


def fired(session: Session) -> list[bool]:
    query = select(PlannedAlert.withdrawn_at).where(PlannedAlert.fired_at.is_not(None))
    return [at is not None for at in session.scalars(query)]


def told_of(session: Session) -> list[int]:
    return list(session.scalars(select(AlertDelivery.alert_id)))


def test_what_is_noted_as_told_has_fired_so_that_its_case_can_be_answered(
    database: Database, clock: MovingClock, ana: int
) -> None:
    ids = due(database, clock)
    told(database, ids, ana)
    assert database.read(fired) == [False]
    waiting = partial(unshown_alerts, person_id=ana, now=database.clock.now())
    assert database.read(waiting) == []
    answer(database)
    assert database.read(fired) == [True]
    assert database.read(told_of) == ids


@pytest.mark.parametrize("mark", [
    partial(mark_shown, channel="notification"), partial(mark_seen, channel="bar"),
    partial(mark_noticed, channel="case"),
], ids=["shown", "seen", "noticed"])  # fmt: skip
def test_what_was_answered_before_it_fired_is_noted_nowhere(
    mark: partial[None], database: Database, clock: MovingClock, ana: int
) -> None:
    ids = due(database, clock)
    answer(database)
    database.write(partial(mark, alert_ids=ids, person_id=ana))
    assert database.read(told_of) == []


def test_what_was_put_off_before_it_fired_waits_until_then(
    database: Database, clock: MovingClock, ana: int
) -> None:
    ids, until = due(database, clock), clock.instant + 15 * MINUTE
    put_off = partial(snooze_alerts, alert_ids=ids, person_id=ana, until=until, reason="Lunch")
    database.write(put_off)
    assert [row.id for row in database.write(fire_due).result] == []
    assert database.read(waits_until) > until


def waits_until(session: Session) -> datetime:
    held = PlannedAlert.fired_at.is_not(None)
    until = session.scalars(select(PlannedAlert.escalates_at).where(held)).one()
    assert until is not None
    return until
