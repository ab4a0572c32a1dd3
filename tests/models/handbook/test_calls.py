"""A case that was assigned and not touched: when that is told, to whom, and until when."""

from dataclasses import replace
from typing import Any

from models.handbook import events as ev
from models.handbook.alerting import UNTOUCHED, AlertPlan, Audience
from models.handbook.calls import plan_calls
from models.handbook.case_facts import untouched
from models.handbook.policy import Policy
from models.handbook.roster import Leave, Member, Roster
from tests.models.handbook.logs import DEFAULT, Log, said, secs

ANA, BEN, LENA = 1, 2, 3
TEAM = Roster({one: Member(one, role) for one, role in
               ((ANA, "agent"), (BEN, "agent"), (LENA, "lead"))})  # fmt: skip


def tell(log: Log, kind: str, at: str, actor: int | None, **data: Any) -> int:
    number = log.tell(kind, at, **data)
    log.events[-1] = log.events[-1]._replace(actor_id=actor)
    return number


def given(at: str = "11 10:00", priority: str = "P2", by: int | None = LENA) -> Log:
    """A case of nine o'clock that Lena gave to Ana."""
    log = Log().opened("11 09:00", priority)
    tell(log, ev.ASSIGNED, at, by, person_id=ANA)
    return log


def plans(log: Log, roster: Roster = TEAM, policy: Policy = DEFAULT) -> list[AlertPlan]:
    facts = log.facts()
    audience = Audience(policy, facts.assignee_id, roster=roster)
    priority = facts.fields.get("priority") or "P2"
    found = plan_calls(facts, priority, audience, untouched(facts, log.events))
    return [plan for plan in found if plan.commitment == UNTOUCHED]


def told(log: Log, roster: Roster = TEAM) -> list[tuple[str, str | None, int | None, str | None]]:
    return [(p.level, said(p.due_at), p.recipient_id, p.role) for p in plans(log, roster)]


def test_whoever_has_it_is_reminded_then_the_lead_is_told() -> None:
    assert told(given()) == [
        ("remind", "11 10:30", ANA, None), ("lead", "11 11:00", None, "lead"),
    ]  # fmt: skip
    assert {plan.deadline_at for plan in plans(given())} == {secs("11 10:00")}


def test_any_deed_of_who_has_it_is_a_touch_and_nobody_elses_is() -> None:
    log = given()
    tell(log, ev.NOTE, "11 10:05", BEN, text="Looks like the other one")
    tell(log, ev.CUSTOMER_MESSAGE, "11 10:06", None, text="Any news?")
    assert len(told(log)) == 2
    tell(log, ev.NOTE, "11 10:07", ANA, text="On it")
    assert told(log) == []


def test_what_they_did_before_they_got_it_is_none() -> None:
    log = Log().opened("11 09:00", "P2")
    tell(log, ev.NOTE, "11 09:05", ANA, text="I know this one")
    tell(log, ev.ASSIGNED, "11 10:00", LENA, person_id=ANA)
    assert len(told(log)) == 2


def test_whoever_takes_it_has_touched_it() -> None:
    assert told(given(by=ANA)) == []


def test_it_begins_anew_with_the_next_who_gets_it_and_ends_with_nobody() -> None:
    log = given()
    tell(log, ev.ASSIGNED, "11 12:00", LENA, person_id=BEN)
    assert told(log)[0] == ("remind", "11 12:30", BEN, None)
    taken = tell(log, ev.UNASSIGNED, "11 12:10", LENA)
    assert told(log) == []
    log.retracted("11 12:12", taken)
    assert told(log)[0] == ("remind", "11 12:30", BEN, None)


def test_a_case_that_waits_or_has_ended_needs_no_touch() -> None:
    log = given()
    log.waits("11 10:10")
    assert told(log) == []
    log.works("11 13:00")
    assert told(log)[0] == ("remind", "11 10:30", ANA, None)  # over already: told at once
    log.tell(ev.RESOLVED, "11 13:05")
    assert told(log) == []


def test_by_rule_it_runs_too_but_not_where_nobody_is_known_to_have_given_it() -> None:
    assert told(given(by=None)) == []  # as in a log that was imported
    log = Log().opened("11 09:00", "P2")
    log.tell(ev.ASSIGNED, "11 09:00", person_id=ANA, by_rule=True)
    assert told(log)[0] == ("remind", "11 09:30", ANA, None)


def test_it_is_counted_in_the_hours_of_the_first_response() -> None:
    log = Log().opened("11 09:00", "P3")
    tell(log, ev.ASSIGNED, "11 16:30", LENA, person_id=ANA)
    assert [at for _, at, _, _ in told(log)] == ["12 10:30", "12 12:30"]


def test_whoever_is_away_is_stood_in_for_or_the_role_is_told() -> None:
    leave = Leave(secs("11 10:00"), secs("12 10:00"), BEN)
    away = Roster({**TEAM.members, ANA: Member(ANA, "agent", leaves=(leave,))})
    assert told(given(), away)[0] == ("remind", "11 10:30", BEN, None)
    alone = replace(leave, stand_in_id=None)
    away = Roster({**TEAM.members, ANA: Member(ANA, "agent", leaves=(alone,))})
    assert told(given(), away)[0] == ("remind", "11 10:30", None, "squad_lead")


def test_a_handbook_that_says_nothing_reminds_nobody() -> None:
    silent = replace(DEFAULT, assignment=replace(DEFAULT.assignment, untouched={}))
    assert plans(given(), policy=silent) == []
