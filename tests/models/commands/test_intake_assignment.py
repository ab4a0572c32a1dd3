"""A new case goes to somebody on shift by itself, where shifts are known (part 1; rule 23)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from models.commands.afterwards import is_another_case
from models.commands.cases import assign, open_case
from models.commands.closing import resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.people import add_person
from models.commands.working_times import add_absence
from models.database import Database
from models.entities import PlannedAlert
from models.handbook.alerting import BY_RULE
from models.handbook.roster import LEAD
from models.queries.timeline import TimelineRow
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.queries.benches import EVENING, joined, published

P1 = replace(WHOLE, priority="P1")


def last(database: Database, case_id: int) -> TimelineRow:
    return detail(database, case_id).timeline[-1]


def called(database: Database, case_id: int) -> list[tuple[object, ...]]:
    """Who is told of a P1 at once."""
    alert = PlannedAlert
    query = select(alert.role, alert.recipient_id, alert.due_at, alert.withdrawn_at).where(
        alert.case_id == case_id, alert.commitment == BY_RULE
    )
    return database.read(lambda session: [tuple(row) for row in session.execute(query)])


@pytest.mark.parametrize("priority", ["P1", "P2", "P3", "P4", None])
def test_a_case_of_every_priority_goes_to_who_is_on_shift(
    database: Database, priority: str | None
) -> None:
    joined(database, "Ana", shifts=EVENING)
    joined(database, "Ben")
    case_id = opened(database, replace(WHOLE, priority=priority, incomplete=True))
    assert detail(database, case_id).row.assignee == "Ben"
    assert last(database, case_id).data == {
        "person_id": 2, "by_rule": True,
        "why": ["has room", "has got nothing new lately", "at work until 17:00"],
    }  # fmt: skip
    assert database.read(differences) == []


def test_without_shifts_nothing_is_assigned_by_itself(database: Database) -> None:
    joined(database, "Ana", shifts={})
    assert detail(database, opened(database)).row.assignee is None
    joined(database, "Ben", shifts=EVENING)
    case_id = opened(database)
    assert detail(database, case_id).row.assignee is None
    assert last(database, case_id).kind == "opened"


def test_the_handbook_switches_it_off(database: Database) -> None:
    joined(database, "Ana")
    published(database, automatic=False)
    assert detail(database, opened(database)).row.assignee is None


def test_skills_are_needed_at_intake_too(database: Database) -> None:
    published(database)
    joined(database, "Ana", skills={"exports": 2})
    assert detail(database, opened(database)).row.assignee is None
    joined(database, "Ben", skills={"exports": 3})
    assert detail(database, opened(database)).row.assignee == "Ben"
    said = replace(WHOLE, title="Stalled", impact="All", steps="Wait", message="The export stops")
    assert detail(database, opened(database, said)).row.assignee == "Ben"


def test_what_the_environment_says_is_looked_at_at_intake_too(database: Database) -> None:
    published(database, '[[skill]]\nname = "exports"\nlevel = 2\nproducts = ["Scheduler"]\n')
    joined(database, "Ana")
    joined(database, "Ben", skills={"exports": 2})
    said = replace(WHOLE, product="Scheduler")
    assert [detail(database, opened(database, said)).row.assignee for _ in range(3)] == ["Ben"] * 3
    assert detail(database, opened(database)).row.assignee == "Ana"


def test_who_is_added_in_the_write_that_opened_a_case_is_who_its_alerts_are_for(
    database: Database, clock: MovingClock
) -> None:
    """The team is read once in a write, and anew after a change of it."""
    joined(database, "Dina", role=LEAD, shifts={})
    ana = joined(database, "Ana")

    def write(work: Work) -> int:
        case_id = open_case(work, WHOLE)
        away = clock.now() - timedelta(hours=1), clock.now() + timedelta(days=30)
        add_absence(work, ana, *away, add_person(work, "Ben"))
        return case_id

    case_id = database.write(write).result
    query = select(PlannedAlert.recipient_id).where(
        PlannedAlert.case_id == case_id, PlannedAlert.recipient_id.is_not(None)
    )
    told = database.read(lambda session: set(session.scalars(query)))
    assert detail(database, case_id).row.assignee == "Ana"
    assert told == {ana + 1}
    assert database.read(differences) == []


def test_a_preferred_skill_is_not_asked_for_once_the_answer_is_nearly_due(
    database: Database, clock: MovingClock
) -> None:
    rule = '[[skill]]\nname = "exports"\nlevel = 2\nneed = "preferred"\nwords = ["exports"]\n'
    published(database, rule)
    joined(database, "Ana", skills={"exports": 2})
    joined(database, "Ben")
    late = replace(WHOLE, received_at=clock.now() - timedelta(minutes=50))
    have = [detail(database, opened(database)).row.assignee for _ in range(6)]
    assert have == ["Ana"] * 6  # nobody else has it
    assert detail(database, opened(database, late)).row.assignee == "Ben"


def test_a_full_desk_gets_no_more(database: Database) -> None:
    joined(database, "Ana")
    cases = [opened(database, P1) for _ in range(6)]
    have = [detail(database, case_id).row.assignee for case_id in cases]
    assert have == ["Ana"] * 5 + [None]


def test_the_lead_is_told_of_a_p1_at_once_until_a_person_assigns_it(
    database: Database, clock: MovingClock
) -> None:
    joined(database, "Dina", role=LEAD)
    ana = joined(database, "Ana")
    case_id = opened(database, P1)
    assert detail(database, case_id).row.assignee == "Ana"
    assert called(database, case_id) == [(LEAD, None, clock.now(), None)]
    assert called(database, opened(database)) == []
    database.write(partial(assign, case_ids=[case_id], person_id=None))
    database.write(partial(assign, case_ids=[case_id], person_id=ana))
    assert called(database, case_id) == []
    assert database.read(differences) == []


def test_the_lead_is_told_of_a_p1_that_nobody_can_take(database: Database) -> None:
    joined(database, "Dina", role=LEAD)
    joined(database, "Ana", shifts=EVENING)
    case_id = opened(database, P1)
    assert detail(database, case_id).row.assignee is None
    assert last(database, case_id).data["why"] == ["Nobody on shift can take it"]
    assert len(called(database, case_id)) == 1
    database.write(partial(resolve, case_ids=[case_id]))
    assert called(database, case_id) == []


def test_a_security_incident_goes_to_nobody_who_was_not_named(database: Database) -> None:
    joined(database, "Ana")
    joined(database, "Ben")
    secret = replace(P1, security="yes", named="Ben")
    assert detail(database, opened(database, secret)).row.assignee == "Ben"
    assert detail(database, opened(database, replace(secret, named=""))).row.assignee is None


def test_a_case_that_comes_of_a_restricted_one_is_given_to_nobody(
    database: Database, clock: MovingClock
) -> None:
    joined(database, "Ana")
    case_id = opened(database, replace(P1, security="yes", named=""))
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Mended"))
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(hours=1)
    database.write(partial(log_customer_message, case_id=case_id, text="Something else"))
    (message,) = detail(database, case_id).unsettled
    new_id = database.write(partial(is_another_case, case_id=case_id, message_id=message.id)).result
    assert detail(database, new_id).row.assignee is None
