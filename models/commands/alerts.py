"""Alerts fire once for the whole team, and are shown once to each person."""

from collections.abc import Sequence

from sqlalchemy import update

from models.entities import AlertDelivery, PlannedAlert
from models.queries.alerts import AlertRow, due_alerts
from models.work import Work


def fire_due(work: Work) -> list[AlertRow]:
    """Claim every alert that is due now; an alert another desk claimed is not returned."""
    due = due_alerts(work.session, work.now)
    fired = [row for row in due if _claimed(work, row.id)]
    if fired:
        work.kinds.add("alert")
    return fired


def mark_shown(work: Work, alert_ids: Sequence[int], person_id: int, channel: str) -> None:
    """Record that a person was told, so that a restart does not tell them again."""
    for alert_id in alert_ids:
        work.session.add(
            AlertDelivery(
                alert_id=alert_id, person_id=person_id, channel=channel, shown_at=work.now
            )
        )


def _claimed(work: Work, alert_id: int) -> bool:
    claim = (
        update(PlannedAlert)
        .where(PlannedAlert.id == alert_id, PlannedAlert.fired_at.is_(None))
        .values(fired_at=work.now)
        .returning(PlannedAlert.id)
    )
    return work.session.scalar(claim) is not None
