"""What a report must admit: incomplete cases, provisional priorities, what was left out and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook.instants import maybe_to_seconds, to_seconds
from models.handbook.verdict import original_outcome
from models.queries.attainment import DECIDED, outcomes


@dataclass(frozen=True)
class LeftOut:
    """Clocks left out of attainment, both objectives counted: unknown or excluded, and why."""

    verdict: str
    commitment: str
    reason: str
    count: int


@dataclass(frozen=True)
class ChangedByHand:
    """A clock of the period that was changed by hand, afterwards (rules 13, 16 and 17).

    Its deadline was set, its start moved, a wait entered, or its case restated. `outcome` is the
    one that counts; `original_due_at` and `without` are what the log says without the change.
    """

    case_id: int
    key: str
    commitment: str
    objective: str
    original_due_at: datetime | None
    due_at: datetime | None
    outcome: str
    without: str


@dataclass(frozen=True)
class DataQuality:
    """Cases are those opened in the period, clocks those that belong to it."""

    cases: int
    incomplete: int
    provisional: int
    left_out: tuple[LeftOut, ...]
    changed: tuple[ChangedByHand, ...]


def data_quality(session: Session, begin: datetime, end: datetime, as_of: datetime) -> DataQuality:
    """How far the figures of [begin, end) can be relied on."""
    until = min(end, as_of + timedelta(seconds=1))
    cases, incomplete, provisional = session.execute(
        select(
            func.count(),
            func.count().filter(Case.missing != ""),
            func.count().filter(Case.provisional),
        ).where(Case.opened_at >= begin, Case.opened_at < until)
    ).one()
    return DataQuality(
        cases, incomplete, provisional,
        _left_out(session, begin, end, as_of), _changed(session, begin, end, as_of),
    )  # fmt: skip


def _left_out(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> tuple[LeftOut, ...]:
    found = outcomes(begin, end, as_of, ("excluded",))
    columns = Clock.verdict, Clock.commitment, Clock.reason
    rows = session.execute(select(*columns, func.count()).where(found.belong).group_by(*columns))
    listed = [
        LeftOut(verdict or "", commitment, reason, count)
        for verdict, commitment, reason, count in rows
    ]
    return tuple(sorted(listed, key=lambda r: (r.verdict, -r.count, r.commitment, r.reason)))


def _changed(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> tuple[ChangedByHand, ...]:
    """Those whose outcome is another first."""
    found = outcomes(begin, end, as_of, (*DECIDED, "running"))
    rows = session.execute(
        select(
            Case.id, Case.key, Clock.commitment, Clock.objective, Clock.original_due_at,
            Clock.original_verdict, Clock.original_verdict_at, Clock.due_at,
            found.name.label("outcome"),
        )
        .join(Case, Case.id == Clock.case_id)
        .where(Clock.original_verdict.is_not(None), found.belong)
        .order_by(Case.id, Clock.commitment, Clock.cycle, Clock.objective)
    )  # fmt: skip
    known = to_seconds(min(end, as_of))
    listed = [
        ChangedByHand(
            row.id, row.key, row.commitment, row.objective, row.original_due_at, row.due_at,
            row.outcome, _without(row, known),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(listed, key=lambda one: one.outcome == one.without))


def _without(row: Any, as_of: int) -> str:
    """The outcome that the change by hand replaced."""
    verdict_at = maybe_to_seconds(row.original_verdict_at)
    due_at = maybe_to_seconds(row.original_due_at)
    return original_outcome(row.original_verdict, verdict_at, due_at, as_of)
