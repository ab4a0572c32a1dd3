"""Alerts that fired early, because a clock was ahead of the time and was set back since."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, AlertPost, AlertStep, PlannedAlert
from models.patience import wait_to_be_seen
from models.work import Work

NEAR: Final = timedelta(minutes=5)
"""Told so little too early, nobody needs to be told again: clocks are set right by minutes."""

_OF_AN_ALERT: Final = (AlertPost, AlertStep, AlertDelivery)
_SEEN: Final = exists().where(
    AlertDelivery.alert_id == PlannedAlert.id,
    or_(AlertDelivery.seen_at.is_not(None), AlertDelivery.acted_at.is_not(None)),
)


def fired_early(session: Session, now: datetime) -> bool:
    """Whether any alert in force fired well before it was due, or at an instant still to come."""
    later = now + NEAR
    early = or_(and_(PlannedAlert.due_at > later, ~_SEEN), PlannedAlert.fired_at > later)
    return session.scalar(select(PlannedAlert.id).where(*_in_force(), early).limit(1)) is not None


def fire_again(work: Work) -> None:
    """What is not due for a while, and nobody has seen, fires when it is: that it was told before
    counts for nothing. What somebody has seen they know: it may be now that the clock is wrong.

    What is due by now, or soon, stays told; unseen, it waits to be seen from now on.
    """
    work.kinds.add("alert")
    _not_fired(work, _ids(work, PlannedAlert.due_at > work.now + NEAR, ~_SEEN))
    waiting = _ids(work, PlannedAlert.fired_at > work.now)
    fired = update(PlannedAlert).where(PlannedAlert.id.in_(waiting)).values(fired_at=work.now)
    unseen = _ids(work, PlannedAlert.id.in_(waiting), ~_SEEN)
    work.session.execute(fired.execution_options(synchronize_session=False))
    wait_to_be_seen(work.session, unseen, work.now)


def _not_fired(work: Work, ids: Sequence[int]) -> None:
    for entity in _OF_AN_ALERT:
        told = delete(entity).where(entity.alert_id.in_(ids))
        work.session.execute(told.execution_options(synchronize_session=False))
    again = update(PlannedAlert).where(PlannedAlert.id.in_(ids))
    as_planned = again.values(fired_at=None, escalates_at=None, step=0)
    work.session.execute(as_planned.execution_options(synchronize_session=False))


def _ids(work: Work, *only: ColumnElement[bool]) -> Sequence[int]:
    return work.session.scalars(select(PlannedAlert.id).where(*_in_force(), *only)).all()


def _in_force() -> tuple[ColumnElement[bool], ...]:
    return PlannedAlert.fired_at.is_not(None), PlannedAlert.withdrawn_at.is_(None)
