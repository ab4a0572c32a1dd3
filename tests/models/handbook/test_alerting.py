"""Which alerts clocks raise, when, and for whom (handbook, rules 9, 13 and 25)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook import events as ev
from models.handbook.alerting import (
    AlertPlan,
    Audience,
    plan_alerts,
    roles_between,
    roles_heard,
)
from models.handbook.escalation import ROLES, USUAL
from models.handbook.roster import Leave, Member, Roster, Turn
from tests.models.handbook.logs import DEFAULT, FR, NU, RES, Log, said, secs


def plans(log: Log, assignee_id: int | None = None) -> list[AlertPlan]:
    audience = Audience(DEFAULT, assignee_id)
    return plan_alerts(list(log.clocks().values()), audience)


def team(roles: dict[int, str]) -> Roster:
    return Roster({number: Member(number, role) for number, role in roles.items()})


def when(log: Log) -> set[tuple[str, str, str | None]]:
    return {(plan.commitment, plan.level, said(plan.due_at)) for plan in plans(log)}


def test_rule_9_warned_at_75_percent_and_when_the_slo_is_reached_then_at_the_breach() -> None:
    assert when(Log().opened("11 09:00", "P1")) == {
        (FR, "75%", "11 09:11:15"), (FR, "slo", "11 09:10"), (FR, "sla", "11 09:15"),
        (NU, "75%", "11 09:22:30"), (NU, "slo", "11 09:30"),
        (RES, "75%", "11 12:00"), (RES, "slo", "11 12:00"), (RES, "sla", "11 13:00"),
    }  # fmt: skip


def test_a_share_is_of_what_binds_the_sla_or_the_slo_of_a_commitment_without_one() -> None:
    found = [plan for plan in plans(Log().opened("11 09:00", "P2")) if plan.level == "75%"]
    assert [(plan.commitment, said(plan.due_at)) for plan in found] == [
        (FR, "11 09:45"), (NU, "11 12:00"), (RES, "12 03:00"),
    ]  # fmt: skip


def test_each_alert_names_the_deadline_it_warns_of() -> None:
    deadlines = {
        (plan.commitment, plan.level): said(plan.deadline_at)
        for plan in plans(Log().opened("11 09:00", "P2"))
    }
    assert deadlines[FR, "75%"] == deadlines[FR, "sla"] == "11 10:00"
    assert deadlines[FR, "slo"] == "11 09:45"


def test_rule_13_a_clock_that_stands_still_warns_nobody() -> None:
    log = Log().opened("11 09:00", "P2")
    log.waits("11 09:10")
    assert {plan.commitment for plan in plans(log)} == {FR}
    log.works("11 10:10")
    assert (RES, "75%", "12 04:00") in when(log)


def test_a_clock_that_has_stopped_or_is_left_out_warns_nobody() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:05")
    assert FR not in {plan.commitment for plan in plans(log)}
    log.tell(ev.RESOLVED, "11 09:10")
    assert plans(log) == []
    assert {plan.commitment for plan in plans(Log().opened("11 09:00", "P2", contacts_unknown=True))
            } == {RES}  # fmt: skip


def test_a_breach_that_was_kept_is_told_at_its_crossing() -> None:
    log = Log().opened("11 09:00", "P1")
    log.priority("11 10:00", "P4")
    assert (FR, "sla", "11 09:15") in when(log)


@pytest.mark.parametrize(
    ("priority", "role"),
    [("P1", "incident_commander"), ("P2", "squad_lead"), ("P3", "lead"), ("P4", "lead")],
)
def test_rule_25_told_to_the_assignee_and_while_there_is_none_to_the_role(
    priority: str, role: str
) -> None:
    log = Log().opened("11 09:00", priority)
    assert {(plan.recipient_id, plan.role) for plan in plans(log)} == {(None, role)}
    assert {(plan.recipient_id, plan.role) for plan in plans(log, 7)} == {(7, None)}


def test_each_alert_is_one_of_its_kind_and_a_moved_deadline_makes_others() -> None:
    log = Log().opened("11 09:00", "P2")
    log.contact("11 09:05")
    before = plans(log)
    keys = {(p.commitment, p.cycle, p.level, p.deadline_at) for p in before}
    assert len(keys) == len(before)
    log.overridden("11 09:30", "13 09:00")
    after = {(p.commitment, p.cycle, p.level, p.deadline_at) for p in plans(log)}
    assert {key[:3] for key in after - keys} == {(RES, 1, "75%"), (RES, 1, "sla")}
    assert secs("13 09:00") in {key[3] for key in after}


times = st.integers(0, 40)
OTHERS = {"engineering_on_call", "comms_lead", "feature_owner"}


@pytest.mark.parametrize(
    ("roles", "heard"),
    [
        ({1: "agent", 2: "lead"}, set()),
        ({1: "lead"}, set(ROLES)),
        ({1: "lead", 2: "incident_commander"}, {"lead", "squad_lead"} | OTHERS),
        ({1: "squad_lead", 2: "lead"}, {"squad_lead"}),
        ({1: "agent"}, set(ROLES)),
        ({1: "agent", 2: "squad_lead"}, set(ROLES) - {"squad_lead"}),
    ],
)
def test_rule_25_a_role_that_nobody_holds_falls_to_the_lead_and_then_to_all(
    roles: dict[int, str], heard: set[str]
) -> None:
    assert roles_heard(1, team(roles), 0) == heard


@given(st.lists(st.sampled_from(["agent", *ROLES]), min_size=1))
def test_rule_25_whoever_is_on_the_team_each_step_has_somebody_to_tell(held: list[str]) -> None:
    roster = team(dict(enumerate(held)))
    told = set[str]().union(*(roles_heard(person, roster, 0) for person in roster.members))
    assert {step.role for path in USUAL.values() for step in path} <= told


@given(
    st.lists(st.tuples(st.sampled_from(ROLES), st.integers(1, 3), times, times), max_size=6),
    st.lists(st.tuples(st.integers(1, 3), times, times), max_size=3), times, times,
)  # fmt: skip
def test_the_roles_of_a_span_are_those_of_each_instant_in_it(
    turns: list[tuple[str, int, int, int]], away: list[tuple[int, int, int]], one: int, other: int
) -> None:
    people = {
        number: Member(number, role, leaves=tuple(
            Leave(min(a, b), max(a, b)) for who, a, b in away if who == number
        ))
        for number, role in ((1, "lead"), (2, "agent"), (3, "squad_lead"))
    }  # fmt: skip
    taken = tuple(Turn(role, who, min(a, b), max(a, b)) for role, who, a, b in turns)
    roster, begin, end = Roster(people, taken), min(one, other), max(one, other)
    for person in people:
        spans = roles_between(person, roster, begin, end)
        assert spans == sorted(spans)
        for at in range(begin, end):
            found = [roles for since, until, roles in spans if since <= at < until]
            heard = roles_heard(person, roster, at)
            assert found == ([heard] if heard else [])
