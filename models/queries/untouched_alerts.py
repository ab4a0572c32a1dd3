"""The alerts that the lead had of a case that was assigned and not touched, and nobody answered."""

from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, Case, PlannedAlert
from models.handbook.alerting import UNTOUCHED
from models.handbook.calls import TELL_LEAD
from models.queries.alerts import LIVE

_ANSWERED: Final = exists().where(
    AlertDelivery.alert_id == PlannedAlert.id, AlertDelivery.acknowledged_at.is_not(None)
)


def untouched_alerts(session: Session, case: Case) -> list[int]:
    """Their ids; none of a case that nobody has."""
    if case.assignee_id is None or not case.is_open:
        return []
    query = select(PlannedAlert.id).where(
        PlannedAlert.case_id == case.id, PlannedAlert.commitment == UNTOUCHED,
        PlannedAlert.level == TELL_LEAD, *LIVE, ~_ANSWERED,
    )  # fmt: skip
    return list(session.scalars(query.order_by(PlannedAlert.due_at, PlannedAlert.id)))
