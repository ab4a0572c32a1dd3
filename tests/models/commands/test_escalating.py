"""A path of the handbook's own: told as often as it says, in its hours, and given the case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.alerts import claim_unshown, fire_due, mark_seen, mark_shown
from models.commands.cases import assign
from models.commands.customers import add_contract, customer_named
from models.commands.escalating import escalate_unseen
from models.commands.handbook import publish_handbook
from models.commands.people import add_person
from models.commands.working_times import add_turn
from models.database import Database
from models.entities import AlertStep, Case, Event, PlannedAlert
from models.handbook.publication import Publication
from models.policies import load_policies
from models.queries.alert_ledger import ledger_of_case
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.commands.test_escalation_path import P1, untold

TWICE = """
[[escalation.P1]]
notify = "incident_commander"
times = 2

[[escalation.P1]]
notify = "comms_lead"
"""
AT_NIGHT = """
[[escalation.P1]]
notify = "incident_commander"
within = "team"
"""
GIVEN = """
[[escalation.P1]]
notify = "incident_commander"
hand_over = true
"""
AFTER = timedelta(minutes=5)
NIGHT = datetime(2026, 5, 12, 20, 0, tzinfo=UTC)
MORNING = datetime(2026, 5, 13, 7, 0, tzinfo=UTC)


def publish(database: Database, path: str) -> None:
    source = database.read(lambda session: load_policies(session).rows[-1].source)
    database.write(partial(publish_handbook, publication=Publication(source + path, "new")))


def person(database: Database, name: str, role: str = "agent") -> int:
    return database.write(partial(add_person, name=name, role=role)).result


def fired(database: Database, clock: MovingClock, whose: int, security: str = "no") -> int:
    """The case of a P1 alert that waits to be seen by whoever has it."""
    case_id = opened(database, replace(P1, security=security) if security == "yes" else P1)
    database.write(partial(assign, case_ids=[case_id], person_id=whose))
    clock.instant += timedelta(minutes=10)
    assert database.write(fire_due).result
    return case_id


def escalate(database: Database, clock: MovingClock, after: timedelta = AFTER) -> list[str]:
    clock.instant += after
    return [row.called for row in database.write(escalate_unseen).result]


def show(database: Database, person_id: int) -> None:
    rows = database.write(partial(claim_unshown, person_id=person_id)).result
    shown = partial(mark_shown, person_id=person_id, channel="notification")
    database.write(partial(shown, alert_ids=[row.id for row in rows]))


def steps(database: Database) -> list[tuple[int, str]]:
    def read(session: Session) -> list[tuple[int, str]]:
        query = select(AlertStep.step, AlertStep.role).order_by(AlertStep.step)
        return [(step, role) for step, role in session.execute(query)]

    return database.read(read)


def holder(database: Database, case_id: int) -> int | None:
    return database.read(lambda session: session.get_one(Case, case_id).assignee_id)


def test_told_again_it_is_shown_again_to_who_has_not_seen_it(
    database: Database, clock: MovingClock
) -> None:
    publish(database, TWICE)
    ana, iris = person(database, "Ana"), person(database, "Iris", "incident_commander")
    fired(database, clock, ana)
    assert escalate(database, clock) == ["incident_commander"]
    show(database, iris)
    assert untold(database, iris) == []
    assert escalate(database, clock) == ["incident_commander"]
    assert "slo" in untold(database, iris)
    show(database, iris)
    assert escalate(database, clock) == ["comms_lead"]
    assert untold(database, iris) == []
    assert steps(database) == [
        (1, "incident_commander"), (2, "incident_commander"), (3, "comms_lead"),
    ]  # fmt: skip
    assert escalate(database, clock) == []
    assert database.read(differences) == []


def test_seen_in_between_it_is_not_told_again(database: Database, clock: MovingClock) -> None:
    publish(database, TWICE)
    ana, iris = person(database, "Ana"), person(database, "Iris", "incident_commander")
    fired(database, clock, ana)
    escalate(database, clock)
    ids = database.read(lambda session: list(session.scalars(select(AlertStep.alert_id))))
    database.write(partial(mark_seen, alert_ids=ids, person_id=iris))
    assert escalate(database, clock) == []


def test_outside_its_hours_a_step_waits_until_they_begin(
    database: Database, clock: MovingClock
) -> None:
    clock.instant = NIGHT - timedelta(minutes=10)
    publish(database, AT_NIGHT)
    ana = person(database, "Ana")
    fired(database, clock, ana)

    def waits(session: Session) -> datetime | None:
        fired_one = PlannedAlert.fired_at.is_not(None)
        return session.scalar(select(PlannedAlert.escalates_at).where(fired_one))

    assert database.read(waits) == MORNING
    clock.instant = MORNING
    assert escalate(database, clock, timedelta()) == ["incident_commander"]


def test_a_step_that_nobody_took_in_its_hours_waits_for_the_next(
    database: Database, clock: MovingClock
) -> None:
    """No desk looked until they were over."""
    publish(database, AT_NIGHT)
    ana = person(database, "Ana")
    fired(database, clock, ana)
    clock.instant = NIGHT
    assert escalate(database, clock, timedelta()) == []
    clock.instant = MORNING
    assert escalate(database, clock, timedelta()) == ["incident_commander"]


def test_at_its_end_whoever_has_the_turn_is_given_the_case(
    database: Database, clock: MovingClock
) -> None:
    publish(database, GIVEN)
    ana, iris = person(database, "Ana"), person(database, "Iris", "incident_commander")
    ben = person(database, "Ben")
    turn = partial(add_turn, role="incident_commander", person_id=ben)
    now = clock.now()
    database.write(partial(turn, begins_at=now, ends_at=now + timedelta(days=1)))
    case_id = fired(database, clock, ana)
    database.person_id = iris  # whoever's desk looks has no part in it
    escalate(database, clock)
    assert holder(database, case_id) == ben

    def given(session: Session) -> tuple[int | None, str]:
        query = select(Event).where(Event.case_id == case_id, Event.kind == "assigned")
        last = session.scalars(query.order_by(Event.id.desc())).first()
        assert last is not None
        return last.actor_id, last.data["why"][0]

    assert database.read(given) == (
        None, "Nobody had seen an alert of it: the path ends with the incident commander",
    )  # fmt: skip
    assert "slo" in untold(database, ben)
    database.person_id = None
    assert database.read(differences) == []


def test_a_restricted_case_is_given_to_nobody_who_may_not_see_it(
    database: Database, clock: MovingClock
) -> None:
    publish(database, GIVEN)
    ana, lead = person(database, "Ana"), person(database, "Mara", "lead")
    person(database, "Iris", "incident_commander")
    database.person_id = ana
    case_id = fired(database, clock, ana, security="yes")
    database.person_id = None
    assert escalate(database, clock) == ["incident_commander"]
    assert holder(database, case_id) == ana
    assert "slo" in untold(database, lead)


@pytest.mark.parametrize(("role", "words"), [
    ("agent", "to the lead, for nobody is incident commander"),
    ("incident_commander", "to the incident commander"),
])  # fmt: skip
def test_the_ledger_says_to_whom_it_went_and_that_nobody_holds_the_role(
    database: Database, clock: MovingClock, role: str, words: str
) -> None:
    from models.alert_ledger_words import became_words
    from models.handbook.zones import zone

    ana = person(database, "Ana")
    person(database, "Mara", "lead")
    person(database, "Iris", role)
    case_id = fired(database, clock, ana)
    clock.instant += AFTER
    (told,) = database.write(escalate_unseen).result
    assert told.unheld is (role == "agent")
    rows = database.read(partial(ledger_of_case, case_id=case_id, now=database.clock.now()))
    (row,) = (row for row in rows if row.steps)
    said = [str(one) for one in became_words(row, clock.now(), zone("Europe/Berlin"))]
    assert f"went on 14:43 {words}" in said


def test_a_contract_has_a_path_of_its_own(database: Database, clock: MovingClock) -> None:
    terms: dict[str, object] = {"escalation": {"P1": [{"notify": "lead", "after": "1 min"}]}}
    customer = database.write(partial(customer_named, name="Contoso")).result
    database.write(partial(add_contract, customer_id=customer, name="Gold", terms=terms))
    ana, lead = person(database, "Ana"), person(database, "Mara", "lead")
    fired(database, clock, ana)
    assert escalate(database, clock, timedelta(minutes=1)) == ["lead"]
    assert "slo" in untold(database, lead)
