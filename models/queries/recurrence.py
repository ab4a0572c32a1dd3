"""How often a postmortem's factors and categories occurred, over four quarters (rule 28)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.contract_rules import folded
from models.handbook.periods import Period, after, before, quarter_of
from models.handbook.systemic import is_systemic, quarter_number
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.factors import counts_by_factor, factor_breaches

QUARTERS: Final = 4


@dataclass(frozen=True)
class Recurrence:
    """Breached cases with a factor, or of a category, in each of the quarters.

    `systemic`: the postmortem's own breaches are, by rule 28; of a category nothing is said.
    """

    name: str
    counts: tuple[int, ...]
    systemic: bool = False

    def to_json(self) -> dict[str, Any]:
        """As `leadline postmortem show --json` gives it."""
        return {"name": self.name, "cases": list(self.counts), "systemic": self.systemic}


@dataclass(frozen=True)
class Recurrences:
    """`quarters` are four: the last is the running one; where the breaches are longer ago, the
    first is theirs."""

    quarters: tuple[Period, ...]
    factors: tuple[Recurrence, ...]
    categories: tuple[Recurrence, ...]


def recurrences(
    session: Session, factors: Sequence[str], case_ids: Collection[int],
    breached_at: Mapping[int, datetime], now: datetime, draft: int | None = None,
) -> Recurrences:  # fmt: skip
    """Of a postmortem's factors, and of the categories of its cases; `draft` counts while it is a
    draft too."""
    place = zone(load_policies(session).newest.team.zone)
    own = {quarter_number(quarter_of(at.astimezone(place).date())) for at in breached_at.values()}
    shown = _quarters(now, max(breached_at.values(), default=now), place)
    numbers = [quarter_number(one) for one in shown]
    earliest = min([*breached_at.values(), shown[0].begin(place)])
    begin = before(quarter_of(earliest.astimezone(place).date())).begin(place)
    found = factor_breaches(session, begin, now, now, draft)
    by_factor = counts_by_factor(found)
    by_category = Counter((one.category, one.quarter) for one in found)
    return Recurrences(
        shown,
        tuple(
            Recurrence(name, tuple(counts.get(at, 0) for at in numbers),
                       any(is_systemic(counts, at) for at in own))
            for name in factors for counts in [by_factor.get(folded(name), {})]
        ),
        tuple(
            Recurrence(name, tuple(by_category[name, at] for at in numbers))
            for name in _categories(session, case_ids)
        ),
    )  # fmt: skip


def _quarters(now: datetime, breached: datetime, place: Any) -> tuple[Period, ...]:
    first = quarter_of(now.astimezone(place).date())
    for _ in range(QUARTERS - 1):
        first = before(first)
    theirs = quarter_of(breached.astimezone(place).date())
    found = [min(first, theirs, key=lambda one: one.starts_on)]
    while len(found) < QUARTERS:
        found.append(after(found[-1]))
    return tuple(found)


def _categories(session: Session, case_ids: Collection[int]) -> list[str]:
    query = select(Case.category).where(Case.id.in_(case_ids), Case.category.is_not(None))
    found = session.scalars(query.distinct())
    return sorted(name for name in found if name)  # servers sort by languages of their own
