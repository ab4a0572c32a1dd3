"""Who is what on the team, who leaves it and comes back: whom alerts are for follows at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import select
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
from models.commands.cases import assign, open_case
from models.commands.closing import resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.escalating import escalate_unseen
from models.commands.people import add_person, leave_team, rejoin_team, set_role
from models.commands.working_times import add_absence, add_turn, remove_turn
from models.database import Database
from models.entities import AlertDelivery, Case, Person, PlannedAlert
from models.errors import KnownError
from models.queries.alerts import unshown_alerts
from models.queries.team import team_now
from models.schema import open_checked
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened

People = dict[str, int]
SECRET = replace(WHOLE, priority="P1", security="yes")


def team(database: Database, **roles: str) -> People:
    return {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in roles.items()
    }


def fired(database: Database, clock: MovingClock) -> list[int]:
    """What fell due of a case that nobody has, told to the role."""
    opened(database, replace(WHOLE, priority="P1"))
    clock.instant += timedelta(minutes=10)
    database.write(fire_due)
    query = select(PlannedAlert.id).where(PlannedAlert.fired_at.is_not(None))
    return database.read(lambda session: sorted(session.scalars(query)))


def told(database: Database, person_id: int) -> list[int]:
    now = database.clock.now()
    rows = database.read(partial(unshown_alerts, person_id=person_id, now=now))
    return sorted(row.id for row in rows)


def waits(database: Database, ids: list[int]) -> set[Any]:
    def query(session: Session) -> set[Any]:
        alert = PlannedAlert
        return set(session.scalars(select(alert.escalates_at).where(alert.id.in_(ids))))

    assert database.read(differences) == []
    return database.read(query)


def see(database: Database, ids: list[int], person_id: int) -> None:
    database.write(partial(mark_shown, alert_ids=ids, person_id=person_id, channel="bar"))
    database.write(partial(mark_seen, alert_ids=ids, person_id=person_id))


def test_open_alerts_of_a_role_go_to_whoever_holds_it_now_and_wait_for_them(
    database: Database, clock: MovingClock
) -> None:
    who = team(database, Ana="incident_commander", Ben="agent", Lea="lead")
    ids = fired(database, clock)
    assert ids
    see(database, ids, who["Ana"])
    assert waits(database, ids) == {None}
    assert told(database, who["Ben"]) == []
    database.write(partial(set_role, person_id=who["Ben"], role="incident_commander"))
    assert told(database, who["Ben"]) == ids
    assert waits(database, ids) == {None}  # Ana holds it still, and has seen it
    database.write(partial(set_role, person_id=who["Ana"], role="agent", seen="incident_commander"))
    assert told(database, who["Ana"]) == []
    database.write(partial(set_role, person_id=who["Ana"], role="incident_commander"))
    database.write(partial(set_role, person_id=who["Ben"], role="agent"))
    see(database, ids, who["Ana"])
    database.write(partial(leave_team, person_id=who["Ana"]))
    assert told(database, who["Lea"]) == ids  # the lead where nobody holds it
    assert told(database, who["Ana"]) == []
    assert None not in waits(database, ids)


def test_what_somebody_does_with_an_alert_who_has_left_counts_for_nothing(
    database: Database, clock: MovingClock
) -> None:
    who = team(database, Ana="incident_commander", Lea="lead")
    ids = fired(database, clock)
    database.write(partial(leave_team, person_id=who["Ana"]))
    waiting = waits(database, ids)
    assert None not in waiting
    gone: dict[str, Any] = {"alert_ids": ids, "person_id": who["Ana"]}
    later = clock.now() + timedelta(hours=2)
    for command in (
        partial(mark_shown, channel="bar"), mark_seen, mark_acted, acknowledge_alerts,
        partial(snooze_alerts, until=later, reason="Not mine"),
    ):  # fmt: skip
        database.write(partial(command, **gone))
    assert waits(database, ids) == waiting
    assert database.write(partial(claim_unshown, person_id=who["Ana"])).result == []
    assert database.read(lambda session: list(session.scalars(select(AlertDelivery)))) == []
    assert told(database, who["Lea"]) == ids


@pytest.mark.parametrize("known_by", ["Sam", "Cleo"])
def test_what_somebody_sees_to_goes_up_the_path_no_more_for_who_comes_to_a_role(
    database: Database, clock: MovingClock, known_by: str
) -> None:
    who = team(
        database, Ana="incident_commander", Ben="agent", Sam="agent", Lea="lead",
        Cleo="engineering_on_call",
    )  # fmt: skip
    ids = fired(database, clock)
    clock.instant += timedelta(minutes=5)
    assert database.write(escalate_unseen).result
    if known_by == "Cleo":  # whom the alert went on to
        see(database, ids, who["Cleo"])
    else:
        database.write(partial(acknowledge_alerts, alert_ids=ids, person_id=who["Sam"]))
    database.write(partial(set_role, person_id=who["Ana"], role="agent"))
    database.write(partial(set_role, person_id=who["Ben"], role="incident_commander"))
    assert waits(database, ids) == {None}
    database.write(partial(set_role, person_id=who["Cleo"], role="agent"))
    database.write(partial(leave_team, person_id=who["Sam"]))
    database.write(partial(set_role, person_id=who["Ana"], role="engineering_on_call"))
    assert None not in waits(database, ids)  # nobody who is told of it knows of it any more


def test_a_turn_brings_what_the_holder_before_had_seen_and_its_end_takes_it_away(
    database: Database, clock: MovingClock
) -> None:
    who = team(database, Ana="agent", Lea="lead")
    ids = fired(database, clock)
    see(database, ids, who["Lea"])
    assert waits(database, ids) == {None}
    turn = partial(
        add_turn, role="incident_commander", person_id=who["Ana"], begins_at=clock.now(),
        ends_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    made = database.write(turn).result
    assert told(database, who["Ana"]) == ids
    assert None not in waits(database, ids)
    database.write(partial(remove_turn, turn_id=made, version=1))
    assert told(database, who["Ana"]) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("how", ["leaves", "leave"])
def test_a_message_since_the_resolution_is_somebody_else_s_once_who_had_the_case_is_gone(
    database: Database, clock: MovingClock, when: str, how: str
) -> None:
    """Whether it had come to them by then or not; it then waits to be seen by who is told now."""
    who = team(database, Ana="agent", Sven="squad_lead", Lea="lead")
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=who["Ana"]))
    database.write(partial(log_contact, case_id=case_id, type="reply", text="Done"))
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant += timedelta(hours=1)
    database.write(partial(log_customer_message, case_id=case_id, text="Not quite"))
    if when == "after":
        ids = [row.id for row in database.write(fire_due).result]
        see(database, ids, who["Ana"])
    if how == "leaves":
        database.write(partial(leave_team, person_id=who["Ana"]))
    else:
        away = partial(add_absence, person_id=who["Ana"], stand_in_id=None)
        until = clock.now() + timedelta(days=9)
        database.write(partial(away, begins_at=clock.now(), ends_at=until))
    assert database.read(differences) == []
    if when == "before":
        ids = [row.id for row in database.write(fire_due).result]
    assert told(database, who["Sven"]) == ids != []
    assert None not in waits(database, ids)


def holders(database: Database) -> dict[int, str]:
    def query(session: Session) -> dict[int, str]:
        rows = session.execute(
            select(Case.id, Person.name).outerjoin(Person, Person.id == Case.assignee_id)
        )
        return {case: name or "" for case, name in rows}

    assert database.read(differences) == []
    return database.read(query)


def test_who_leaves_hands_over_what_is_open_and_comes_back_to_what_is_left_of_it(
    database: Database, clock: MovingClock
) -> None:
    who = team(database, Ana="agent", Ben="agent", Lea="lead")
    first, second = opened(database), opened(database)
    database.write(partial(assign, case_ids=[first, second], person_id=who["Ana"]))
    leaves = partial(leave_team, person_id=who["Ana"], cases_to=who["Ben"])
    assert database.write(leaves).result == [first, second]
    assert holders(database) == {first: "Ben", second: "Ben"}
    now = database.read(partial(team_now, now=clock.now()))
    assert [row.name for row in now.members] == ["Ben", "Lea"]
    assert [row.name for row in now.former] == ["Ana"]
    database.write(partial(assign, case_ids=[second], person_id=who["Lea"]))
    back = partial(rejoin_team, person_id=who["Ana"], cases=[first, second], of=who["Ben"])
    has = database.write(back).result
    assert holders(database) == {first: "Ana", second: "Lea"}
    database.write(partial(assign, case_ids=[second], person_id=who["Ana"]))
    undone = partial(leave_team, person_id=who["Ana"], seen=has)
    assert refused(database, None, undone).sentence == "Ana has been given cases since."
    database.write(partial(assign, case_ids=[second], person_id=who["Lea"]))
    database.write(undone)
    assert holders(database)[first] == ""


def test_the_turn_and_the_stand_in_of_who_left_are_nobody_s(
    database: Database, clock: MovingClock
) -> None:
    who = team(database, Ana="agent", Ben="agent", Lea="lead")
    span: dict[str, Any] = {"begins_at": clock.now(), "ends_at": clock.now() + timedelta(days=1)}
    database.write(partial(add_turn, role="incident_commander", person_id=who["Ana"], **span))
    away = partial(add_absence, person_id=who["Ben"], stand_in_id=who["Ana"], **span)
    database.write(away)
    database.write(partial(leave_team, person_id=who["Ana"]))
    now = database.read(partial(team_now, now=clock.now()))
    assert now.turns == ()
    assert [row.stand_in for row in now.leaves] == [""]
    assert now.roles[0].holders == ("Lea",)


def as_person(person_id: int | None, command: Callable[[Work], object]) -> Callable[[Work], object]:
    def run(work: Work) -> object:
        work.person_id = person_id
        return command(work)

    return run


def refused(database: Database, who: int | None, command: Callable[[Work], object]) -> KnownError:
    with pytest.raises(KnownError) as caught:
        database.write(as_person(who, command))
    return caught.value


def test_a_desk_keeps_a_lead_and_says_what_to_do(database: Database) -> None:
    who = team(database, Lea="lead", Ben="agent")
    for command in (
        partial(set_role, person_id=who["Lea"], role="agent"),
        partial(leave_team, person_id=who["Lea"]),
    ):
        error = refused(database, who["Lea"], command)
        assert error.title == "Nobody would lead"
        assert error.what_next == "Make somebody else a lead first."
    database.write(partial(set_role, person_id=who["Ben"], role="lead"))
    database.write(partial(set_role, person_id=who["Lea"], role="agent"))
    assert refused(database, None, partial(leave_team, person_id=who["Ben"])).sentence


def test_only_a_lead_says_it_where_anybody_leads(database: Database) -> None:
    who = team(database, Ben="agent", Cleo="agent")
    promote = partial(set_role, person_id=who["Ben"], role="lead")
    database.write(as_person(who["Cleo"], promote))  # nobody leads yet
    for command in (
        partial(set_role, person_id=who["Cleo"], role="lead"),
        partial(leave_team, person_id=who["Ben"]),
        partial(rejoin_team, person_id=who["Ben"]),
    ):
        assert refused(database, who["Cleo"], command).what_next == "Ask Ben."
    database.write(partial(set_role, person_id=who["Cleo"], role="comms_lead"))  # nobody is named


@pytest.mark.parametrize("to", ["Ben", "Cleo", None])
def test_where_nobody_leads_who_leaves_hands_over_what_others_may_not_see_unseen(
    database: Database, to: str | None
) -> None:
    who = team(database, Ana="agent", Ben="agent", Cleo="agent")
    secret = database.write(as_person(who["Ana"], partial(
        open_case, new=replace(SECRET, named="Cleo"))))  # fmt: skip
    case_id: Any = secret.result
    database.write(partial(assign, case_ids=[case_id], person_id=who["Ana"]))
    leaves = partial(leave_team, person_id=who["Ana"], cases_to=who[to] if to else None)
    assert database.write(as_person(who["Ben"], leaves)).result == [case_id]
    # Ben opens it neither to himself nor to whom he likes
    assert holders(database) == {case_id: "Cleo" if to == "Cleo" else ""}
    back = partial(
        rejoin_team, person_id=who["Ana"], cases=[case_id], of=leaves.keywords["cases_to"]
    )
    database.write(as_person(who["Ben"], back))
    assert holders(database) == {case_id: "Ana"}


def test_where_nobody_leads_a_restricted_case_is_opened_to_a_lead_by_who_sees_it(
    database: Database,
) -> None:
    who = team(database, Ana="agent", Ben="agent", Cleo="agent")
    database.write(as_person(who["Ana"], partial(open_case, new=SECRET)))
    lead = partial(set_role, person_id=who["Ben"], role="lead")
    for person in ("Ben", "Cleo"):
        error = refused(database, who[person], lead)
        assert error.sentence == (
            "A restricted case is on this desk, and who leads sees every such case."
        )
        assert error.what_next == "Ask whoever sees it to say who leads."
    database.write(as_person(who["Ben"], partial(lead, person_id=who["Ana"])))  # who sees it anyway
    database.write(as_person(who["Ana"], lead))
    database.write(as_person(who["Ben"], partial(set_role, person_id=who["Ana"], role="agent")))


def test_a_restricted_case_that_nobody_sees_any_more_is_a_lead_s(database: Database) -> None:
    who = team(database, Ana="agent", Ben="agent")
    database.write(as_person(who["Ana"], partial(open_case, new=SECRET)))
    database.write(as_person(who["Ana"], partial(leave_team, person_id=who["Ana"])))
    database.write(as_person(who["Ben"], partial(set_role, person_id=who["Ben"], role="lead")))


def test_where_nobody_leads_who_alone_sees_a_case_is_not_taken_out_by_who_does_not(
    database: Database,
) -> None:
    """Nobody's, it would be seen by whoever makes themselves the lead then."""
    who = team(database, Ana="agent", Ben="agent", Cleo="agent")
    database.write(as_person(who["Ana"], partial(open_case, new=SECRET)))
    leaves = partial(leave_team, person_id=who["Ana"])
    error = refused(database, who["Ben"], leaves)
    assert error.sentence == "Ana alone sees a restricted case on this desk."
    assert error.what_next == "Ask Ana to name somebody else in it first, or to say who leads."
    database.write(as_person(who["Ben"], partial(leave_team, person_id=who["Cleo"])))
    database.write(as_person(who["Ana"], partial(set_role, person_id=who["Ana"], role="lead")))


def test_what_cannot_be_is_a_sentence(database: Database, clock: MovingClock) -> None:
    who = team(database, Lea="lead", Ben="agent", Cleo="agent")
    database.write(partial(leave_team, person_id=who["Cleo"]))
    case_id = opened(database)
    for command in (
        partial(set_role, person_id=who["Ben"], role="king"),
        partial(set_role, person_id=who["Ben"], role="lead", seen="comms_lead"),
        partial(set_role, person_id=who["Cleo"], role="lead"),
        partial(set_role, person_id=99, role="lead"),
        partial(leave_team, person_id=who["Ben"], cases_to=who["Ben"]),
        partial(leave_team, person_id=who["Ben"], cases_to=who["Cleo"]),
        partial(rejoin_team, person_id=99),
        partial(add_person, name="Cleo"),
        partial(assign, case_ids=[case_id], person_id=who["Cleo"]),
    ):
        assert refused(database, None, command).sentence


def test_of_two_leads_who_step_back_at_once_one_stays(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    who = team(database, Ana="lead", Lea="lead")
    other = Database(open_checked(desk_address), clock)
    both = Barrier(2)

    def step_back(desk: Database, person_id: int) -> str:
        def command(work: Work) -> None:
            set_role(work, person_id, "agent")
            with suppress(BrokenBarrierError):  # both changed, unless the one waits for the other
                both.wait(0.5)

        try:
            desk.write(command)
        except KnownError as error:
            return error.title
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(step_back, (database, other), who.values()))
    other.close()
    assert said == ["", "Nobody would lead"]
