"""A case's events turned into the rows that cache them: for refresh, import and check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from models.entities.case import LAST
from models.handbook.alerting import AlertPlan, Audience, Learned, plan_alerts
from models.handbook.calls import plan_calls
from models.handbook.case_clocks import Earlier, judge, versions_of
from models.handbook.case_facts import CaseFacts, untouched
from models.handbook.contract_rules import Matter
from models.handbook.events import POLICY_APPLIED, Event
from models.handbook.intake import OPEN
from models.handbook.policy import Policy
from models.handbook.roster import EVERYBODY_HERE, Roster
from models.handbook.team_updates import plan_team_updates
from models.handbook.verdict import CaseClock

PAUSED = LAST - 1
"""`sort_at` of an open case whose clocks are all paused: after every due time (rule 18)."""
MATCHED = "matched"
"""Among a case's `fields`: its `Matter`, where that is not what the case is said to be today."""


@dataclass(frozen=True)
class Team:
    """For whom alerts are planned, and the leads their own cases have taught."""

    roster: Roster = EVERYBODY_HERE
    learned: Learned = field(default_factory=dict)


NOBODY_KNOWN: Final = Team()


@dataclass(frozen=True)
class Projection:
    """The columns of a case's row (instants as seconds), its clocks and its alerts."""

    case: dict[str, Any]
    clocks: list[CaseClock]
    alerts: list[AlertPlan]


def project(
    facts: CaseFacts,
    events: Sequence[Event],
    policies: Mapping[int, Policy],
    number: int,
    customers: Mapping[int, str],
    earlier: Earlier = (),
    team: Team = NOBODY_KNOWN,
) -> Projection:
    """Everything that is cached of one case; `customers` are names by id, `team` are whom its
    alerts are for."""
    clocks = judge(events, policies, number, earlier)
    is_open = facts.status in OPEN
    row = _facts_row(facts, policies[number]) | {"is_open": is_open} | _next_row(clocks, is_open)
    matched = matter_of(facts, customers)
    if matched != matter_told(facts.fields, customers):
        row["fields"] = {**row["fields"], MATCHED: matched._asdict()}
    audience = Audience(
        _in_force(events, policies, number), facts.assignee_id, facts.fields.get("category") or "",
        events[-1].recorded_at, team.roster, team.learned,
    )  # fmt: skip
    calls = plan_calls(facts, row["priority"], audience, untouched(facts, events))
    calls += plan_team_updates(facts, events, row["priority"], audience)
    return Projection(row, clocks, plan_alerts(clocks, audience) + calls)


def _in_force(events: Sequence[Event], policies: Mapping[int, Policy], number: int) -> Policy:
    """The version that judges a case at last."""
    if any(event.kind == POLICY_APPLIED for event in events):
        number = versions_of(events, number)[-1][1]
    return policies[number]


def matter_of(facts: CaseFacts, customers: Mapping[int, str]) -> Matter:
    """What the handbook's contracts look at in a case: the first values (`CaseFacts.matched`)."""
    return matter_told(facts.matched, customers)


def stored_matter(
    matched: Mapping[str, str] | None, customer: str | None, category: str | None, group: str | None
) -> Matter:
    """The same from a case's row: what is kept under `MATCHED`, or else what it is today."""
    if matched is not None:
        return Matter(**matched)
    return Matter(customer or "", category or "", group or "")


def matter_told(fields: Mapping[str, Any], customers: Mapping[int, str]) -> Matter:
    """What contracts look at among some fields of a case; `customers` are names by id."""
    customer = customers.get(fields.get("customer_id") or 0, "")
    return Matter(customer, fields.get("category") or "", fields.get("group") or "")


def search_text(key: str, title: str, customer: str | None) -> str:
    """What the queue's text filter looks in, folded so that case does not matter."""
    return f"{key} {title} {customer or ''}".casefold()


def _facts_row(facts: CaseFacts, policy: Policy) -> dict[str, Any]:
    fields = facts.fields
    priority = fields.get("priority")
    return {
        "title": fields.get("title") or "",
        "customer_id": fields.get("customer_id"),
        "contract_id": facts.matched.get("contract_id"),
        "priority": priority or policy.provisional_priority,
        "provisional": priority is None,
        "status": facts.status,
        "waiting_for": facts.waiting_for,
        "assignee_id": facts.assignee_id,
        "group_name": fields.get("group"),
        "category": fields.get("category"),
        "fields": {**fields, "closing": dict(facts.closing)} if facts.closing else fields,
        "missing": " ".join(facts.missing),
        "named": None if facts.named is None else " ".join(map(str, facts.named)),
        "opened_at": facts.opened_at,
        "resolved_at": facts.resolved_at,
        "closed_at": facts.closed_at,
        "times_reopened": facts.times_reopened,
    }


_NOTHING_NEXT: dict[str, Any] = {
    "sort_at": LAST, "next_commitment": None, "next_cycle": None, "next_objective": None,
    "next_calendar": None, "next_target_seconds": None, "next_due_at": None, "next_warn_at": None,
    "next_slo_due_at": None, "next_slo_target_seconds": None, "next_paused_at": None,
    "next_remaining_seconds": None,
}  # fmt: skip


def _next_row(clocks: Sequence[CaseClock], is_open: bool) -> dict[str, Any]:
    """What binds first: the SLA, or the SLO where a commitment has no SLA (rule 18)."""
    running = [clock for clock in clocks if clock.running] if is_open else []
    if not running:
        return _NOTHING_NEXT
    with_sla = {(c.commitment, c.cycle) for c in running if c.objective == "SLA"}
    binding = [
        c for c in running if c.objective == "SLA" or (c.commitment, c.cycle) not in with_sla
    ]
    clock = min(binding, key=_urgency)
    slo = next(
        (c for c in running if c.objective == "SLO" and c.commitment == clock.commitment
         and c.cycle == clock.cycle and clock.objective == "SLA"), None)  # fmt: skip
    return {
        "sort_at": PAUSED if clock.due_at is None else clock.due_at,
        "next_commitment": clock.commitment,
        "next_cycle": clock.cycle,
        "next_objective": clock.objective,
        "next_calendar": clock.calendar,
        "next_target_seconds": clock.target_seconds,
        "next_due_at": clock.due_at,
        "next_warn_at": _first_warning(clock, slo),
        "next_slo_due_at": slo.due_at if slo else None,
        "next_slo_target_seconds": slo.target_seconds if slo else None,
        "next_paused_at": clock.paused_since,
        "next_remaining_seconds": _left(clock) if clock.due_at is None else None,
    }


def _urgency(clock: CaseClock) -> tuple[int, int]:
    return (PAUSED, _left(clock)) if clock.due_at is None else (clock.due_at, 0)


def _left(clock: CaseClock) -> int:
    return clock.target_seconds - (clock.elapsed_seconds or 0)


def _first_warning(clock: CaseClock, slo: CaseClock | None) -> int | None:
    """The first warning: a share of the target, or the SLO, whichever comes first (rule 9)."""
    instants = [at for _, at in clock.warnings]
    if slo is not None and slo.due_at is not None:
        instants.append(slo.due_at)
    return min(instants, default=None)
