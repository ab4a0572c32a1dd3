"""How the webhook is set, for the sheet that sets it."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from models.lease import ESCALATIONS, is_held
from models.queries.webhook import GENERIC, KINDS, hook_of, last_failure, last_taken, may_set


@dataclass(frozen=True)
class WebhookNow:
    """Whether whoever asks `may_set` it, and how it is: its `host`; the `url` for them alone, for
    it may be a key itself. Of key and secret it is told only that there is one.

    `running`: a desk posts to it. `failure` is why the last post was not taken, `taken_at` when one
    was, within a day.
    """

    may_set: bool
    host: str = ""
    url: str = field(default="", repr=False)
    shape: str = GENERIC
    posts: tuple[str, ...] = KINDS
    has_key: bool = False
    has_secret: bool = False
    running: bool = False
    failure: str = ""
    taken_at: datetime | None = None


def webhook_now(session: Session, person_id: int | None, now: datetime) -> WebhookNow:
    """As it is set, for whoever asks."""
    allowed, hook = may_set(session, person_id, now), hook_of(session)
    if hook is None:
        return WebhookNow(allowed)
    return WebhookNow(
        allowed, urlsplit(hook.url).netloc.rpartition("@")[2], hook.url if allowed else "",
        hook.shape, hook.posts, bool(hook.key), bool(hook.secret), is_held(session, ESCALATIONS),
        last_failure(session, now), last_taken(session, now),
    )  # fmt: skip
