"""What is to be posted to the webhook: steps that alerts took, and what became of these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    AlertDelivery,
    AlertPost,
    AlertStep,
    Case,
    CrossingPost,
    Customer,
    PlannedAlert,
)
from models.entities.alert_post import OVER, seen_of
from models.entities.plain import plain
from models.handbook.escalation import who_is_told
from models.handbook.instants import from_seconds, to_seconds
from models.queries.webhook import WEBHOOK_SET_AT, posted_since, value
from models.rosters import load_roster
from models.webhook_news import CaseTold, News, Told, What

MOST_TRIES: Final = 5
BETWEEN: Final = timedelta(seconds=30)
"""From one try to the next."""
FOLLOWED: Final = timedelta(days=30)
"""So long what was posted is followed until it is over."""
AT_ONCE: Final = 50

_steps, _posts, _alerts, _cases, _customers, _deliveries = map(
    plain, (AlertStep, AlertPost, PlannedAlert, Case, Customer, AlertDelivery)
)
_MARKS: Final = tuple(
    _deliveries.c[name] for name in ("seen_at", "acted_at", "acknowledged_at", "snoozed_at")
)


@dataclass(frozen=True)
class ToPost:
    """What is told outside of an alert, or of a crossing, and noted as an `entity` by its id and
    `number` (its `step`)."""

    alert_id: int
    number: int
    news: Told
    entity: type[AlertPost] | type[CrossingPost] = AlertPost


def posts_due(session: Session, now: datetime, *, fresh: bool = True) -> list[ToPost]:
    """What may be tried now and was not taken yet: first the steps, the oldest first, then that
    what was posted has been seen, or is over. Not `fresh`, that alone.

    Every case's, whoever is at the desk that posts; of a restricted one nothing is told but that
    there is one.
    """
    connection, found = session.connection(), list[tuple[Any, What]]()
    if fresh:
        found += [(row, "escalated") for row in connection.execute(_untold_steps(session, now))]
    for row in connection.execute(_untold_ends(session, now)):
        found.append((row, "over" if row.is_over else "seen"))
    if not found:
        return []
    seen_at = _seen_at(session, [row for row, what in found if what == "seen"])
    roster, due = load_roster(session), []
    for row, what in found:
        number = {"escalated": row.step, "seen": seen_of(row.step), "over": OVER}[what]
        ends_at = {"seen": seen_at.get(row.alert_id), "over": row.withdrawn_at}.get(what)
        at = row.began_at if what == "escalated" else ends_at or to_seconds(now)
        unheld = who_is_told(row.role, roster, row.began_at).unheld
        news = News(
            what, row.alert_id, row.step, row.role, unheld, from_seconds(at), _case_told(row)
        )
        due.append(ToPost(row.alert_id, number, news))
    return due


def _rows(*further: Any) -> Select[Any]:
    """A step, its alert and its case."""
    return (
        select(
            _steps.c.alert_id, _steps.c.step, _steps.c.role, _steps.c.began_at,
            _alerts.c.commitment, _alerts.c.level, _alerts.c.deadline_at, _alerts.c.reason,
            _alerts.c.withdrawn_at, _cases.c.key, _cases.c.title, _cases.c.priority,
            _cases.c.named, _customers.c.name, *further,
        )
        .join(_alerts, _alerts.c.id == _steps.c.alert_id)
        .join(_cases, _cases.c.id == _alerts.c.case_id)
        .join(_customers, _customers.c.id == _cases.c.customer_id, isouter=True)
        .order_by(_steps.c.began_at, _steps.c.alert_id, _steps.c.step)
        .limit(AT_ONCE)
    )  # fmt: skip


def _untold_steps(session: Session, now: datetime) -> Select[Any]:
    """Of the last day; none from before the webhook was set, nor of what somebody has seen or
    acted on since."""
    one_post = and_(_posts.c.alert_id == _steps.c.alert_id, _posts.c.step == _steps.c.step)
    return _rows().join(_posts, one_post, isouter=True).where(
        _steps.c.began_at >= posted_since(session, now), _steps.c.began_at <= to_seconds(now),
        _alerts.c.withdrawn_at.is_(None), ~_seen_since(), may_be_tried(_posts, now),
    )  # fmt: skip


def _untold_ends(session: Session, now: datetime) -> Select[Any]:
    """Of the last step of each alert that the webhook took: that it was seen, or that the alert is
    over, where it was not told so since."""
    since = max(to_seconds(now - FOLLOWED), int(value(session, WEBHOOK_SET_AT) or 0))
    taken = (
        select(
            _posts.c.alert_id, func.max(_posts.c.step).label("step"),
            func.max(_posts.c.posted_at).label("posted_at"),
        )
        .where(_posts.c.tried_at >= since, _posts.c.posted_at >= since, _posts.c.step > 0)
        .group_by(_posts.c.alert_id)
    ).subquery()  # fmt: skip
    seen, over = _posts.alias(), _posts.alias()
    is_over = or_(_alerts.c.withdrawn_at.is_not(None), _overtaken())
    this = _steps.c.alert_id
    return (
        _rows(is_over.label("is_over"))
        .join(taken, and_(taken.c.alert_id == this, taken.c.step == _steps.c.step))
        .join(seen, and_(seen.c.alert_id == this, seen.c.step == seen_of(_steps.c.step)),
              isouter=True)
        .join(over, and_(over.c.alert_id == this, over.c.step == OVER), isouter=True)
        .where(or_(
            and_(is_over, may_be_tried(over, now, taken.c.posted_at)),
            and_(~is_over, _seen_since(), may_be_tried(seen, now)),
        ))
    )  # fmt: skip


def may_be_tried(post: Any, now: datetime, since: Any = None) -> ColumnElement[bool]:
    """Not taken yet, or not since an instant; and not tried too often, nor just now."""
    again = and_(
        post.c.tries < MOST_TRIES,
        post.c.tried_at <= to_seconds(now) - round(BETWEEN.total_seconds()),
    )
    taken = post.c.posted_at.is_(None)
    untaken = taken if since is None else or_(taken, post.c.posted_at < since)
    return or_(post.c.alert_id.is_(None), and_(untaken, again))


def _seen_since() -> ColumnElement[bool]:
    """Of a step: somebody has seen its alert, acted on it or put it off, after it began."""
    marks = (mark >= _steps.c.began_at for mark in _MARKS)
    return exists().where(_deliveries.c.alert_id == _steps.c.alert_id, or_(*marks))


def _overtaken() -> ColumnElement[bool]:
    """Of an alert: what it warns of has come about, and that is told instead."""
    breach = _alerts.alias()
    return exists().where(
        breach.c.case_id == _alerts.c.case_id, breach.c.commitment == _alerts.c.commitment,
        breach.c.cycle == _alerts.c.cycle, breach.c.fired_at.is_not(None),
        breach.c.withdrawn_at.is_(None), breach.c.due_at == breach.c.deadline_at,
        breach.c.level.in_(("sla", "slo")), breach.c.deadline_at >= _alerts.c.deadline_at,
        breach.c.due_at > _alerts.c.due_at,
    )  # fmt: skip


def _seen_at(session: Session, rows: Sequence[Any]) -> Mapping[int, int]:
    """When each of these was first seen, after its step began."""
    began = {row.alert_id: row.began_at for row in rows}
    if not began:
        return {}
    query = select(_deliveries.c.alert_id, *_MARKS).where(_deliveries.c.alert_id.in_(began))
    found: dict[int, int] = {}
    for alert_id, *marks in session.connection().execute(query):
        for at in marks:
            if at is not None and at >= began[alert_id]:
                found[alert_id] = min(at, found.get(alert_id, at))
    return found


def _case_told(row: Any) -> CaseTold | None:
    if row.named is not None:
        return None
    return CaseTold(
        row.key,
        row.title,
        row.name or "",
        row.priority,
        row.commitment,
        row.level,
        from_seconds(row.deadline_at),
        row.reason,
    )
