"""What somebody saw without putting it away: it waits for them no more, and stands in their bar."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import (
    fire_due,
    mark_acted,
    mark_noticed,
    mark_seen,
    mark_shown,
    snooze_alerts,
)
from models.commands.cases import assign
from models.database import Database
from models.entities import AlertDelivery, PlannedAlert
from models.queries.alerts import unshown_alerts
from models.queries.due_now import due_now
from tests.conftest import MovingClock
from tests.desktop.test_watch import opened, person

MINUTE = timedelta(minutes=1)


def fired(database: Database, clock: MovingClock, whose: int) -> list[int]:
    """What has come of a P1 of this person, and was shown to them."""
    opened(database, whose)
    clock.instant += 10 * MINUTE
    ids = [row.id for row in database.write(fire_due).result]
    shown(database, ids, whose)
    return ids


def shown(database: Database, ids: list[int], whose: int) -> None:
    told = partial(mark_shown, alert_ids=ids, person_id=whose, channel="notification")
    database.write(told)


def notice(database: Database, ids: list[int], person_id: int) -> None:
    database.write(partial(mark_noticed, alert_ids=ids, person_id=person_id, channel="case"))


def waits_until(session: Session) -> datetime | None:
    fired = PlannedAlert.fired_at.is_not(None)
    return session.scalars(select(PlannedAlert.escalates_at).where(fired)).one()


def in_sight(database: Database, person_id: int) -> tuple[int, int]:
    """How many lines the bar of this person has, and how many alerts they are still to be told."""
    now = database.clock.now()
    lines = database.read(partial(due_now, person_id=person_id, now=now))
    untold = database.read(partial(unshown_alerts, person_id=person_id, now=now))
    return len(lines), len(untold)


def delivery(database: Database) -> AlertDelivery:
    def read(session: Session) -> AlertDelivery:
        row = session.scalars(select(AlertDelivery)).one()
        session.expunge(row)
        return row

    return database.read(read)


def test_what_was_noticed_waits_no_more_and_stands_in_the_bar_until_it_is_put_away(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    ids = fired(database, clock, ana)
    assert database.read(waits_until) is not None
    noticed_at = clock.instant = clock.instant + MINUTE
    notice(database, ids, ana)
    assert database.read(waits_until) is None
    assert in_sight(database, ana) == (1, 0)
    clock.instant += MINUTE
    database.write(partial(mark_seen, alert_ids=ids, person_id=ana))
    assert in_sight(database, ana) == (0, 0)
    row = delivery(database)
    assert (row.seen_at, row.seen_channel, row.put_away_at) == (noticed_at, "case", clock.now())


def test_who_is_not_told_of_an_alert_does_not_see_it_for_those_who_are(
    database: Database, clock: MovingClock
) -> None:
    ana, mara = person(database, "Ana Ruiz"), person(database, "Mara Lindqvist", "lead")
    ids = fired(database, clock, ana)
    notice(database, ids, mara)
    assert database.read(waits_until) is not None
    assert delivery(database).person_id == ana


def test_what_was_put_off_comes_back_whether_it_was_noticed_before_or_meanwhile(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana Ruiz")
    ids = fired(database, clock, ana)
    notice(database, ids, ana)
    database.write(partial(mark_seen, alert_ids=ids, person_id=ana))
    until = clock.now() + 15 * MINUTE
    snooze = partial(snooze_alerts, alert_ids=ids, person_id=ana, until=until, reason="In a call")
    database.write(snooze)
    clock.instant += MINUTE
    notice(database, ids, ana)
    assert in_sight(database, ana) == (0, 0)
    back_at = database.read(waits_until)
    assert back_at is not None
    assert back_at > until
    clock.instant = until
    assert in_sight(database, ana) == (1, 1)
    shown(database, ids, ana)
    assert in_sight(database, ana) == (1, 0)
    notice(database, ids, ana)
    assert database.read(waits_until) is None
    assert delivery(database).seen_at == until


def test_what_was_seen_before_it_was_put_off_waits_anew_at_the_next_who_has_it(
    database: Database, clock: MovingClock
) -> None:
    """Given away and back, it waits to be seen by who knew of it only before they put it off."""
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor")
    ids = fired(database, clock, ana)
    notice(database, ids, ana)
    until = clock.now() + 5 * MINUTE
    database.write(partial(
        snooze_alerts, alert_ids=ids, person_id=ana, until=until, reason="In a call"
    ))  # fmt: skip
    clock.instant = until
    for who in (ben, ana):
        database.write(partial(assign, case_ids=[1], person_id=who))
    assert database.read(waits_until) is not None
    database.write(partial(mark_acted, alert_ids=ids, person_id=ana))
    for who in (ben, ana):
        database.write(partial(assign, case_ids=[1], person_id=who))
    assert database.read(waits_until) is None
