"""What has fired, stands, and reached nobody: no window showed it, and no webhook took it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    AlertDelivery,
    AlertPost,
    BurnAlert,
    BurnDelivery,
    CrossingDelivery,
    CrossingPost,
    PlannedAlert,
    QueueCrossing,
)
from models.handbook.alerting import roles_heard
from models.handbook.instants import to_seconds
from models.handbook.roster import LEAD
from models.hearing import heard_by, hearing
from models.presence import DatabaseTime, database_time
from models.queries.alerts import LIVE, hidden_by_a_breach
from models.queries.burns import running_quarter
from models.queries.presence import running_desks
from models.queries.webhook import webhook
from models.rosters import load_roster


@dataclass(frozen=True)
class Unshown:
    """How many alerts (of cases, of the queue, of budgets) wait for somebody whose desk is not
    running; `posts` is whether the team has a webhook."""

    alerts: int
    posts: bool


def unshown(
    session: Session, now: datetime, database_now: DatabaseTime = database_time
) -> Unshown:  # fmt: skip
    """What a desk that runs is about to show, or keeps for after somebody's quiet, is not among
    it."""
    there = {
        desk.person_id for desk in running_desks(session, database_now)
        if desk.person_id is not None and (desk.has_window or desk.can_notify)
    }  # fmt: skip
    roster = load_roster(session)
    heard = {role for one in there for role in roles_heard(one, roster, to_seconds(now))}
    found = _of_cases(session, there, now), _of_the_queue(session, heard)
    burns = 0 if LEAD in heard else _of_burns(session, now)
    return Unshown(sum(found, burns), bool(webhook(session)))


def _of_cases(session: Session, there: set[int], now: datetime) -> int:
    heard = or_(*(heard_by(hearing(session, one, now)) for one in there)) if there else None
    told, posted = AlertDelivery, AlertPost
    known = told.shown_at.is_not(None), told.seen_at.is_not(None), told.acted_at.is_not(None)
    those: list[ColumnElement[bool]] = [
        *LIVE, ~hidden_by_a_breach(),
        ~exists().where(told.alert_id == PlannedAlert.id, or_(*known)),
        ~exists().where(posted.alert_id == PlannedAlert.id, posted.posted_at.is_not(None)),
    ]  # fmt: skip
    if heard is not None:
        those.append(~heard)
    return session.scalar(select(func.count(PlannedAlert.id)).where(*those)) or 0


def _of_the_queue(session: Session, heard: set[str]) -> int:
    told, posted = CrossingDelivery, CrossingPost
    those = (
        QueueCrossing.fell_at.is_(None), QueueCrossing.role.not_in(heard),
        ~exists().where(told.alert_id == QueueCrossing.id, told.shown_at.is_not(None)),
        ~exists().where(posted.alert_id == QueueCrossing.id, posted.posted_at.is_not(None)),
    )  # fmt: skip
    return session.scalar(select(func.count(QueueCrossing.id)).where(*those)) or 0


def _of_burns(session: Session, now: datetime) -> int:
    """The running quarter's, which no webhook is posted."""
    told = exists().where(BurnDelivery.alert_id == BurnAlert.id, BurnDelivery.shown_at.is_not(None))
    running = BurnAlert.period == running_quarter(session, now).name
    return session.scalar(select(func.count(BurnAlert.id)).where(running, ~told)) or 0
