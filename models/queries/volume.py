"""How many cases came and went in a period, and how many were left open at its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS
from models.queries.reopening import open_at, reopened_logs, resolved_again, resolved_once

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Volume:
    """Cases opened in the period, by priority; resolved; taken out; open at its end.

    A case counts as resolved once, whether or not it was opened again; one taken out (cancelled,
    duplicate, spam, merged) is not resolved.
    """

    opened: tuple[tuple[str, int], ...]
    resolved: int
    taken_out: int
    open_at_end: int

    @property
    def total(self) -> int:
        """All cases opened in the period."""
        return sum(count for _, count in self.opened)


def volume(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Volume:
    """The cases of [begin, end) as known at `as_of`."""
    opened = session.execute(
        select(Case.priority, func.count())
        .where(*opened_in(begin, end, as_of))
        .group_by(Case.priority)
        .order_by(Case.priority)
    )
    return Volume(
        tuple((priority, count) for priority, count in opened),
        _count(session, *resolved_once(begin, end, as_of))
        + len(resolved_again(session, begin, end, as_of)),
        _count(session, *taken_out_in(begin, end, as_of)),
        _count(session, *left_open_once(end, as_of)) + len(left_open_again(session, end, as_of)),
    )


def opened_in(begin: datetime, end: datetime, as_of: datetime) -> tuple[Any, ...]:
    """What tells the cases opened in the period."""
    return Case.opened_at >= begin, Case.opened_at < min(end, as_of + _SECOND)


def taken_out_in(begin: datetime, end: datetime, as_of: datetime) -> tuple[Any, ...]:
    """What tells the cases that ended in the period without being resolved (rule 12)."""
    until = min(end, as_of + _SECOND)
    return Case.resolved_at >= begin, Case.resolved_at < until, Case.status.in_(EXCLUSIONS)


def left_open_once(end: datetime, as_of: datetime) -> tuple[Any, ...]:
    """What tells the cases open at the period's end among those never opened again."""
    until = min(end, as_of + _SECOND)
    settled = or_(Case.times_reopened == 0, Case.status.in_(EXCLUSIONS))
    left = or_(Case.resolved_at.is_(None), Case.resolved_at >= until)
    return Case.opened_at < until, settled, left


def left_open_again(session: Session, end: datetime, as_of: datetime) -> list[int]:
    """The cases open at the period's end among those opened again at some time."""
    until = min(end, as_of + _SECOND)
    logs = reopened_logs(session, until)
    return [case_id for case_id, log in logs.items() if open_at(log, to_seconds(until))]


def _count(session: Session, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(Case).where(*conditions)) or 0
