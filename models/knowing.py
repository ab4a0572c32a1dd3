"""Who knows of an alert: what somebody did about it before they put it off counts no more, for it
has come back to them since."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models.entities import AlertDelivery


def since_put_off(at: Any, of: Any = AlertDelivery) -> ColumnElement[bool]:
    """Of a delivery: whether this instant of it is, and is not from before it was put off."""
    return and_(at.is_not(None), or_(of.snoozed_at.is_(None), at > of.snoozed_at))


def has_seen(of: Any = AlertDelivery) -> ColumnElement[bool]:
    """Of a delivery: whether the person has seen its alert."""
    return since_put_off(of.seen_at, of)


def knows(of: Any = AlertDelivery) -> ColumnElement[bool]:
    """Of a delivery: whether the person has seen its alert, or acted on it."""
    return or_(has_seen(of), since_put_off(of.acted_at, of))


def is_since_put_off(at: Any, row: AlertDelivery) -> bool:
    """The same of a row that was read."""
    return at is not None and (row.snoozed_at is None or at > row.snoozed_at)
