"""What fired and reached nobody is counted until it does, or a desk is there to show it."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from models.commands.alerts import fire_due, mark_shown
from models.commands.burns import mark_burns_told
from models.commands.cases import assign
from models.commands.crossings import mark_crossings_told, record_crossings
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.entities import AlertPost, BurnAlert, PlannedAlert, QueueCrossing
from models.presence import RunningDesk, beat
from models.queries.unshown import Unshown, unshown
from models.unshown_words import unshown_line
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.queries.test_alert_ledger import P1
from tests.models.queries.test_queue_readings import publish, store, threshold


def _add(work: Work, burn: BurnAlert) -> None:
    work.session.add(burn)


def count(database: Database) -> int:
    return database.read(partial(unshown, now=database.clock.now())).alerts


def at_desk(database: Database, person_id: int, *, told: bool = True) -> None:
    name = f"desk of {person_id}"
    beat(database.engine, RunningDesk(name, person_id, "mill", "0.1.0", told, told))


def fired(database: Database, clock: MovingClock) -> tuple[int, list[int]]:
    """Ana's case, an alert of which has fired."""
    ana = database.write(partial(add_person, name="Ana")).result
    case_id = opened(database, P1)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += timedelta(minutes=10.5)
    return ana, [row.id for row in database.write(fire_due).result]


def test_an_alert_is_counted_until_somebody_was_shown_it(
    database: Database, clock: MovingClock
) -> None:
    assert count(database) == 0
    ana, ids = fired(database, clock)
    assert len(ids) == 1
    assert [count(database), count(database)] == [1, 1]
    database.write(partial(mark_shown, alert_ids=ids, person_id=ana, channel="bar"))
    assert count(database) == 0


def test_what_a_desk_of_theirs_is_about_to_show_is_not_counted(
    database: Database, clock: MovingClock
) -> None:
    ana, _ = fired(database, clock)
    at_desk(database, database.write(partial(add_person, name="Ben")).result)
    at_desk(database, ana, told=False)  # a terminal that shows no messages
    assert count(database) == 1
    at_desk(database, ana)
    assert count(database) == 0


def test_what_the_webhook_took_or_what_is_over_is_not_counted(
    database: Database, clock: MovingClock
) -> None:
    _, (alert_id,) = fired(database, clock)
    post = AlertPost(alert_id=alert_id, step=1, tries=1, tried_at=clock.now(), failure="No")
    database.write(lambda work: work.session.add(post))
    assert count(database) == 1
    database.write(lambda work: work.session.execute(
        update(AlertPost).values(posted_at=work.now, failure="")))  # fmt: skip
    assert count(database) == 0
    database.write(lambda work: work.session.execute(update(AlertPost).values(posted_at=None)))
    assert count(database) == 1
    database.write(lambda work: work.session.execute(
        update(PlannedAlert).values(withdrawn_at=work.now)))  # fmt: skip
    assert count(database) == 0


def test_a_crossed_threshold_is_counted_while_it_stands_and_its_role_was_not_told(
    database: Database,
) -> None:
    publish(database, threshold(watch="open_cases", limit=1, role="lead"))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    store(database, {}, {})
    (row,) = database.write(record_crossings).result
    assert count(database) == 1
    at_desk(database, ana)
    assert count(database) == 0
    at_desk(database, ana, told=False)
    told = partial(mark_crossings_told, alert_ids=[row.id], person_id=ana, channel="bar")
    assert count(database) == 1
    database.write(told)
    assert count(database) == 0
    database.write(partial(set_webhook, url="https://example.org/hook"))
    assert database.read(partial(unshown, now=database.clock.now())).posts


def test_what_fell_back_is_news_to_nobody(database: Database) -> None:
    publish(database, threshold(watch="open_cases", limit=1, role="lead"))
    store(database, {}, {})
    database.write(record_crossings)
    assert count(database) == 1
    database.write(lambda work: work.session.execute(
        update(QueueCrossing).values(fell_at=work.now)))  # fmt: skip
    assert count(database) == 0


def test_a_burn_is_counted_until_the_lead_was_told(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    named = {"priority": "P1", "commitment": "resolution", "words": "Burns"}
    for period, kind in (("2026Q2", "fast"), ("2026Q2", "slow"), ("2026Q1", "fast")):
        burn = BurnAlert(period=period, kind=kind, found_at=database.clock.now(), **named)
        database.write(partial(_add, burn=burn))
    assert count(database) == 2  # an earlier quarter's is over
    ids = [
        row.id
        for row in database.read(
            lambda session: session.scalars(
                select(BurnAlert).where(BurnAlert.period == "2026Q2", BurnAlert.kind == "fast")
            ).all()
        )
    ]
    told = partial(mark_burns_told, alert_ids=ids, person_id=ana, channel="bar")
    database.write(told)
    assert count(database) == 1
    at_desk(database, ana)
    assert count(database) == 0


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Unshown(1, False), "1 alert has fired that nobody was shown yet: no window of theirs is "
                            "open, and no webhook is set."),
        (Unshown(1200, True), "1,200 alerts have fired that nobody was shown yet: no window of "
                              "theirs is open, and the webhook has not taken them."),
    ],
)  # fmt: skip
def test_in_words(found: Unshown, said: str) -> None:
    assert str(unshown_line(found)) == said
