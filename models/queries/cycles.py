"""The cycles of a case's commitments: which is the last, and what came of those before it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from models.entities import Clock


@dataclass(frozen=True)
class EarlierCycles:
    """Finished cycles of a commitment before the one shown, by verdict."""

    commitment: str
    objective: str
    met: int = 0
    breached: int = 0
    left_out: int = 0


def earlier_cycles(session: Session, case_id: int) -> tuple[EarlierCycles, ...]:
    """What came of the cycles before the last, under what binds (SLA, or SLO without one)."""
    last = last_cycles(case_id)
    rows = session.execute(
        select(Clock.commitment, Clock.objective, Clock.verdict, func.count().label("count"))
        .join(last, (Clock.commitment == last.c.commitment) & (Clock.cycle < last.c.cycle))
        .where(Clock.case_id == case_id)
        .group_by(Clock.commitment, Clock.objective, Clock.verdict)
    )
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for commitment, objective, verdict, count in rows:
        counts[commitment][objective][verdict or ""] += count
    found = []
    for commitment in sorted(counts, key=lambda name: in_order(name, 0)):
        objective = min(counts[commitment])  # SLA comes before SLO
        told = counts[commitment][objective]
        met, breached = told["met"], told["breached"]
        left_out = told.total() - met - breached
        found.append(EarlierCycles(commitment, objective, met, breached, left_out))
    return tuple(found)


def last_cycles(case_id: int) -> Subquery:
    """The number of the last cycle of each commitment."""
    query = select(Clock.commitment, func.max(Clock.cycle).label("cycle"))
    return query.where(Clock.case_id == case_id).group_by(Clock.commitment).subquery()


def in_order(commitment: str, cycle: int) -> tuple[int, str, int]:
    """What commitments and their cycles are sorted by."""
    known = ("first_response", "next_update", "resolution")
    return (known.index(commitment) if commitment in known else len(known), commitment, cycle)
