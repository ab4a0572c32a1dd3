"""The webhook: where escalations are posted, in which shape, and what was not taken."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from models.entities import AlertPost, CrossingPost, DeskValue
from models.entities.plain import plain
from models.handbook.alerting import roles_heard
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.roster import LEAD
from models.rosters import load_roster

WEBHOOK: Final = "webhook"
"""The desk's value that names the address."""
WEBHOOK_SET_AT: Final = "webhook_set_at"
"""Since when it is that address: what escalated before is not posted there."""
WEBHOOK_SHAPE: Final = "webhook_shape"
WEBHOOK_KEY: Final = "webhook_key"
WEBHOOK_SECRET: Final = "webhook_secret"
WEBHOOK_LEAVES_OUT: Final = "webhook_leaves_out"
"""Which of the `KINDS` are not posted."""
GENERIC: Final = "generic"
ESCALATED, QUEUE = "escalations", "thresholds"
KINDS: Final = (ESCALATED, QUEUE)
"""What may be posted: alerts that nobody has seen, and what the queue has crossed."""
_LATELY: Final = timedelta(days=1)
"""What was not posted in a day is news to nobody."""

_tables = [plain(entity) for entity in (AlertPost, CrossingPost)]


@dataclass(frozen=True)
class Hook:
    """Where posts go, in which shape, and of which `KINDS`; the `key` is a pager's, the `secret`
    signs them. Neither is shown where this is."""

    url: str
    shape: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    posts: tuple[str, ...] = KINDS


def hook_of(session: Session) -> Hook | None:
    """None where escalations are posted nowhere."""
    url = value(session, WEBHOOK)
    if not url:
        return None
    shape, without = value(session, WEBHOOK_SHAPE) or GENERIC, value(session, WEBHOOK_LEAVES_OUT)
    return Hook(
        url, shape, value(session, WEBHOOK_KEY), value(session, WEBHOOK_SECRET),
        tuple(kind for kind in KINDS if kind not in without.split()),
    )  # fmt: skip


def posts_escalations(session: Session) -> bool:
    """Whether they are among what is posted."""
    return ESCALATED not in value(session, WEBHOOK_LEAVES_OUT).split()


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
    since, until = posted_since(session, now), to_seconds(now)
    every = union_all(*(
        select(table.c.failure, table.c.tried_at, table.c.posted_at)
        .where(table.c.tried_at.between(since, until))
        for table in _tables
    )).subquery()  # fmt: skip
    last = every.c.tried_at.desc(), every.c.posted_at.is_(None).desc()
    return session.connection().scalar(select(every.c.failure).order_by(*last).limit(1)) or ""


def last_taken(session: Session, now: datetime) -> datetime | None:
    """When a post was taken last, within a day, by the webhook as it is set."""
    since = posted_since(session, now)
    every = union_all(*(select(table.c.posted_at) for table in _tables)).subquery()
    at = session.connection().scalar(
        select(func.max(every.c.posted_at)).where(every.c.posted_at.between(since, to_seconds(now)))
    )
    return None if at is None else from_seconds(at)


def failure_for(session: Session, person_id: int | None, now: datetime) -> str:
    """The same, for whoever leads; "" for others, and where nothing is posted any more."""
    if person_id is None or not webhook(session):
        return ""
    return last_failure(session, now) if may_set(session, person_id, now) else ""


def secret_for(session: Session, person_id: int | None, now: datetime) -> str:
    """What posts are signed with, for whoever leads, or reads the database; "" for others."""
    return value(session, WEBHOOK_SECRET) if may_set(session, person_id, now) else ""


def may_set(session: Session, person_id: int | None, now: datetime) -> bool:
    """Whether it is for this person to say where posts go: for whoever leads, where one does."""
    if person_id is None:
        return True
    return LEAD in roles_heard(person_id, load_roster(session), to_seconds(now))
