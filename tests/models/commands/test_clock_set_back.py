"""Alerts that fired while a clock was ahead of the time."""

from datetime import timedelta
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.commands.alerts import fire_due, mark_seen, mark_shown
from models.commands.clock_set_back import fire_again, fired_early
from models.commands.escalating import escalate_unseen
from models.database import Database
from models.entities import AlertDelivery, AlertStep, PlannedAlert
from tests.conftest import NOW, MovingClock
from tests.desktop.test_watch import opened, person


def levels(session: Session) -> dict[str, tuple[bool, bool]]:
    """Of each alert of the first response, whether it fired and whether it waits to be seen."""
    rows = session.scalars(select(PlannedAlert).where(PlannedAlert.commitment == "first_response"))
    return {row.level: (row.fired_at is not None, row.escalates_at is not None) for row in rows}


def told(session: Session) -> tuple[int, int]:
    return tuple(  # type: ignore[return-value]
        session.scalar(select(func.count()).select_from(entity))
        for entity in (AlertDelivery, AlertStep)
    )


def test_what_is_not_due_fires_anew_and_what_is_due_waits_from_now_on(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant = NOW + timedelta(hours=2)
    rows = database.write(fire_due).result
    ids = [row.id for row in rows]
    database.write(partial(mark_shown, alert_ids=ids, person_id=ana, channel="notification"))
    clock.instant += timedelta(minutes=6)
    database.write(escalate_unseen)
    assert database.read(told)[1]
    clock.instant = NOW + timedelta(minutes=9, seconds=30)
    assert database.read(partial(fired_early, now=clock.now()))
    database.write(fire_again)
    assert not database.read(partial(fired_early, now=clock.now()))
    found = database.read(levels)
    assert found == {"slo": (True, True), "75%": (True, True), "sla": (False, False)}
    kept = database.read(lambda session: set(session.scalars(select(AlertDelivery.alert_id))))
    assert _id_of(database, "slo") in kept
    assert _id_of(database, "sla") not in kept
    clock.instant = NOW + timedelta(minutes=15)
    fired = database.write(fire_due).result
    assert {row.level for row in fired if row.commitment == "first_response"} == {"sla"}


def test_what_somebody_has_seen_does_not_begin_to_wait(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    clock.instant = NOW + timedelta(hours=2)
    ids = [row.id for row in database.write(fire_due).result]
    database.write(partial(mark_seen, alert_ids=ids, person_id=ana))
    clock.instant = NOW  # it may be this that is wrong: what is known is not told again
    database.write(fire_again)
    assert not database.read(partial(fired_early, now=clock.now()))
    assert set(database.read(levels).values()) == {(True, False)}


def test_where_the_time_was_right_nothing_is_early(database: Database, clock: MovingClock) -> None:
    opened(database, person(database, "Ana Ruiz"))
    clock.instant = NOW + timedelta(minutes=12)
    database.write(fire_due)
    assert not database.read(partial(fired_early, now=clock.now()))


def _id_of(database: Database, level: str) -> int:
    query = select(PlannedAlert.id).where(
        PlannedAlert.level == level, PlannedAlert.commitment == "first_response"
    )
    return database.read(lambda session: session.scalars(query).one())
