"""The error budgets of a period: one for each SLO of the handbook in force."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.budget_words import budget_words
from models.entities import Clock
from models.handbook.error_budget import LATELY, Decided, ErrorBudget
from models.handbook.instants import maybe_from_seconds, to_seconds
from models.handbook.periods import Period
from models.handbook.policy import PRIORITIES
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import outcomes
from models.queries.known_at import known_at
from models.queries.verdict_counts import Counts, Course, Place, slices, verdict_counts
from models.text import Text


@dataclass(frozen=True)
class BudgetRow:
    """A budget, and the sentence that a person reads."""

    budget: ErrorBudget
    words: Text

    def to_json(self) -> dict[str, Any]:
        """As `leadline budgets --json` gives it; what the data does not tell is null."""
        budget = self.budget
        exhausted = maybe_from_seconds(budget.exhausted_at) if budget.enough_data else None
        return {
            "priority": budget.priority, "commitment": budget.commitment,
            "slo_share": float(budget.share), "decided": budget.whole.clocks,
            "spent": budget.spent, "allowed": budget.allowed, "burn_rate": budget.burn_rate,
            "exhausted_on": exhausted.isoformat() if exhausted else None,
            "enough_data": budget.enough_data, "fast_burn": budget.fast_burn,
            "slow_burn": budget.slow_burn, "sentence": str(self.words),
        }  # fmt: skip


@dataclass(frozen=True)
class Budgets:
    """The budgets of a period as of an instant."""

    period: Period
    as_of: datetime
    rows: tuple[BudgetRow, ...]

    @property
    def burning(self) -> tuple[BudgetRow, ...]:
        """Those that are used faster than chance explains."""
        return tuple(r for r in self.rows if r.budget.fast_burn or r.budget.slow_burn)


@dataclass(frozen=True)
class BudgetLine:
    """A budget as a review keeps it: plain numbers, and the sentence of its row.

    `spent` of `allowed` misses, of the clocks `decided`; `gone`: more than allowed were missed, or
    while the period runs, no further miss is.
    """

    priority: str
    commitment: str
    decided: int
    spent: int
    allowed: int
    enough_data: bool
    gone: bool
    words: Text


def budget_lines(budgets: Budgets) -> list[BudgetLine]:
    """The rows without the instants of their misses."""
    return [
        BudgetLine(
            one.priority, one.commitment, one.whole.clocks, one.spent, one.allowed,
            one.enough_data, one.used_up if one.running else one.spent > one.allowed, row.words,
        )
        for row in budgets.rows
        for one in [row.budget]
    ]  # fmt: skip


def error_budgets(
    session: Session, period: Period, now: datetime, course: Course | None = None
) -> Budgets:
    """The budget of every SLO promised now, in the order of the handbook.

    A clock counts in the period of its verdict, under the priority it had then (rules 14 and 26).
    `course` holds the period's verdicts where they are counted already, with an edge at
    `lately_from`. A `KnownError` where the period has not begun.
    """
    policies = load_policies(session)
    place = zone(policies.newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    since = lately_from(begin, end, as_of)
    edges = [since, *(first for first, _ in slices(begin, end))]
    course = course or verdict_counts(session, edges, end, as_of)
    whole, lately = course.between(begin, end), course.between(since, end)
    policy = policies.at(min(to_seconds(as_of), to_seconds(end) - 1))
    budgets = [
        ErrorBudget(
            priority, commitment, target.slo_share, to_seconds(begin), to_seconds(end),
            to_seconds(as_of), _counted(whole, priority, commitment),
            _counted(lately, priority, commitment),
        )
        for priority in PRIORITIES
        for commitment, target in policy.commitments(priority).items()
        if target.slo is not None
    ]  # fmt: skip
    told = [
        replace(one, gone_at=_gone_at(session, one, course, end, as_of)) if one.used_up else one
        for one in budgets
    ]
    rows = [BudgetRow(budget, budget_words(budget, place)) for budget in told]
    return Budgets(period, as_of, tuple(rows))


def lately_from(begin: datetime, end: datetime, as_of: datetime) -> datetime:
    """Since when a period's misses are lately, where a fast burn is looked for."""
    return max(begin, min(as_of, end) - timedelta(seconds=LATELY))


def _counted(counts: Counts, priority: str, commitment: str) -> Decided:
    met, missed = counts.get(Place(priority, commitment, "SLO"), (0, 0))
    return Decided(met + missed, missed)


def _gone_at(
    session: Session, budget: ErrorBudget, course: Course, end: datetime, as_of: datetime
) -> int | None:
    """When the last miss allowed was used: looked for in the stretch that the counts say."""
    own, left = Place(budget.priority, budget.commitment, "SLO"), budget.last_allowed
    begins = [edge for edge, _ in course.stretches]
    for (first, counts), last in zip(course.stretches, [*begins[1:], end], strict=True):
        missed = counts.get(own, (0, 0))[1] if to_seconds(first) >= budget.begin else 0
        if missed < left:
            left -= missed
            continue
        found = outcomes(first, last, as_of, ("breached",))
        at = type_coerce(found.at, BigInteger)
        wanted = (
            found.belong, Clock.objective == own.objective, Clock.priority == own.priority,
            Clock.commitment == own.commitment,
        )  # fmt: skip
        return session.scalar(select(at).where(*wanted).order_by(at).offset(left - 1).limit(1))
    return None
