"""Reopen rate: resolved cases that came back within 14 days (handbook, rule 27)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Event as EventRow
from models.handbook import events as ev
from models.handbook.events import Event, in_force
from models.handbook.instants import to_seconds

_WINDOW: Final = 14 * 86_400
_ENDINGS: Final = (ev.RESOLVED, ev.CLOSED)


@dataclass(frozen=True)
class ReopenRate:
    """`reopened` of `resolved` cases; `too_young` ones have not had their 14 days yet."""

    resolved: int
    reopened: int
    too_young: int


def reopen_rate(session: Session, begin: datetime, end: datetime, as_of: datetime) -> ReopenRate:
    """Of the cases resolved in [begin, end), each by its first resolution there."""
    logs = _logs(session, begin, end)
    first, last, known = to_seconds(begin), to_seconds(end), to_seconds(as_of)
    resolved = reopened = too_young = 0
    for log in logs.values():
        at, again_at = _resolution(in_force(log), first, last)
        if at is None or at > known:
            continue
        if at + _WINDOW > known:
            too_young += 1
            continue
        resolved += 1
        reopened += again_at is not None and again_at <= at + _WINDOW
    return ReopenRate(resolved, reopened, too_young)


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


def _logs(session: Session, begin: datetime, end: datetime) -> dict[int, list[Event]]:
    """The ends and reopenings of the cases that ended in the period."""
    ended = select(EventRow.case_id).where(
        EventRow.kind.in_(_ENDINGS), EventRow.occurred_at >= begin, EventRow.occurred_at < end
    )
    rows = session.execute(
        select(
            EventRow.case_id, EventRow.id, EventRow.kind,
            type_coerce(EventRow.occurred_at, BigInteger),
            type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
        ).where(
            EventRow.kind.in_((*_ENDINGS, ev.REOPENED, ev.RETRACTED)),
            EventRow.case_id.in_(ended),
        )
    )  # fmt: skip
    logs: dict[int, list[Event]] = defaultdict(list)
    for case_id, *event in rows:
        logs[case_id].append(Event(*event))
    return logs
