"""Where escalations are posted, and what became of each."""

from urllib.parse import urlsplit

from models.entities import AlertPost, DeskValue
from models.errors import KnownError
from models.handbook.alerting import roles_heard
from models.handbook.instants import to_seconds
from models.handbook.roster import LEAD
from models.queries.webhook import WEBHOOK, WEBHOOK_SET_AT, webhook
from models.rosters import load_roster
from models.typed_text import check_length, one_line
from models.work import Work

_LONGEST = 2000


def set_webhook(work: Work, url: str) -> None:
    """Post escalations there from now on; "" posts them nowhere."""
    _may_set(work)
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
    work.kinds.add("webhook")


def _keep(work: Work, name: str, value: str) -> None:
    row = work.session.get(DeskValue, name)
    if row is None:
        work.session.add(DeskValue(name=name, value=value))
    else:
        row.value = value


def record_post(work: Work, alert_id: int, step: int, failure: str) -> None:
    """Note what came of a try; "" for a failure: it was taken."""
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
