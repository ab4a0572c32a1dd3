"""What Ctrl+Z would take back: the last step of a case (handbook, rule 17)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Event
from models.handbook import events as ev

UNDONE_WITHIN = timedelta(minutes=10)
_DISORDER = timedelta(hours=1)
"""By so much a desk's clock may be behind the one that wrote before it."""


@dataclass(frozen=True)
class Step:
    """The events of one write to a case, and what was done; or why it cannot be taken back."""

    event_ids: tuple[int, ...] = ()
    kind: str = ""
    refusal: str = ""


def last_step(session: Session, case_id: int, me: int | None, now: datetime) -> Step:
    """The last step that is in force, if `me` made it within ten minutes."""
    of_case, since = Event.case_id == case_id, now - UNDONE_WITHIN
    too_old = (  # found from the end: what is older is not looked at
        select(Event.id).where(of_case, Event.recorded_at < since - _DISORDER)
        .order_by(Event.id.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    rows = session.execute(
        select(Event.id, Event.kind, Event.data, Event.actor_id, Event.operation_id)
        .where(of_case, Event.id > func.coalesce(too_old, 0), Event.recorded_at >= since)
        .order_by(Event.id.desc())
    ).all()
    gone = {row.data["event_id"] for row in rows if row.kind == ev.RETRACTED}
    left = [row for row in rows if row.kind != ev.RETRACTED and row.id not in gone]
    if not left:
        return Step(refusal="Nothing was done here within the last ten minutes.")
    last = left[0]
    step = [row for row in left if row.operation_id == last.operation_id]
    if any(row.kind == ev.OPENED for row in step):
        return Step(refusal="Opening a case is not undone; it can be cancelled.")
    if last.actor_id != me:
        return Step(refusal="Somebody else did the last thing here.")
    return Step(tuple(row.id for row in step), step[-1].kind)
