"""A case's events as people read them: the last ones first read, the earlier on demand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Event, Person
from models.handbook import events as ev

SHOWN_FIRST = 60


@dataclass(frozen=True)
class TimelineRow:
    """One event as it happened, and when the desk knew; `retracted` by a later event (rule 17)."""

    id: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str | None
    data: dict[str, Any]
    retracted: bool = False

    def to_json(self) -> dict[str, Any]:
        """The event as `leadline case --json` gives it."""
        return {
            "kind": self.kind,
            "occurred_at": self.occurred_at.isoformat(),
            "recorded_at": self.recorded_at.isoformat(),
            "actor": self.actor,
            "data": self.data,
            "retracted": self.retracted,
        }


def timeline(session: Session, case_id: int, last: int | None = None) -> tuple[TimelineRow, ...]:
    """The last events of a case (or all), in the order they happened."""
    picked = (
        select(Event.id).where(Event.case_id == case_id, Event.kind != ev.RETRACTED)
        .order_by(Event.occurred_at.desc(), Event.id.desc()).limit(last)
    )  # fmt: skip
    rows = session.execute(
        select(Event, Person.name)
        .outerjoin(Person, Person.id == Event.actor_id)
        .where(Event.id.in_(picked))
        .order_by(Event.occurred_at, Event.id)
    ).all()
    gone = _retracted(session, case_id)
    return tuple(
        TimelineRow(
            e.id, e.kind, e.occurred_at, e.recorded_at, name, dict(e.data), e.id in gone
        ) for e, name in rows
    )  # fmt: skip


def count_events(session: Session, case_id: int) -> int:
    """How many events a case has, without those that only take another back."""
    told = (Event.case_id == case_id, Event.kind != ev.RETRACTED)
    return session.scalar(select(func.count()).select_from(Event).where(*told)) or 0


def messages_since(session: Session, case_id: int, since: datetime) -> tuple[TimelineRow, ...]:
    """What the customer said after an instant, in that order."""
    rows = session.scalars(
        select(Event)
        .where(Event.case_id == case_id, Event.kind == ev.CUSTOMER_MESSAGE,
               Event.occurred_at >= since)
        .order_by(Event.occurred_at, Event.id)
    )  # fmt: skip
    gone = _retracted(session, case_id)
    return tuple(
        TimelineRow(e.id, e.kind, e.occurred_at, e.recorded_at, None, dict(e.data))
        for e in rows
        if e.id not in gone
    )


def _retracted(session: Session, case_id: int) -> set[int]:
    query = select(Event.data).where(Event.case_id == case_id, Event.kind == ev.RETRACTED)
    return {data["event_id"] for data in session.scalars(query)}
