"""How many cases came and went in a period, and how many were left open at its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.events import REOPENED
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS
from models.queries.reopening import open_at, reopened_logs, resolved_again, resolved_once

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Volume:
    """Cases open at the beginning, opened in the period (by priority), reopened, resolved, taken
    out, and open at its end: what came in less what went out is what is left.

    A case counts as `resolved` once, whether or not it was opened again; `more_than_once` are the
    further times it was resolved in the period. One taken out (cancelled, duplicate, spam, merged)
    is not resolved.
    """

    open_at_begin: int
    opened: tuple[tuple[str, int], ...]
    reopened: int
    resolved: int
    more_than_once: int
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
    again = len(resolved_again(session, begin, end, as_of))
    back, gone = _moves(session, begin, end, as_of)
    return Volume(
        _left_open(session, begin, as_of),
        tuple((priority, count) for priority, count in opened),
        back,
        _count(session, *resolved_once(begin, end, as_of)) + again,
        gone - again,
        _count(session, *taken_out_in(begin, end, as_of)),
        _left_open(session, end, as_of),
    )


def _left_open(session: Session, end: datetime, as_of: datetime) -> int:
    return _count(session, *left_open_once(end, as_of)) + len(left_open_again(session, end, as_of))


def reopenings(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[tuple[int, int]]:
    """(case, instant) of each time a case was opened again in the period."""
    return [(case_id, at) for case_id, at, opens in _turns(session, begin, end, as_of) if opens]


def _moves(session: Session, begin: datetime, end: datetime, as_of: datetime) -> tuple[int, int]:
    """How often the cases that were ever opened again were reopened and resolved in the period."""
    found = [opens for _, _, opens in _turns(session, begin, end, as_of)]
    return sum(found), len(found) - sum(found)


def _turns(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[tuple[int, int, bool]]:
    """(case, instant, whether it opened again or ended) of each of these in the period."""
    until = min(end, as_of + _SECOND)
    first, last = to_seconds(begin), to_seconds(until)
    found = []
    for case_id, log in reopened_logs(session, until).items():
        is_open = True
        for event in log:
            opens = event.kind == REOPENED
            if opens != is_open and first <= event.occurred_at < last:
                found.append((case_id, event.occurred_at, opens))
            is_open = opens
    return found


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
