"""Reopen rate: resolved cases that came back within 14 days (handbook, rule 27)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case
from models.entities import Event as EventRow
from models.handbook import events as ev
from models.handbook.events import Event, in_force
from models.handbook.instants import to_seconds
from models.handbook.intake import EXCLUSIONS

_WINDOW: Final = 14 * 86_400
_SECOND: Final = timedelta(seconds=1)
_ENDINGS: Final = (ev.RESOLVED, ev.CLOSED)


@dataclass(frozen=True)
class ReopenRate:
    """`reopened` of `resolved` cases; `too_young` ones have not had their 14 days yet."""

    resolved: int
    reopened: int
    too_young: int


@dataclass(frozen=True)
class Resolution:
    """A case's first resolution in a period, and when it was opened again after it, if ever."""

    case_id: int
    at: int
    again_at: int | None

    def too_young(self, known: int) -> bool:
        """Whether the 14 days are not over at `known`."""
        return self.at + _WINDOW > known

    @property
    def came_back(self) -> bool:
        """Whether it was opened again within the 14 days."""
        return self.again_at is not None and self.again_at <= self.at + _WINDOW


def reopen_rate(session: Session, begin: datetime, end: datetime, as_of: datetime) -> ReopenRate:
    """Of the cases resolved in [begin, end), each by its first resolution there."""
    known = to_seconds(as_of)
    settled_by = as_of - timedelta(seconds=_WINDOW)
    once = resolved_once(begin, end, as_of)
    settled, young = session.execute(
        select(
            func.count().filter(Case.resolved_at <= settled_by),
            func.count().filter(Case.resolved_at > settled_by),
        ).where(*once)
    ).one()
    again = resolved_again(session, begin, end, as_of)
    too_young = sum(one.too_young(known) for one in again)
    reopened = sum(one.came_back for one in again if not one.too_young(known))
    return ReopenRate(settled + len(again) - too_young, reopened, young + too_young)


def resolved_once(begin: datetime, end: datetime, as_of: datetime) -> tuple[Any, ...]:
    """What tells the cases resolved in the period that were never opened again."""
    until = min(end, as_of + _SECOND)
    return (
        Case.times_reopened == 0, Case.resolved_at >= begin, Case.resolved_at < until,
        Case.status.not_in(EXCLUSIONS),
    )  # fmt: skip


def resolved_again(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[Resolution]:
    """Those of the cases opened again at some time that were resolved in the period."""
    first, last = to_seconds(begin), to_seconds(min(end, as_of + _SECOND))
    found = []
    for case_id, log in reopened_logs(session, end).items():
        at, again_at = _resolution(log, first, last)
        if at is not None:
            found.append(Resolution(case_id, at, again_at))
    return found


def reopened_logs(session: Session, end: datetime) -> dict[int, list[Event]]:
    """The ends and reopenings of the cases that were ever opened again, excluded ones left out."""
    again = select(Case.id).where(
        Case.times_reopened > 0, Case.opened_at < end, Case.status.not_in(EXCLUSIONS)
    )
    rows = session.execute(
        select(
            EventRow.case_id, EventRow.id, EventRow.kind,
            type_coerce(EventRow.occurred_at, BigInteger),
            type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
        ).where(
            EventRow.case_id.in_(again),
            EventRow.kind.in_((*_ENDINGS, ev.REOPENED, ev.RETRACTED)),
        ).order_by(EventRow.case_id, EventRow.id)
    )  # fmt: skip
    logs: dict[int, list[Event]] = defaultdict(list)
    for case_id, *event in rows:
        logs[case_id].append(Event(*event))
    return {case_id: in_force(log) for case_id, log in logs.items()}


def open_at(log: Sequence[Event], instant: int) -> bool:
    """Whether a case with this log was open just before `instant`."""
    before = [event.kind for event in log if event.occurred_at < instant]
    return not before or before[-1] == ev.REOPENED


def _resolution(log: Sequence[Event], begin: int, end: int) -> tuple[int | None, int | None]:
    """(first resolution in the period, the reopening after it)."""
    at: int | None = None
    is_open = True
    for event in log:
        if event.kind == ev.REOPENED:
            if at is not None:
                return at, event.occurred_at
            is_open = True
        elif event.kind in _ENDINGS:
            if is_open and begin <= event.occurred_at < end:
                at = event.occurred_at
            is_open = False
    return at, None
