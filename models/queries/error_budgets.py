"""The error budgets of a period: one for each SLO of the handbook in force."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.budget_words import budget_words
from models.entities import Clock
from models.handbook.error_budget import ErrorBudget, error_budget
from models.handbook.instants import maybe_from_seconds, to_seconds
from models.handbook.periods import Period
from models.handbook.policy import PRIORITIES
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import DECIDED, outcomes
from models.queries.known_at import known_at
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


def error_budgets(session: Session, period: Period, now: datetime) -> Budgets:
    """The budget of every SLO promised now, in the order of the handbook.

    A clock counts in the period of its verdict, under the priority it had then (rules 14 and 26).
    A `KnownError` where the period has not begun.
    """
    policies = load_policies(session)
    place = zone(policies.newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    policy = policies.at(min(to_seconds(as_of), to_seconds(end) - 1))
    decided = _decided(session, begin, end, as_of)
    span = to_seconds(begin), to_seconds(end)
    rows = []
    for priority in PRIORITIES:
        for commitment, target in policy.commitments(priority).items():
            if target.slo is None:
                continue
            clocks = sorted(decided[priority, commitment])
            budget = error_budget(
                priority, commitment, target.slo_share, span, to_seconds(as_of),
                [at for at, _ in clocks], [at for at, missed in clocks if missed],
            )  # fmt: skip
            rows.append(BudgetRow(budget, budget_words(budget, place)))
    return Budgets(period, as_of, tuple(rows))


def _decided(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> dict[tuple[str, str], list[tuple[int, bool]]]:
    """(instant, whether it was missed) of each verdict under an SLO, by what was promised."""
    found = outcomes(begin, end, as_of, DECIDED)
    rows = session.execute(
        select(Clock.priority, Clock.commitment, found.name, found.at).where(
            found.belong, Clock.objective == "SLO"
        )
    )
    clocks: defaultdict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
    for priority, commitment, outcome, at in rows:
        clocks[priority, commitment].append((to_seconds(at), outcome == "breached"))
    return clocks
