"""Which alerts are due: by an index, so that the cost grows with what is due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, Case, PlannedAlert


@dataclass(frozen=True)
class AlertRow:
    """An alert with what a person needs to see of its case."""

    id: int
    case_id: int
    case_key: str
    title: str
    priority: str
    commitment: str
    level: str
    due_at: datetime
    deadline_at: datetime
    recipient_id: int | None
    role: str | None


def due_alerts(session: Session, now: datetime) -> list[AlertRow]:
    """Alerts planned for now or before that nobody fired yet, oldest first."""
    waiting = (PlannedAlert.fired_at.is_(None), PlannedAlert.withdrawn_at.is_(None))
    return _rows(session, *waiting, PlannedAlert.due_at <= now)


def next_due_at(session: Session, now: datetime) -> datetime | None:
    """When the next alert falls due after now."""
    waiting = (PlannedAlert.fired_at.is_(None), PlannedAlert.withdrawn_at.is_(None))
    return session.scalar(
        select(func.min(PlannedAlert.due_at)).where(*waiting, PlannedAlert.due_at > now)
    )


def unshown_alerts(session: Session, person_id: int) -> list[AlertRow]:
    """Fired alerts that were not shown to this person yet: their own, and those of no assignee."""
    shown = (
        select(AlertDelivery.id)
        .where(AlertDelivery.alert_id == PlannedAlert.id, AlertDelivery.person_id == person_id)
        .exists()
    )
    theirs = or_(PlannedAlert.recipient_id == person_id, PlannedAlert.recipient_id.is_(None))
    return _rows(
        session,
        PlannedAlert.fired_at.is_not(None),
        PlannedAlert.withdrawn_at.is_(None),
        theirs,
        ~shown,
    )


def _rows(session: Session, *conditions: object) -> list[AlertRow]:
    query = (
        select(
            PlannedAlert.id, PlannedAlert.case_id, Case.key, Case.title, Case.priority,
            PlannedAlert.commitment, PlannedAlert.level, PlannedAlert.due_at,
            PlannedAlert.deadline_at, PlannedAlert.recipient_id, PlannedAlert.role,
        )
        .join(Case, Case.id == PlannedAlert.case_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(PlannedAlert.deadline_at, PlannedAlert.id)
    )  # fmt: skip
    return [AlertRow(*row) for row in session.execute(query)]
