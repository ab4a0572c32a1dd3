"""A new case goes to somebody on shift, by the handbook's rules (part 1; rule 23)."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from models.assignment_words import Telling, why
from models.handbook import events as ev
from models.handbook.assignment import Job, rank
from models.handbook.instants import to_seconds
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, Policy
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.bench import Bench, load_bench, needs_told
from models.rosters import load_staff
from models.typed_text import from_json
from models.work import Work

_SHIFT_ENDS: Final = 2 * 86_400
"""So far ahead a shift that runs now is over."""


def assign_on_intake(
    work: Work, case_id: int, facts: Mapping[str, Any], customer: str, opened_at: datetime,
    message: str = "",
) -> None:  # fmt: skip
    """Assign a case that was just opened, of these facts and for the customer of this name, where
    the handbook says so and somebody whose shifts are known can take it; else it stays with nobody,
    as it was."""
    policy = load_policies(work.session).at(to_seconds(work.now))
    if not policy.assignment.automatic or not _shifts_known(work):
        return
    customer_id = facts.get("customer_id")
    customers = [customer_id] if customer_id else []
    bench = load_bench(work.session, work.now, customers, ahead=_SHIFT_ENDS)
    job = _job(work, case_id, facts, customer, opened_at, message, bench)
    now = to_seconds(work.now)
    found = rank(job, [agent for agent in bench.agents if agent.hours_known], now)
    if not found.fits:
        if job.priority == PRIORITIES[0]:  # the lead is told
            said = ["Nobody on shift can take it"]
            work.record(case_id, ev.UNASSIGNED, {"why": said, "by_rule": True})
        return
    taker = found.fits[0].agent
    telling = Telling(work.now, zone(bench.zone), figures=False)
    said = [str(reason) for reason in why(found, taker, telling)]
    work.record(case_id, ev.ASSIGNED, {"person_id": taker.id, "why": said, "by_rule": True})


def _shifts_known(work: Work) -> bool:
    """Whether it is known of anybody when they work: all that a desk without shifts pays for."""
    work.session.flush()
    rows = load_staff(work.session).rows
    return any(row.active and (_entered(row.shifts) or _entered(row.days)) for row in rows)


@lru_cache(maxsize=1024)
def _entered(stored: str | None) -> bool:
    """Whether hours, as they are stored, are any."""
    return bool(stored and from_json(stored))


def _job(
    work: Work, case_id: int, facts: Mapping[str, Any], customer: str, opened_at: datetime,
    message: str, bench: Bench,
) -> Job:  # fmt: skip
    policy, terms = bench.policy, bench.policy.assignment
    priority = facts.get("priority") or policy.provisional_priority
    customer_id, named = facts.get("customer_id"), facts.get("named")
    return Job(
        case_id, "", priority, terms.weight(priority), terms.time_needed(priority),
        needs_told(policy, facts, message), None,
        _left(policy, priority, to_seconds(opened_at), to_seconds(work.now)),
        customer_id, customer, None if named is None else frozenset(named) | bench.leads,
    )  # fmt: skip


def _left(policy: Policy, priority: str, opened_at: int, now: int) -> float:
    """The share of the time to the first response that is left, as the handbook has it."""
    for offer in policy.offers(priority, FIRST_RESPONSE):
        budget = offer.amount.budget(opened_at, offer.calendar)
        return 1 - offer.calendar.elapsed_seconds(opened_at, now) / max(budget, 1)
    return 1.0
