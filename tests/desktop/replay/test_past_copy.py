"""The desk at an instant, copied later, is what the desk was then: on both databases."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from desktop.imports.servicenow import import_servicenow
from desktop.replay.copy import past_copy
from desktop.replay.scratch import OWN_FROM
from desktop.watch import sweep
from models.clock_rows import clock_row
from models.commands.access import change_access
from models.commands.alerts import mark_seen, snooze_alerts
from models.commands.cases import NewCase, assign, open_case
from models.commands.closing import exclude
from models.commands.crossings import (
    mark_crossings_seen,
    mark_crossings_told,
    record_crossings,
)
from models.commands.customers import customer_named
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock
from models.entities import (
    AlertDelivery,
    Article,
    Case,
    Clock,
    Customer,
    Event,
    Person,
    PlannedAlert,
)
from models.entities.plain import plain
from models.errors import KnownError
from models.handbook.case_facts import facts_of
from models.handbook.instants import to_seconds
from models.policies import load_policies
from models.projection import project
from models.publishing import publish
from models.queries.crossings import crossings_in_sight, past_crossings
from models.queries.queue import queue_ids
from models.queue_filter import QueueFilter
from models.refresh import read_logs
from models.verification import differences
from models.work import Work
from tests.conftest import HANDBOOK, SHARED_DATA, MovingClock
from tests.desktop.replay.conftest import Copied
from tests.desktop.replay.histories import History, everything, known
from tests.models.queries.test_queue_readings import publish as watch
from tests.models.queries.test_queue_readings import threshold

SAMPLE = SHARED_DATA / "servicenow" / "sample_dev_2000cases.csv"
URGENT = NewCase(
    title="Payments fail", customer="Northwind", priority="P1", impact="all",
    environment="production", steps="pay",
)  # fmt: skip


def test_it_is_what_was_known_then(history: History, copied: Copied) -> None:
    before = everything(history.database)
    for instant, then in history.moments[:: max(1, len(history.moments) // 6)]:
        past = copied(instant)
        for name, rows in known(past).items():
            assert rows == then[name], (instant, name)
        assert past.read(differences) == []
    assert everything(history.database) == before


def test_a_second_before_the_first_event_nothing_was_there(
    history: History, copied: Copied
) -> None:
    past = copied(history.moments[0][0] - timedelta(seconds=1))
    assert known(past)["cases"] == known(past)["customers"] == []
    assert past.read(load_policies).newest.number == 1


@pytest.mark.on_a_file
def test_clocks_of_a_log_equal_those_of_its_events_alone(
    database: Database, copied: Copied
) -> None:
    """From the log's events by then, and from nothing that is stored about them."""
    if not SAMPLE.exists():
        pytest.skip("the sample log is not here")
    import_servicenow(database, SAMPLE, zone="Europe/Berlin")

    def judged(session: Session, instant: datetime) -> list[dict[str, object]]:
        policies = load_policies(session)
        told = []
        for case_id, log in read_logs(session, list(session.scalars(select(Case.id)))).items():
            by_then = [event for event in log if event.recorded_at <= to_seconds(instant)]
            if by_then:
                facts = facts_of(by_then)
                number = policies.number_at(facts.opened_at)
                clocks = project(facts, by_then, policies.versions, number, {}).clocks
                told += [clock_row(case_id, clock) for clock in clocks]
        return told

    for days in (10, 60):
        instant = datetime(2016, 2, 29, 9, tzinfo=UTC) + timedelta(days=days)
        told = database.read(partial(judged, instant=instant))
        wanted = sorted(map(_as_row, told), key=repr)
        assert wanted
        assert known(copied(instant))["clocks"] == wanted


def test_a_handbook_published_later_is_not_seen(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    then = clock.instant
    clock.instant += timedelta(days=30)
    source = HANDBOOK.replace("@team_zone@", "Europe/Berlin")

    def restate(work: Work) -> None:
        publish(work.session, source, then - timedelta(days=9), work.now, None)
        case_id = open_case(work, URGENT)
        work.session.flush()
        # As an import does: recorded when its source says, under the version in force then.
        work.session.execute(
            update(Event).where(Event.case_id == case_id).values(
                occurred_at=then - timedelta(hours=1), recorded_at=then)
        )  # fmt: skip
        work.session.execute(update(Case).where(Case.id == case_id).values(policy_number=2))

    database.write(restate)
    past = copied(then)
    assert list(past.read(load_policies).versions) == [1]
    assert past.read(lambda session: session.scalars(select(Case.policy_number)).all()) == [1]
    assert past.read(differences) == []
    assert list(copied(clock.instant).read(load_policies).versions) == [1, 2]


def test_what_nobody_spoke_of_yet_is_not_seen(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    database.write(partial(open_case, new=URGENT))
    then = clock.instant
    clock.instant += timedelta(seconds=1)

    def later(work: Work) -> None:
        customer_named(work, "Contoso")
        work.session.add(_article("KI-1", work.now))
        work.session.add(_article("KI-0", then))

    database.write(later)
    past = copied(then)
    assert past.read(lambda s: s.scalars(select(Customer.name)).all()) == ["Northwind"]
    assert past.read(lambda s: s.scalars(select(Article.key)).all()) == ["KI-0"]


def test_alerts_fired_by_then_stay_fired_and_later_ones_fire_again_in_the_copy(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    began = clock.instant
    case_id = database.write(partial(open_case, new=URGENT)).result
    person = Person(name="Ana")

    def told(work: Work) -> None:
        work.session.add(person)
        work.session.flush()
        (first,) = work.session.scalars(
            select(PlannedAlert.id).where(PlannedAlert.fired_at.is_not(None))
        )
        work.session.add(AlertDelivery(
            alert_id=first, person_id=person.id, channel="bar", shown_at=work.now))  # fmt: skip

    clock.instant = began + timedelta(minutes=10)
    assert [row.level for row in sweep(database).fired] == ["slo"]
    database.write(told)
    clock.instant = began + timedelta(minutes=16)
    assert len(sweep(database).fired) == 2
    before = everything(database)

    past = copied(began + timedelta(minutes=11))
    assert [row.level for row in sweep(past).fired] == []
    assert past.read(lambda s: s.scalar(select(func.count()).select_from(AlertDelivery))) == 1
    past.clock = StoppedClock(began + timedelta(minutes=16))
    again = {(row.case_id, row.level) for row in sweep(past).fired}
    assert again == {(case_id, "75%"), (case_id, "sla")}
    assert everything(database) == before


def test_a_file_is_the_same_byte_for_byte(
    database: Database, clock: MovingClock, copied: Copied, desk_address: str
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("a file is SQLite's")
    database.write(partial(open_case, new=URGENT))
    before = Path(desk_address).read_bytes()
    past = copied(clock.instant)
    past.write(partial(open_case, new=URGENT))
    past.write(lambda work: work.session.execute(delete(Event)))
    assert Path(desk_address).read_bytes() == before


def test_what_is_written_in_it_is_numbered_apart(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    database.write(partial(open_case, new=URGENT))
    past = copied(clock.instant)
    assert past.write(partial(open_case, new=URGENT)).result == OWN_FROM
    assert past.read(differences) == []


def test_progress_ends_where_it_should(history: History, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    instant = history.moments[-1][0]
    past_copy(
        history.database, tmp_path / "told.db", instant, StoppedClock(instant),
        lambda done, total: told.append((done, total)),
    ).close()  # fmt: skip
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def _article(key: str, at: datetime) -> Article:
    return Article(
        key=key, kind="known_issue", title=key, body="", status="published", changed_at=at
    )


def _as_row(clock: dict[str, object]) -> tuple[object, ...]:
    row = {**clock, "pauses": repr(clock["pauses"])}
    return tuple(row[column.name] for column in plain(Clock).columns)


def test_who_may_not_see_a_case_today_does_not_see_its_past(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    """It was open to all then, and somebody's; today it is restricted, and another's."""
    ana, ben = (database.write(partial(add_person, name=name)).result for name in ("Ana", "Ben"))
    case_id = database.write(partial(open_case, new=URGENT)).result
    database.write(partial(assign, case_ids=[case_id], person_id=ben))
    then = clock.now()
    clock.instant += timedelta(minutes=5)
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    database.write(partial(change_access, case_id=case_id, add=[ana]))
    for person_id, seen in ((ana, 1), (ben, 0)):
        database.person_id = person_id
        past = copied(then)
        assert len(past.read(partial(queue_ids, shown=QueueFilter(), now=then))) == seen
        assert past.person_id == person_id
    with pytest.raises(KnownError, match="not on the desk"):
        past.write(partial(assign, case_ids=[case_id], person_id=ben))
    assert past.read(differences) == []


def test_how_far_an_alert_had_gone_is_as_of_then(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    """Fired at 15 past, on its way at 20 and 25 past, put off at 26 past and seen at 45 past."""
    began = clock.instant
    database.write(partial(open_case, new=URGENT))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result

    def minute(number: int) -> None:
        clock.instant = began + timedelta(minutes=number)
        sweep(database)

    def of_first(session: Session) -> int:
        return session.scalars(
            select(PlannedAlert.id).where(PlannedAlert.level == "sla").order_by(PlannedAlert.due_at)
        ).all()[0]

    first = database.read(of_first)
    for number in (10, 15, 20, 25, 26):
        minute(number)
    until = clock.now() + timedelta(minutes=9)
    database.write(partial(
        snooze_alerts, alert_ids=[first], person_id=ana, until=until, reason="In a call"
    ))  # fmt: skip
    minute(45)
    database.write(partial(mark_seen, alert_ids=[first], person_id=ana))

    def stands(number: int) -> tuple[object, ...]:
        past = copied(began + timedelta(minutes=number))

        def look(session: Session) -> tuple[object, ...]:
            alert = session.get_one(PlannedAlert, first)
            snoozed = session.scalar(select(AlertDelivery.snoozed_until))
            wakes = alert.escalates_at and (alert.escalates_at - began) // timedelta(minutes=1)
            return alert.step, wakes, snoozed

        assert past.read(differences) == []
        return past.read(look)

    assert [stands(number) for number in (17, 22, 27, 46)] == [
        (0, 20, None), (1, 25, None), (2, 40, until), (3, None, until),
    ]  # fmt: skip


def test_what_was_seen_before_it_was_put_off_waits_in_it_as_it_does_on_the_desk(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    database.write(partial(open_case, new=URGENT))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    clock.instant += timedelta(minutes=15)
    fired = [row.id for row in sweep(database).fired]
    database.write(partial(mark_seen, alert_ids=fired, person_id=ana))
    clock.instant += timedelta(minutes=1)
    put_off = partial(snooze_alerts, alert_ids=fired, person_id=ana, reason="In a call")
    database.write(partial(put_off, until=clock.instant + timedelta(minutes=9)))

    def wakes(session: Session) -> datetime | None:
        breach = PlannedAlert.fired_at.is_not(None), PlannedAlert.level == "sla"
        return session.scalars(select(PlannedAlert.escalates_at).where(*breach)).one()

    assert database.read(wakes) is not None
    assert copied(clock.now()).read(wakes) == database.read(wakes)


def test_crossings_stand_in_it_as_they_stood_then(
    database: Database, clock: MovingClock, copied: Copied
) -> None:
    """One that has fallen back since stands, and was put away by nobody yet."""
    database.person_id = ana = database.write(partial(add_person, name="Ana", role="lead")).result
    watch(database, threshold(watch="open_cases", limit=1, back_at=1))
    cases = [database.write(partial(open_case, new=URGENT)).result for _ in range(2)]
    (row,) = database.write(record_crossings).result
    told = partial(mark_crossings_told, alert_ids=[row.id], person_id=ana, channel="bar")
    database.write(told)
    between = clock.instant = clock.instant + timedelta(minutes=10)
    clock.instant += timedelta(minutes=10)
    database.write(partial(mark_crossings_seen, alert_ids=[row.id], person_id=ana))
    database.write(partial(exclude, case_id=cases[0], reason="spam"))
    database.write(record_crossings)
    (now,) = database.read(partial(past_crossings, person_id=ana, now=clock.now()))
    assert now.fell_at == clock.now()
    past = copied(between)
    (then,) = past.read(partial(crossings_in_sight, person_id=ana, now=between))
    assert (then.fell_at, then.seen, then.told) == (None, False, now.told)
    assert (
        copied(between - timedelta(hours=1)).read(
            partial(past_crossings, person_id=None, now=between)
        )
        == []
    )
