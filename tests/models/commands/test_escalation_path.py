"""An alert that nobody has seen goes on along its path, until somebody saw or acknowledged it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.orm import Session

from models.commands.alerts import (
    acknowledge_alerts,
    claim_unshown,
    fire_due,
    mark_acted,
    mark_seen,
    mark_shown,
    snooze_alerts,
)
from models.commands.cases import NewCase, assign
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.escalating import escalate_unseen
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.database import Database
from models.entities import AlertDelivery, PlannedAlert
from models.errors import Problems
from models.handbook.publication import Publication
from models.policies import load_policies
from models.queries.alerts import next_due_at, unshown_alerts
from models.queries.due_now import due_now
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

P1 = NewCase(
    title="Payments fail", customer="Contoso", priority="P1", impact="All", environment="4.2",
    steps="Pay",
)  # fmt: skip
UNSEEN = timedelta(minutes=5)


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def untold(database: Database, person_id: int) -> list[str]:
    """The levels of what this person is to be told."""
    now = database.clock.now()
    found = database.read(partial(unshown_alerts, person_id=person_id, now=now))
    return [row.level for row in found]


def fired(database: Database, clock: MovingClock, assignee: int) -> list[int]:
    """A P1 case at its first warning, told to its assignee."""
    case_id = opened(database, P1)
    database.write(partial(assign, case_ids=[case_id], person_id=assignee))
    clock.instant += timedelta(minutes=10)
    rows = database.write(fire_due).result
    assert [row.level for row in rows] == ["slo"]
    return [row.id for row in rows]


def escalated(database: Database) -> list[str]:
    return [row.level for row in database.write(escalate_unseen).result]


def test_unseen_for_five_minutes_the_next_of_the_path_is_told_and_so_on(
    database: Database, clock: MovingClock
) -> None:
    ana, chief = person(database, "Ana"), person(database, "Iris", "incident_commander")
    engineer, lead = (
        person(database, "Eva", "engineering_on_call"),
        person(database, "Mara", "lead"),
    )
    ids = fired(database, clock, ana)
    database.write(partial(mark_shown, alert_ids=ids, person_id=ana, channel="notification"))
    assert database.read(partial(next_due_at, now=clock.now())) is not None
    clock.instant += UNSEEN - timedelta(seconds=1)
    assert escalated(database) == []
    told = []
    for _ in range(6):
        clock.instant += timedelta(seconds=1)
        told.append([who for who in (chief, engineer, lead) if "slo" in untold(database, who)])
        escalated(database)
        clock.instant += UNSEEN - timedelta(seconds=1)
    assert told[:4] == [[], [chief], [chief, engineer], [chief, engineer, lead]]
    assert escalated(database) == []
    assert database.read(differences) == []


@pytest.mark.parametrize("stop", [mark_seen, mark_acted, acknowledge_alerts])
def test_seen_acted_on_or_acknowledged_it_goes_no_further(
    database: Database, clock: MovingClock, stop: Callable[..., None]
) -> None:
    ana = person(database, "Ana")
    chief = person(database, "Iris", "incident_commander")
    ids = fired(database, clock, ana)
    database.write(partial(stop, alert_ids=ids, person_id=ana, channel="notification"))
    clock.instant += UNSEEN
    assert escalated(database) == []
    assert untold(database, chief) == []

    def marks(work: Work) -> tuple[object, ...]:
        (row,) = work.session.query(AlertDelivery).all()
        return row.channel, row.seen_channel or row.acted_channel, row.shown_at

    shown_at = clock.now() - UNSEEN
    assert database.write(marks).result == ("notification", "notification", shown_at)


def test_of_a_restricted_case_the_lead_is_told_where_who_is_called_may_not_see_it(
    database: Database, clock: MovingClock
) -> None:
    ana, lead = person(database, "Ana"), person(database, "Mara", "lead")
    chief = person(database, "Iris", "incident_commander")
    database.person_id = ana
    case_id = opened(database, replace(P1, security="yes"))
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    clock.instant += timedelta(minutes=10)
    assert database.write(fire_due).result
    clock.instant += UNSEEN
    assert escalated(database)
    assert untold(database, chief) == []
    assert "slo" in untold(database, lead)


def test_a_case_that_is_resolved_takes_its_alerts_off_the_path(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana")
    chief = person(database, "Iris", "incident_commander")
    case_id = opened(database, P1)
    clock.instant += timedelta(minutes=10)
    assert database.write(fire_due).result
    assert untold(database, chief) == ["slo"]
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += UNSEEN
    assert escalated(database) == []
    assert untold(database, chief) == untold(database, ana) == []


def test_a_breach_hides_the_warnings_below_it_and_they_go_no_further(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana")
    fired(database, clock, ana)
    assert untold(database, ana) == ["slo"]
    clock.instant += timedelta(minutes=2)
    database.write(fire_due)
    assert untold(database, ana) == ["slo", "75%"]
    clock.instant += timedelta(minutes=3)
    database.write(fire_due)
    assert untold(database, ana) == ["sla"]
    clock.instant += UNSEEN
    assert escalated(database) == ["sla"]


def test_snoozed_it_is_out_of_sight_until_then_and_comes_again_once(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana")
    ids = fired(database, clock, ana)
    database.write(partial(claim_unshown, person_id=ana))
    database.write(partial(mark_shown, alert_ids=ids, person_id=ana, channel="tray"))
    until = clock.now() + timedelta(minutes=4)
    snooze = partial(snooze_alerts, alert_ids=ids, person_id=ana)
    database.write(partial(snooze, until=until, reason="In a call with them"))
    assert database.read(partial(due_now, person_id=ana, now=clock.now())) == []
    clock.instant = until - timedelta(seconds=1)
    assert untold(database, ana) == []
    clock.instant = until
    assert untold(database, ana) == ["slo"]
    assert len(database.read(partial(due_now, person_id=ana, now=clock.now()))) == 1
    database.write(partial(claim_unshown, person_id=ana))
    database.write(partial(mark_shown, alert_ids=ids, person_id=ana, channel="tray"))
    clock.instant += timedelta(minutes=30)
    assert "slo" not in untold(database, ana)
    with pytest.raises(Problems) as refused:
        database.write(partial(snooze, until=clock.now(), reason=" "))
    assert set(refused.value.by_field) == {"until", "reason"}


def of_case(database: Database, alert_id: int) -> int:
    return database.read(lambda session: session.get_one(PlannedAlert, alert_id).case_id)


def seen_by(database: Database, ids: list[int], who: int) -> None:
    database.write(partial(mark_seen, alert_ids=ids, person_id=who))


def snoozed_by(database: Database, ids: list[int], who: int) -> None:
    until = database.clock.now() + timedelta(hours=2)
    database.write(partial(
        snooze_alerts, alert_ids=ids, person_id=who, until=until, reason="In a call"))  # fmt: skip


@pytest.mark.parametrize("put_away", [seen_by, snoozed_by])
def test_handed_over_after_one_saw_it_or_put_it_off_it_waits_for_the_next_to_see_it(
    database: Database, clock: MovingClock, put_away: Callable[[Database, list[int], int], None]
) -> None:
    ana, ben = person(database, "Ana"), person(database, "Ben")
    chief = person(database, "Iris", "incident_commander")
    ids = fired(database, clock, ana)
    put_away(database, ids, ana)
    clock.instant += timedelta(minutes=1)
    database.write(partial(assign, case_ids=[of_case(database, ids[0])], person_id=ben))
    assert untold(database, ben) == ["slo"]
    clock.instant += UNSEEN - timedelta(seconds=1)
    assert escalated(database) == []
    clock.instant += timedelta(seconds=1)
    assert escalated(database) == ["slo"]
    assert "slo" in untold(database, chief)
    assert database.read(differences) == []


@pytest.mark.parametrize(("put_away", "goes_on_after"), [
    (seen_by, None), (snoozed_by, timedelta(hours=2) + UNSEEN),
])  # fmt: skip
def test_handed_back_to_who_saw_it_it_waits_for_nobody_and_to_who_put_it_off_until_then(
    database: Database, clock: MovingClock,
    put_away: Callable[[Database, list[int], int], None], goes_on_after: timedelta | None,
) -> None:  # fmt: skip
    """Whoever had it in between has not seen it, and need not any more."""
    ana, ben = person(database, "Ana"), person(database, "Ben")
    person(database, "Iris", "incident_commander")
    (alert,) = fired(database, clock, ana)
    begun = clock.now()
    put_away(database, [alert], ana)
    for whose in (ben, ana):
        clock.instant += timedelta(minutes=1)
        assign_it = partial(assign, case_ids=[of_case(database, alert)], person_id=whose)
        database.write(assign_it)

    def waits(session: Session) -> datetime | None:
        return session.get_one(PlannedAlert, alert).escalates_at

    assert database.read(waits) == (None if goes_on_after is None else begun + goes_on_after)


def test_who_takes_a_case_themselves_has_seen_what_had_fired_on_it(
    database: Database, clock: MovingClock
) -> None:
    ana, ben = person(database, "Ana"), person(database, "Ben")
    person(database, "Iris", "incident_commander")
    (alert,) = fired(database, clock, ana)
    seen_by(database, [alert], ana)
    database.person_id = ben
    database.write(partial(assign, case_ids=[of_case(database, alert)], person_id=ben))
    clock.instant += UNSEEN
    assert escalated(database) == []


def test_snoozed_it_waits_to_be_seen_again_once_it_has_come_back(
    database: Database, clock: MovingClock
) -> None:
    ana = person(database, "Ana")
    person(database, "Iris", "incident_commander")
    ids = fired(database, clock, ana)
    until = clock.now() + timedelta(minutes=4)
    snooze = partial(snooze_alerts, alert_ids=ids, person_id=ana, until=until, reason="In a call")
    database.write(snooze)
    clock.instant = until + UNSEEN - timedelta(seconds=1)
    assert escalated(database) == []
    clock.instant += timedelta(seconds=1)
    assert escalated(database) == ["slo"]


HASTY = '[unseen]\nP1 = "5 min"'


def test_how_long_it_waits_is_said_by_what_judges_the_case_and_by_its_contract(
    database: Database, clock: MovingClock
) -> None:
    """A contract's word counts before the handbook's, and a version applied since before the one
    a case was opened under."""
    person(database, "Iris", "incident_commander")
    terms: dict[str, object] = {"unseen": {"P1": "2 min"}}
    customer = database.write(partial(customer_named, name="Contoso")).result
    database.write(partial(add_contract, customer_id=customer, name="Gold", terms=terms))
    opened(database, P1)
    opened(database, replace(P1, customer="Fabrikam"))
    source = database.read(lambda session: load_policies(session).rows[-1].source)
    hasty = source.replace(HASTY, '[unseen]\nP1 = "3 min"')
    assert hasty != source
    applied = Publication(source=hasty, to="open")
    database.write(partial(publish_handbook, publication=applied))
    clock.instant += timedelta(minutes=10)
    fired_on = {row.customer: row.id for row in database.write(fire_due).result}

    def waits(session: Session) -> dict[str, timedelta]:
        alerts = {who: session.get_one(PlannedAlert, i) for who, i in fired_on.items()}
        return {who: one.escalates_at - clock.now() for who, one in alerts.items()
                if one.escalates_at is not None}  # fmt: skip

    assert database.read(waits) == {
        "Contoso": timedelta(minutes=2), "Fabrikam": timedelta(minutes=3),
    }  # fmt: skip
