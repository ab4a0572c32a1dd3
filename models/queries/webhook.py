"""The webhook: where escalations are posted, in which shape, and what was not taken."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import AlertPost, DeskValue
from models.entities.plain import plain
from models.handbook.alerting import roles_heard
from models.handbook.instants import to_seconds
from models.handbook.roster import LEAD
from models.rosters import load_roster

WEBHOOK: Final = "webhook"
"""The desk's value that names the address."""
WEBHOOK_SET_AT: Final = "webhook_set_at"
"""Since when it is that address: what escalated before is not posted there."""
WEBHOOK_SHAPE: Final = "webhook_shape"
WEBHOOK_KEY: Final = "webhook_key"
WEBHOOK_SECRET: Final = "webhook_secret"
GENERIC: Final = "generic"
_LATELY: Final = timedelta(days=1)
"""What was not posted in a day is news to nobody."""

_posts = plain(AlertPost)


@dataclass(frozen=True)
class Hook:
    """Where posts go and in which shape; the `key` is a pager's, the `secret` signs them."""

    url: str
    shape: str
    key: str
    secret: str


def hook_of(session: Session) -> Hook | None:
    """None where escalations are posted nowhere."""
    url = value(session, WEBHOOK)
    if not url:
        return None
    shape = value(session, WEBHOOK_SHAPE) or GENERIC
    return Hook(url, shape, value(session, WEBHOOK_KEY), value(session, WEBHOOK_SECRET))


def webhook(session: Session) -> str:
    """Where escalations are posted; "" for nowhere."""
    return value(session, WEBHOOK)


def value(session: Session, name: str) -> str:
    """One of the values above; "" where there is none."""
    return session.scalar(select(DeskValue.value).where(DeskValue.name == name)) or ""


def posted_since(session: Session, now: datetime) -> int:
    """From when on steps are news to the webhook."""
    lately = to_seconds(now - _LATELY) + 1
    return max(lately, int(value(session, WEBHOOK_SET_AT) or 0))


def last_failure(session: Session, now: datetime) -> str:
    """Why the last try failed, where it did within a day; "" where what was tried last came
    through."""
    since = posted_since(session, now)
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
    return last_failure(session, now) if _leads(session, person_id, now) else ""


def secret_for(session: Session, person_id: int | None, now: datetime) -> str:
    """What posts are signed with, for whoever leads, or reads the database; "" for others."""
    if person_id is not None and not _leads(session, person_id, now):
        return ""
    return value(session, WEBHOOK_SECRET)


def _leads(session: Session, person_id: int, now: datetime) -> bool:
    return LEAD in roles_heard(person_id, load_roster(session), to_seconds(now))
