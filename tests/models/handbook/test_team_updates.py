"""The team's own update clock warns whoever owes it: when, whom, and until when."""

from dataclasses import replace
from typing import Any

import pytest

from models.handbook import events as ev
from models.handbook.alerting import TEAM_UPDATE, Audience
from models.handbook.policy import Policy
from models.handbook.roster import Leave, Member, Roster
from models.handbook.team_updates import plan_team_updates
from tests.models.handbook.logs import DEFAULT, Log, said

ANA, BEN, LENA = 1, 2, 3
TEAM = Roster({one: Member(one, role) for one, role in
               ((ANA, "agent"), (BEN, "agent"), (LENA, "lead"))})  # fmt: skip
Told = tuple[str, str | None, int | None, str | None]


def told(log: Log, roster: Roster = TEAM, policy: Policy = DEFAULT) -> list[Told]:
    facts = log.facts()
    priority = facts.fields.get("priority") or "P2"
    audience = Audience(policy, facts.assignee_id, roster=roster)
    plans = plan_team_updates(facts, log.events, priority, audience)
    assert {plan.commitment for plan in plans} <= {TEAM_UPDATE}
    return [(p.level, said(p.due_at), p.recipient_id, p.role) for p in plans]


def incident(**given: Any) -> Log:
    log = Log().opened("11 09:00", "P1")
    if given:
        log.tell(ev.ROLE_GIVEN, "11 09:01", role="incident_commander", **given)
    return log


def test_the_role_is_told_at_three_quarters_and_when_it_is_owed() -> None:
    assert told(incident()) == [
        ("75%", "11 09:22:30", None, "incident_commander"),
        ("slo", "11 09:30", None, "incident_commander"),
    ]  # fmt: skip


def test_a_note_begins_it_anew_and_no_word_to_the_customer_does() -> None:
    log = incident()
    log.contact("11 09:10")
    assert [at for _, at, *_ in told(log)] == ["11 09:22:30", "11 09:30"]
    note = log.tell(ev.NOTE, "11 09:20", text="Tried the other node")
    assert [at for _, at, *_ in told(log)] == ["11 09:42:30", "11 09:50"]
    log.retracted("11 09:21", note)
    assert [at for _, at, *_ in told(log)] == ["11 09:22:30", "11 09:30"]


def test_whoever_leads_it_by_hand_is_told_before_whoever_has_it() -> None:
    log = incident()
    log.tell(ev.ASSIGNED, "11 09:02", person_id=ANA)
    assert {whom for *_, whom, _ in told(log)} == {ANA}
    log.tell(ev.ROLE_GIVEN, "11 09:03", role="incident_commander", person_id=BEN)
    assert {whom for *_, whom, _ in told(log)} == {BEN}
    log.tell(ev.ROLE_GIVEN, "11 09:04", role="incident_commander", name="Kim of Core")
    assert {whom for *_, whom, _ in told(log)} == {ANA}  # whom no desk of ours can tell
    log.tell(ev.ROLE_GIVEN, "11 09:05", role="engineering_on_call", person_id=BEN)
    assert {whom for *_, whom, _ in told(log)} == {ANA}


def test_who_leads_it_and_is_away_is_stood_in_for() -> None:
    away = Member(BEN, "agent", leaves=(Leave(0, 2**40, ANA),))
    roster = Roster({**TEAM.members, BEN: away})
    assert {whom for *_, whom, _ in told(incident(person_id=BEN), roster)} == {ANA}


@pytest.mark.parametrize("ending", [ev.RESOLVED, ev.CLOSED])
def test_what_has_ended_owes_nothing(ending: str) -> None:
    log = incident()
    log.tell(ending, "11 09:10")
    assert told(log) == []
    log.tell(ev.REOPENED, "11 09:40")
    assert [at for _, at, *_ in told(log)] == ["11 10:02:30", "11 10:10"]


def test_what_waits_owes_it_still_for_it_is_among_ourselves() -> None:
    log = incident()
    log.waits("11 09:10")
    assert len(told(log)) == 2


def test_what_hangs_under_an_incident_is_told_of_there() -> None:
    log = incident()
    link = log.tell(ev.LINKED, "11 09:05", case="CS-1001", why="incident")
    assert told(log) == []
    log.tell(ev.LINKED, "11 09:05", case="CS-1002", why="same")
    log.tell(ev.UNLINKED, "11 09:06", event_id=link)
    assert len(told(log)) == 2


def test_a_priority_of_which_nothing_is_said_owes_nothing_until_it_is() -> None:
    log = Log().opened("11 09:00", "P3")
    assert told(log) == []
    daily = replace(DEFAULT, internal_updates={"P3": 86_400})
    assert told(log, policy=daily) == [
        ("75%", "12 03:00", None, "lead"), ("slo", "12 09:00", None, "lead"),
    ]  # fmt: skip
