"""A case's events as people read them: the last ones first read, the earlier on demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Event, Person, PlannedAlert
from models.handbook import events as ev
from models.handbook.alerting import MESSAGE
from models.handbook.case_facts import facts_of
from models.refresh import read_logs
from models.restricted import hidden_keys, without_names
from models.sentiment import differing_tone

SHOWN_FIRST = 40


@dataclass(frozen=True)
class TimelineRow:
    """One event as it happened, and when the desk knew; `retracted` by a later event (rule 17).

    `reads_as` is how the words of a survey's comment sound where its score says otherwise.
    """

    id: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str | None
    data: dict[str, Any]
    retracted: bool = False
    reads_as: str = ""

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
        select(Event.id, Event.kind, Event.occurred_at, Event.recorded_at, Event.data, Person.name)
        .outerjoin(Person, Person.id == Event.actor_id)
        .where(Event.id.in_(picked))
        .order_by(Event.occurred_at, Event.id)
    ).all()
    gone, unnamed = _retracted(session, case_id), hidden_keys(session)
    return tuple(
        TimelineRow(
            e.id, e.kind, e.occurred_at, e.recorded_at, e.name, without_names(e.data, unnamed),
            e.id in gone, _reads_as(e.kind, e.data),
        ) for e in rows
    )  # fmt: skip


def count_events(session: Session, case_id: int) -> int:
    """How many events a case has, without those that only take another back."""
    told = (Event.case_id == case_id, Event.kind != ev.RETRACTED)
    return session.scalar(select(func.count()).select_from(Event).where(*told)) or 0


def unsettled_messages(session: Session, case_id: int) -> tuple[TimelineRow, ...]:
    """The customer's messages since the resolution of which nobody said what they are (rule 15)."""
    called = select(PlannedAlert.id).where(
        PlannedAlert.case_id == case_id, PlannedAlert.commitment == MESSAGE,
        PlannedAlert.withdrawn_at.is_(None),
    )  # fmt: skip
    if session.scalar(called.limit(1)) is None:
        return ()
    ids = {event.id for event in facts_of(read_logs(session, [case_id])[case_id]).unsettled}
    return tuple(row for row in timeline(session, case_id) if row.id in ids)


def _reads_as(kind: str, data: Mapping[str, Any]) -> str:
    if kind != ev.SURVEYED:
        return ""
    return differing_tone(data["score"], str(data.get("comment") or ""))


def _retracted(session: Session, case_id: int) -> set[int]:
    query = select(Event.data).where(Event.case_id == case_id, Event.kind == ev.RETRACTED)
    return {data["event_id"] for data in session.scalars(query)}
