"""What is to be posted to the webhook of the queue: what crossed its limit, and what fell back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.entities import CrossingPost, QueueCrossing
from models.entities.alert_post import OVER
from models.entities.plain import plain
from models.handbook.escalation import who_is_told
from models.handbook.instants import from_seconds, to_seconds
from models.queries.posts_due import AT_ONCE, FOLLOWED, ToPost, may_be_tried
from models.queries.webhook import WEBHOOK_SET_AT, posted_since, value
from models.rosters import load_roster
from models.webhook_news import Queue, QueueNews

_CROSSED: Final = 1
_crossings, _posts = plain(QueueCrossing), plain(CrossingPost)


def crossing_posts_due(session: Session, now: datetime, *, fresh: bool = True) -> list[ToPost]:
    """What may be tried now and was not taken yet: crossings that stand, the oldest first, then
    that one which was posted has fallen back. Not `fresh`, that alone.

    One that fell back before it was posted is news to nobody.
    """
    found = list[tuple[Any, Queue]]()
    if fresh:
        found += [(row, "crossed") for row in _standing(session, now)]
    found += [(row, "fell_back") for row in _fallen(session, now)]
    if not found:
        return []
    roster, due = load_roster(session), []
    for row, what in found:
        number, at = (_CROSSED, row.crossed_at) if what == "crossed" else (OVER, row.fell_at)
        unheld = who_is_told(row.role, roster, row.crossed_at).unheld
        news = QueueNews(what, row.id, row.threshold, row.role, unheld, from_seconds(at), row.words)
        due.append(ToPost(row.id, number, news, CrossingPost))
    return due


def _standing(session: Session, now: datetime) -> Iterator[Any]:
    """Of the last day; none from before the webhook was set."""
    posted = and_(_posts.c.alert_id == _crossings.c.id, _posts.c.step == _CROSSED)
    query = select(_crossings).join(_posts, posted, isouter=True).where(
        _crossings.c.crossed_at.between(posted_since(session, now), to_seconds(now)),
        _crossings.c.fell_at.is_(None), may_be_tried(_posts, now),
    )  # fmt: skip
    yield from session.connection().execute(_in_order(query))


def _fallen(session: Session, now: datetime) -> Iterator[Any]:
    """Of what the webhook took, since it is this one."""
    since = max(to_seconds(now - FOLLOWED), int(value(session, WEBHOOK_SET_AT) or 0))
    taken, over = _posts.alias(), _posts.alias()
    query = (
        select(_crossings)
        .join(taken, and_(taken.c.alert_id == _crossings.c.id, taken.c.step == _CROSSED))
        .join(over, and_(over.c.alert_id == _crossings.c.id, over.c.step == OVER), isouter=True)
        .where(taken.c.posted_at >= since, _crossings.c.fell_at.is_not(None),
               may_be_tried(over, now))
    )  # fmt: skip
    yield from session.connection().execute(_in_order(query))


def _in_order(query: Any) -> Any:
    return query.order_by(_crossings.c.crossed_at, _crossings.c.id).limit(AT_ONCE)
