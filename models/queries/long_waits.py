"""Cases that wait for somebody for longer than a review lets pass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case
from models.entities import Event as EventRow
from models.handbook import events as ev
from models.handbook.events import Event, in_force
from models.handbook.instants import from_seconds
from models.handbook.intake import WAITING
from models.handbook.reviews import WAITS_TOO_LONG

_AT_ONCE: Final = 500
_WAITS: Final = (ev.PAUSED, ev.RESUMED, ev.STATUS_CHANGED, ev.RETRACTED)


@dataclass(frozen=True)
class LongWait:
    """A case that waits since an instant; it was not ended, so `stopped_at` is None."""

    id: int
    key: str
    priority: str
    assignee_id: int | None
    waiting_for: str
    at: datetime
    stopped_at: None = None


def long_waits(session: Session, at: datetime) -> list[LongWait]:
    """Those that wait, and have for long at `at`; what waits no more is left out."""
    rows = session.execute(
        select(Case.id, Case.key, Case.priority, Case.assignee_id, Case.waiting_for)
        .where(Case.status.in_(WAITING), Case.opened_at < at)
        .order_by(Case.id)
    ).all()
    since = _waits_since(session, [row.id for row in rows])
    until = at - timedelta(days=WAITS_TOO_LONG)
    found = [LongWait(*row, since[row.id]) for row in rows if since.get(row.id, at) <= until]
    return sorted(found, key=lambda one: (one.at, one.id))


def _waits_since(session: Session, ids: Sequence[int]) -> Mapping[int, datetime]:
    logs: dict[int, list[Event]] = {}
    for first in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(
                EventRow.case_id, EventRow.id, EventRow.kind,
                type_coerce(EventRow.occurred_at, BigInteger),
                type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
            )
            .where(EventRow.case_id.in_(ids[first : first + _AT_ONCE]), EventRow.kind.in_(_WAITS))
            .order_by(EventRow.id)
        )  # fmt: skip
        for case_id, *event in rows:
            logs.setdefault(case_id, []).append(Event(*event))
    return {case_id: from_seconds(since) for case_id, log in logs.items()
            if (since := _since(in_force(log))) is not None}  # fmt: skip


def _since(log: Iterable[Event]) -> int | None:
    """When the wait began that goes on at the end of a log, whomever it was for meanwhile."""
    since: int | None = None
    for event in log:
        if event.data.get("status") not in WAITING:
            since = None
        elif since is None:
            since = event.occurred_at
    return since
