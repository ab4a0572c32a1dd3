"""Escalations and the webhook: where they are posted, what is to be posted, what was not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    AlertDelivery,
    AlertPost,
    AlertStep,
    Case,
    Customer,
    DeskValue,
    PlannedAlert,
)
from models.entities.plain import plain
from models.handbook.alerting import roles_heard
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.roster import LEAD
from models.rosters import load_roster

WEBHOOK: Final = "webhook"
"""The desk's value that names the address."""
WEBHOOK_SET_AT: Final = "webhook_set_at"
"""Since when it is that address: what escalated before is not posted there."""
MOST_TRIES: Final = 5
BETWEEN: Final = timedelta(seconds=30)
"""From one try to the next."""
_LATELY: Final = timedelta(days=1)
"""What was not posted in a day is news to nobody."""
_AT_ONCE: Final = 50

_steps, _posts, _alerts, _cases, _customers, _told_to = map(
    plain, (AlertStep, AlertPost, PlannedAlert, Case, Customer, AlertDelivery)
)


@dataclass(frozen=True)
class ToPost:
    """A step that an alert took, and what is told of it outside."""

    alert_id: int
    step: int
    told: dict[str, Any]


def webhook(session: Session) -> str:
    """Where escalations are posted; "" for nowhere."""
    return session.scalar(select(DeskValue.value).where(DeskValue.name == WEBHOOK)) or ""


def escalations_to_post(session: Session, now: datetime) -> list[ToPost]:
    """The steps of the last day that were not posted yet and may be tried now, oldest first; none
    from before the webhook was set, nor of what somebody has seen or acted on since.

    Every case's, whoever is at the desk that posts; of a restricted one nothing is told but that
    there is one.
    """
    at = to_seconds(now)
    untried = _posts.c.alert_id.is_(None)
    again = and_(
        _posts.c.posted_at.is_(None), _posts.c.tries < MOST_TRIES,
        _posts.c.tried_at <= at - round(BETWEEN.total_seconds()),
    )  # fmt: skip
    one_post = and_(_posts.c.alert_id == _steps.c.alert_id, _posts.c.step == _steps.c.step)
    query = (
        select(
            _steps.c.alert_id, _steps.c.step, _steps.c.role, _steps.c.began_at,
            _alerts.c.commitment, _alerts.c.level, _alerts.c.deadline_at, _cases.c.key,
            _cases.c.title, _cases.c.priority, _cases.c.named, _customers.c.name,
        )
        .join(_alerts, _alerts.c.id == _steps.c.alert_id)
        .join(_cases, _cases.c.id == _alerts.c.case_id)
        .join(_customers, _customers.c.id == _cases.c.customer_id, isouter=True)
        .join(_posts, one_post, isouter=True)
        .where(
            _steps.c.began_at >= _since(session, now), _steps.c.began_at <= at,
            _alerts.c.withdrawn_at.is_(None), or_(untried, again), ~_seen_since(),
        )
        .order_by(_steps.c.began_at, _steps.c.alert_id, _steps.c.step)
        .limit(_AT_ONCE)
    )  # fmt: skip
    rows = session.connection().execute(query)
    return [ToPost(row.alert_id, row.step, _told(row)) for row in rows]


def _since(session: Session, now: datetime) -> int:
    """From when on steps are news to the webhook."""
    lately = to_seconds(now - _LATELY) + 1
    set_at = session.scalar(select(DeskValue.value).where(DeskValue.name == WEBHOOK_SET_AT))
    return lately if set_at is None else max(lately, int(set_at))


def _seen_since() -> ColumnElement[bool]:
    """Of a step: somebody has seen its alert, or acted on it, after it began."""
    began_at = _steps.c.began_at
    return exists().where(
        _told_to.c.alert_id == _steps.c.alert_id,
        or_(_told_to.c.seen_at >= began_at, _told_to.c.acted_at >= began_at),
    )


def last_failure(session: Session, now: datetime) -> str:
    """Why the last try failed, where it did within a day; "" where what was tried last came
    through."""
    since = _since(session, now)
    query = (
        select(_posts.c.failure)
        .where(_posts.c.tried_at >= since, _posts.c.tried_at <= to_seconds(now))
        .order_by(_posts.c.tried_at.desc(), _posts.c.posted_at.is_(None).desc())
        .limit(1)
    )
    return session.connection().scalar(query) or ""


def failure_for(session: Session, person_id: int | None, now: datetime) -> str:
    """The same, for whoever leads; "" for others, and where nothing is posted any more."""
    if person_id is None or not webhook(session):
        return ""
    leads = LEAD in roles_heard(person_id, load_roster(session), to_seconds(now))
    return last_failure(session, now) if leads else ""


def _told(row: Any) -> dict[str, Any]:
    told = {
        "id": f"{row.alert_id}-{row.step}", "step": row.step, "role": row.role,
        "escalated_at": from_seconds(row.began_at).isoformat(),
    }  # fmt: skip
    if row.named is not None:
        return {**told, "restricted": True}
    return {
        **told, "restricted": False, "case": row.key, "title": row.title,
        "customer": row.name or "", "priority": row.priority, "commitment": row.commitment,
        "level": row.level, "deadline_at": from_seconds(row.deadline_at).isoformat(),
    }  # fmt: skip
