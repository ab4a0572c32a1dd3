"""Where escalations are posted, and what became of each."""

from urllib.parse import urlsplit

from models.entities import AlertPost, DeskValue
from models.errors import KnownError
from models.handbook.alerting import roles_heard
from models.handbook.instants import to_seconds
from models.handbook.roster import LEAD
from models.queries.webhook import (
    GENERIC,
    WEBHOOK,
    WEBHOOK_KEY,
    WEBHOOK_SECRET,
    WEBHOOK_SET_AT,
    WEBHOOK_SHAPE,
    value,
    webhook,
)
from models.rosters import load_roster
from models.typed_text import check_length, echoed, one_line
from models.webhook_bodies import BODIES
from models.webhook_signing import new_secret
from models.work import Work

_LONGEST = 2000


def set_webhook(work: Work, url: str, shape: str = GENERIC, key: str = "") -> None:
    """Post escalations there from now on, in a shape (`BODIES`); "" posts them nowhere.

    The first that is set makes the secret that posts are signed with. It stands in the desk, as the
    address does: whichever desk holds the lease posts, and one without a window has no keyring.
    """
    _may_set(work)
    key = _checked(shape, key)
    wanted = one_line(url)
    check_length("webhook", wanted, _LONGEST)
    if wanted and not _is_web_address(wanted):
        raise KnownError(
            "Not an address", f"“{wanted}” is no address that can be posted to.",
            "Write it with http:// or https:// and the name of a host.",
        )  # fmt: skip
    if wanted != webhook(work.session):
        _keep(work, WEBHOOK, wanted)
        _keep(work, WEBHOOK_SET_AT, str(to_seconds(work.now)))
    if wanted:
        _keep(work, WEBHOOK_SHAPE, shape)
        _keep(work, WEBHOOK_KEY, key)
        if not value(work.session, WEBHOOK_SECRET):
            _keep(work, WEBHOOK_SECRET, new_secret())
    work.kinds.add("webhook")


def renew_secret(work: Work) -> str:
    """Sign with another secret from now on; returns it."""
    _may_set(work)
    secret = new_secret()
    _keep(work, WEBHOOK_SECRET, secret)
    work.kinds.add("webhook")
    return secret


def _checked(shape: str, key: str) -> str:
    if shape not in BODIES:
        raise KnownError(
            "No such shape", f"“{echoed(shape)}” is no shape of a post.",
            f"Choose one of {', '.join(BODIES)}.",
        )  # fmt: skip
    key = one_line(key)
    check_length("key", key, _LONGEST)
    if shape == "pager" and not key:
        raise KnownError(
            "A key is missing", "A pager takes only what comes with its key.",
            "Give the key that it shows for this integration (“--key”).",
        )  # fmt: skip
    return key


def _keep(work: Work, name: str, value: str) -> None:
    row = work.session.get(DeskValue, name)
    if row is None:
        work.session.add(DeskValue(name=name, value=value))
    else:
        row.value = value


def record_post(work: Work, alert_id: int, step: int, failure: str) -> None:
    """Note what came of a try of a post (`AlertPost.step`); "" for a failure: it was taken."""
    row = work.session.get(AlertPost, (alert_id, step))
    if row is None:
        row = AlertPost(alert_id=alert_id, step=step, tries=0)
        work.session.add(row)
    row.tries += 1
    row.tried_at, row.failure = work.now, failure
    if not failure:
        row.posted_at = work.now


def _may_set(work: Work) -> None:
    """It sends what cases are called outside: that is for the lead to decide, where one leads."""
    if work.person_id is None:
        return
    heard = roles_heard(work.person_id, load_roster(work.session), to_seconds(work.now))
    if LEAD not in heard:
        raise KnownError(
            "Not changed", "Where escalations are posted is for the lead to say.",
            "Ask whoever leads the team.",
        )  # fmt: skip


def _is_web_address(url: str) -> bool:
    if not url.isascii() or not url.isprintable() or " " in url:  # no request can say such
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
