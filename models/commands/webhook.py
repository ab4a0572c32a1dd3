"""Where escalations are posted, and what became of each."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from models.entities import AlertPost, CrossingPost, DeskValue
from models.errors import KnownError, Problems
from models.handbook.instants import to_seconds
from models.queries.webhook import (
    GENERIC,
    KINDS,
    WEBHOOK,
    WEBHOOK_KEY,
    WEBHOOK_LEAVES_OUT,
    WEBHOOK_SECRET,
    WEBHOOK_SET_AT,
    WEBHOOK_SHAPE,
    may_set,
    value,
    webhook,
)
from models.typed_text import check_length, echoed, one_line
from models.webhook_bodies import BODIES
from models.webhook_signing import new_secret
from models.work import Work

_LONGEST = 2000


def set_webhook(
    work: Work, url: str, shape: str = GENERIC, key: str | None = "",
    posts: Collection[str] = KINDS,
) -> None:  # fmt: skip
    """Post what is of these `KINDS` there from now on, in a shape (`BODIES`); "" posts nowhere.

    Without a `key` (None) the one that was given before is kept. The first address that is set
    makes the secret that posts are signed with. It stands in the desk, as the address does:
    whichever desk holds the lease posts, and one without a window has no keyring.
    """
    check_may_set(work.session, work.person_id, work.now)
    kept = value(work.session, WEBHOOK_KEY) if key is None else key
    wanted, key = checked_hook(url, shape, kept)
    if wanted and not posts:
        raise Problems("Not set", {"posts": "It posts nothing: choose what is posted."})
    if wanted != webhook(work.session):
        _keep(work, WEBHOOK, wanted)
        _keep(work, WEBHOOK_SET_AT, str(to_seconds(work.now)))
    if wanted:
        _keep(work, WEBHOOK_SHAPE, shape)
        _keep(work, WEBHOOK_KEY, key)
        _keep(work, WEBHOOK_LEAVES_OUT, " ".join(one for one in KINDS if one not in posts))
        if not value(work.session, WEBHOOK_SECRET):
            _keep(work, WEBHOOK_SECRET, new_secret())
    work.kinds.add("webhook")


def renew_secret(work: Work) -> str:
    """Sign with another secret from now on; returns it."""
    check_may_set(work.session, work.person_id, work.now)
    secret = new_secret()
    _keep(work, WEBHOOK_SECRET, secret)
    work.kinds.add("webhook")
    return secret


def checked_hook(url: str, shape: str, key: str) -> tuple[str, str]:
    """Address and key as they are kept; `Problems` by field where nothing could be posted so."""
    wanted, key = one_line(url), one_line(key)
    check_length("webhook", wanted, _LONGEST)
    check_length("key", key, _LONGEST)
    wrong: dict[str, str] = {}
    if wanted and not _is_web_address(wanted):
        wrong["url"] = (
            f"“{echoed(wanted)}” is no address that can be posted to: write it with http:// or "
            "https:// and the name of a host."
        )
    if shape not in BODIES:
        wrong["shape"] = (
            f"“{echoed(shape)}” is no shape of a post: choose one of {', '.join(BODIES)}."
        )
    if wanted and shape == "pager" and not key:
        wrong["key"] = (
            "A pager takes only what comes with its key: give the one that it shows for this "
            "integration."
        )
    if wrong:
        raise Problems("The webhook cannot be set so", wrong)
    return wanted, key if shape == "pager" else ""


def check_may_set(session: Session, person_id: int | None, now: datetime) -> None:
    """It sends what cases are called outside: that is for the lead to decide, where one leads."""
    if not may_set(session, person_id, now):
        raise KnownError(
            "Not changed", "What is posted to a webhook is for the lead to say.",
            "Ask whoever leads the team.",
        )  # fmt: skip


def _keep(work: Work, name: str, value: str) -> None:
    row = work.session.get(DeskValue, name)
    if row is None:
        work.session.add(DeskValue(name=name, value=value))
    else:
        row.value = value


def record_post(
    work: Work, alert_id: int, step: int, failure: str,
    entity: type[AlertPost] | type[CrossingPost] = AlertPost,
) -> None:  # fmt: skip
    """Note what came of a try of a post (its `step`); "" for a failure: it was taken."""
    row = cast("AlertPost | CrossingPost | None", work.session.get(entity, (alert_id, step)))
    if row is None:
        row = entity(alert_id=alert_id, step=step, tries=0)
        work.session.add(row)
    row.tries += 1
    row.tried_at, row.failure = work.now, failure
    if not failure:
        row.posted_at = work.now


def _is_web_address(url: str) -> bool:
    if not url.isascii() or not url.isprintable() or " " in url:  # no request can say such
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
