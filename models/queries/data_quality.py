"""What a report must admit: incomplete cases, provisional priorities, what was left out and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.queries.attainment import outcomes


@dataclass(frozen=True)
class LeftOut:
    """Clocks left out of attainment, both objectives counted: unknown or excluded, and why."""

    verdict: str
    commitment: str
    reason: str
    count: int


@dataclass(frozen=True)
class Overridden:
    """A clock of the period whose deadline was set by hand (rule 17)."""

    key: str
    commitment: str
    objective: str
    original_due_at: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class DataQuality:
    """Cases are those opened in the period, clocks those that belong to it."""

    cases: int
    incomplete: int
    provisional: int
    left_out: tuple[LeftOut, ...]
    overridden: tuple[Overridden, ...]


def data_quality(session: Session, begin: datetime, end: datetime, as_of: datetime) -> DataQuality:
    """How far the figures of [begin, end) can be relied on."""
    cases, incomplete, provisional = session.execute(
        select(
            func.count(),
            func.count().filter(Case.missing != ""),
            func.count().filter(Case.provisional),
        ).where(Case.opened_at >= begin, Case.opened_at < end, Case.opened_at <= as_of)
    ).one()
    return DataQuality(
        cases, incomplete, provisional,
        _left_out(session, begin, end, as_of), _overridden(session, begin, end, as_of),
    )  # fmt: skip


def _left_out(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> tuple[LeftOut, ...]:
    found = outcomes(begin, end, as_of)
    columns = Clock.verdict, Clock.commitment, Clock.reason
    rows = session.execute(
        select(*columns, func.count())
        .join(found, and_(*(getattr(Clock, name) == found.c[name] for name in _KEY)))
        .where(found.c.outcome == "excluded")
        .group_by(*columns)
    )
    listed = [
        LeftOut(verdict or "", commitment, reason, count)
        for verdict, commitment, reason, count in rows
    ]
    return tuple(sorted(listed, key=lambda r: (r.verdict, -r.count, r.commitment, r.reason)))


def _overridden(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> tuple[Overridden, ...]:
    found = outcomes(begin, end, as_of)
    rows = session.execute(
        select(Case.key, Clock.commitment, Clock.objective, Clock.original_due_at, Clock.due_at)
        .join(Case, Case.id == Clock.case_id)
        .join(found, and_(*(getattr(Clock, name) == found.c[name] for name in _KEY)))
        .where(Clock.original_due_at.is_not(None), found.c.outcome.in_(("met", "breached")))
        .order_by(Case.id, Clock.commitment, Clock.cycle, Clock.objective)
    )
    return tuple(
        Overridden(key, commitment, objective, original, due)
        for key, commitment, objective, original, due in rows
        if original is not None
    )


_KEY = ("case_id", "commitment", "cycle", "objective")
