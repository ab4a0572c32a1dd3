"""Alerts of a span that stand and that nobody has seen."""

from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, PlannedAlert
from models.queries.alerts import LIVE


def unseen_count(session: Session, begin: datetime, until: datetime) -> int:
    """How many fired in [begin, until), have not been withdrawn, and were seen by nobody then."""
    told = AlertDelivery
    seen = exists().where(
        told.alert_id == PlannedAlert.id,
        or_(told.seen_at < until, told.acted_at < until, told.acknowledged_at < until),
    )
    fired = PlannedAlert.fired_at >= begin, PlannedAlert.fired_at < until
    query = select(func.count(PlannedAlert.id)).where(*LIVE, *fired, ~seen)
    return session.scalar(query) or 0
