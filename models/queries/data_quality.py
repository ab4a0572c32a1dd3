"""What a report must admit: incomplete cases, provisional priorities, what was left out and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
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
    original_due_at: datetime
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
            Clock.due_at, found.name.label("outcome"), Clock.stopped_at,
        )
        .join(Case, Case.id == Clock.case_id)
        .where(Clock.original_due_at.is_not(None), found.belong)
        .order_by(Case.id, Clock.commitment, Clock.cycle, Clock.objective)
    )  # fmt: skip
    known = min(end, as_of)
    listed = [
        ChangedByHand(
            row.id, row.key, row.commitment, row.objective, row.original_due_at, row.due_at,
            row.outcome, _without(row.original_due_at, row.stopped_at, known),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(listed, key=lambda one: one.outcome == one.without))


def _without(original: datetime, stopped_at: datetime | None, as_of: datetime) -> str:
    """The outcome by the deadline that was replaced (rule 5)."""
    if stopped_at is not None and stopped_at <= as_of:
        return "met" if stopped_at <= original else "breached"
    return "breached" if original < as_of else "running"
