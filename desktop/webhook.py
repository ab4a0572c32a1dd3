"""Posts escalations to the team's webhook, from the one desk that holds the lease."""

import http.client
import json
import logging
import traceback
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from desktop.deadline import Deadline
from models.commands.webhook import record_post
from models.database import Database
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.lease import ESCALATIONS, release, take
from models.queries.crossing_posts import crossing_posts_due
from models.queries.desk import desk_mark
from models.queries.posts_due import ToPost, posts_due
from models.queries.webhook import ESCALATED, QUEUE, Hook, hook_of
from models.webhook_answer import Answer
from models.webhook_bodies import BODIES
from models.webhook_news import Told
from models.webhook_signing import signed

PATIENCE: Final = 10.0
"""Seconds that a webhook may take to answer, to the end of its answer."""
_SHOWN: Final = 200
"""Letters of its answer that are shown to whoever tries it."""
_LOG = logging.getLogger("leadline.webhook")

Send = Callable[[str, bytes, Mapping[str, str]], str]


@dataclass(frozen=True)
class Posted:
    """What a round of posting did: how many were taken, and why the next one was not."""

    taken: int = 0
    failure: str = ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is posted goes to the address that the team wrote, and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def send(url: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Post JSON; "" where it was taken, or else why not, without the address: it may hold a key."""
    return ask(url, body, headers, reads=False).failure


def ask(
    url: str, body: bytes, headers: Mapping[str, str], *, reads: bool, within: float = PATIENCE
) -> Answer:
    """The same with what the webhook answered; its words too where somebody `reads` them."""
    told = {"Content-Type": "application/json", "User-Agent": "Leadline", **headers}
    with Deadline(within) as deadline:
        try:
            request = urllib.request.Request(url, body, told, method="POST")
            opener = urllib.request.build_opener(_NoRedirect, *deadline.handlers())
            with opener.open(request, timeout=within) as response:
                return Answer(response.status, _words(response) if reads else "")
        except urllib.error.HTTPError as error:
            with error:
                said = _words(error) if reads else ""
                return Answer(error.code, said, f"The webhook answered {error.code}.")
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = "timed out" if deadline.is_over else _reason(error)
    return Answer(failure=f"The webhook cannot be reached: {why}.")


def _reason(error: Exception) -> str:
    """Why it was not reached. The words of what is no error of the network hold the address."""
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    if isinstance(error, (http.client.HTTPException, ValueError)):
        return type(error).__name__
    return str(error) or type(error).__name__


def _words(response: Any) -> str:
    """The first of them, on one line, whatever they are."""
    try:
        said = response.read(4 * _SHOWN).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return ""
    plain = "".join(letter if letter.isprintable() else " " for letter in said)
    return " ".join(plain.split())[:_SHOWN]


def post_round(database: Database, holder: str, send: Send = send) -> Posted | None:
    """Post what is to be posted, and note what came of each; None where another desk does it, or
    the team has no webhook."""
    hook = database.read(hook_of)
    if hook is None or not take(database.engine, ESCALATIONS, holder):
        return None
    mark, rows = database.read(desk_mark), _rows(database, hook)
    for taken, row in enumerate(rows):
        body = body_of(hook, row.news, mark)
        failure = send(hook.url, body, headers_of(hook, body, to_seconds(database.clock.now())))
        _note(database, row, failure)
        if failure:  # the others would fare no better: they are tried at the next look
            return Posted(taken, failure)
        if not take(database.engine, ESCALATIONS, holder):  # somebody else posts the others
            return Posted(taken + 1)
    return Posted(len(rows))


def body_of(hook: Hook, news: Told, mark: str) -> bytes:
    """What is posted of news, known by the desk's mark and their number."""
    told = BODIES[hook.shape](news, f"leadline-{mark}-{news.number}", hook.key)
    return json.dumps(told).encode()


def headers_of(hook: Hook, body: bytes, at: int) -> dict[str, str]:
    """The signature, where there is a secret."""
    return signed(hook.secret, at, body) if hook.secret else {}


def _rows(database: Database, hook: Hook) -> list[ToPost]:
    """What the team wishes posted; what was posted before is told of to its end all the same."""
    now = database.clock.now()
    return [
        *database.read(partial(posts_due, now=now, fresh=ESCALATED in hook.posts)),
        *database.read(partial(crossing_posts_due, now=now, fresh=QUEUE in hook.posts)),
    ]


def post_once(database: Database) -> Posted | None:
    """A round by itself, and the lease given back for whoever goes on."""
    holder = uuid.uuid4().hex
    posted = post_round(database, holder)
    if posted is not None:
        release(database.engine, ESCALATIONS, holder)
    return posted


def _note(database: Database, row: ToPost, failure: str) -> None:
    if failure:
        _LOG.error("A post was not taken: %s", failure)
    database.write(partial(
        record_post, alert_id=row.alert_id, step=row.number, failure=failure, entity=row.entity
    ))  # fmt: skip


class Poster:
    """Posts on a thread of its own, one round at a time: a webhook that hangs holds nobody up.

    `said` hears, at the next look, what a round did. One that broke off is a failure like another:
    the watch goes on.
    """

    def __init__(
        self, database: Database, holder: str, said: Callable[[Posted], None], send: Send = send
    ) -> None:
        self._round = partial(post_round, database, holder, send)
        self._give_back = partial(release, database.engine, ESCALATIONS, holder)
        self._said = said
        self._lane = ThreadPoolExecutor(1, "webhook")
        self._running: Future[Posted | None] | None = None

    def keep_up(self) -> None:
        """Hear of the last round where it is through, and begin another."""
        if self._running is not None:
            if not self._running.done():
                return
            self._hear(self._running)
        self._running = self._lane.submit(self._round)

    def end(self) -> None:
        """Wait for the round that is on, and give the lease back."""
        self._lane.shutdown()
        if self._running is None:
            return
        self._hear(self._running)
        with suppress(KnownError):  # a database that is gone keeps the lease until it runs out
            self._give_back()

    def _hear(self, running: "Future[Posted | None]") -> None:
        self._running = None
        posted = _result(running)
        if posted is not None:
            self._said(posted)


def _result(running: "Future[Posted | None]") -> Posted | None:
    try:
        return running.result()
    except KnownError as error:
        _LOG.error("Nothing was posted: %s", error)
        return Posted(failure=str(error))
    except Exception as error:  # the edge of the thread; its words may hold the address
        way = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("Nothing was posted: %s\n%s", type(error).__name__, way)
        return Posted(failure=f"A fault in Leadline: {type(error).__name__}.")
