"""Defect leakage: resolved cases caused by a product defect that reached production (rule 27)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Event
from models.handbook import events as ev
from models.queries.links import in_force
from models.queries.reopening import resolved_again, resolved_once
from models.queries.satisfaction import resolved_count

_LINKS: Final = (ev.LINKED, ev.UNLINKED, ev.RETRACTED)
_AT_ONCE: Final = 10_000


@dataclass(frozen=True)
class Leakage:
    """`leaked` of `resolved` cases are linked with a defect that reached production."""

    resolved: int = 0
    leaked: int = 0


NONE_LEAKED: Final = Leakage()


def leakage(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Leakage:
    """Of the cases resolved in [begin, end), by the links known at `as_of`."""
    resolved = resolved_count(session, begin, end, as_of)
    return Leakage(resolved, len(leaked_ids(session, begin, end, as_of)))


def leaked_ids(session: Session, begin: datetime, end: datetime, as_of: datetime) -> frozenset[int]:
    """Which of the cases resolved in the period they are."""
    linked = Event.kind.in_(_LINKS), Event.recorded_at <= as_of
    once = select(Case.id).where(*resolved_once(begin, end, as_of))
    found = _leaked(session.scalars(select(Event).where(Event.case_id.in_(once), *linked)))
    again = sorted(one.case_id for one in resolved_again(session, begin, end, as_of))
    for first in range(0, len(again), _AT_ONCE):
        some = again[first : first + _AT_ONCE]
        found |= _leaked(session.scalars(select(Event).where(Event.case_id.in_(some), *linked)))
    return frozenset(found)


def _leaked(rows: Iterable[Event]) -> set[int]:
    logs: dict[int, list[Event]] = defaultdict(list)
    for row in rows:
        logs[row.case_id].append(row)
    return {case_id for case_id, log in logs.items() if any(map(_leaks, in_force(log)))}


def _leaks(event: ev.Event) -> bool:
    return bool(event.data.get("defect") and event.data.get("production"))
