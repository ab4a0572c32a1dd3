"""A webhook that answers nonsense, and a round that breaks off: the watch goes on, and is told."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from desktop.commands_watch import _watch_desk
from desktop.open_desk import look_into
from desktop.watch_loop import WatchLoop
from desktop.webhook import Posted, Poster, post_round, send
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.entities import Lease
from models.errors import KnownError
from models.queries.presence import running_desks
from models.queries.webhook import webhook
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.test_webhook import escalated
from tests.models.commands.desk import opened
from tests.models.commands.test_escalation_path import P1

WHERE = "http://127.0.0.1:1/key-1"


@contextmanager
def answering(words: bytes) -> Iterator[str]:
    """A server on loopback that says this to the first who asks."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            asked, _ = server.accept()
            with asked:
                asked.recv(65536)
                asked.sendall(words)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/key-1"
        thread.join()


def test_an_answer_that_is_no_http_is_a_failure_without_its_words() -> None:
    with answering(b"key-1 is no status\r\n\r\n") as url:
        assert send(url, b"{}", {}) == "The webhook cannot be reached: BadStatusLine."


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/key-1 x", "http://127.0.0.1:1/k\u00e9y-1"])
def test_an_address_that_cannot_be_asked_is_a_failure_without_its_words(url: str) -> None:
    said = send(url, b"{}", {})
    assert said.startswith("The webhook cannot be reached: ")
    assert "y-1" not in said


@pytest.mark.parametrize("url", [
    "https://a.org/x y", "https://a.org/\x07", "https://a.org/sch\u00f6n", "https://a.org/\u00a0x",
])  # fmt: skip
def test_an_address_that_no_request_can_say_is_refused(database: Database, url: str) -> None:
    with pytest.raises(KnownError, match="no address that can be posted to"):
        database.write(partial(set_webhook, url=url))
    assert database.read(webhook) == ""


def test_a_round_that_breaks_off_is_said_and_logged_and_the_next_begins(
    database: Database, clock: MovingClock, caplog: pytest.LogCaptureFixture
) -> None:
    escalated(database, clock)
    database.write(partial(set_webhook, url=WHERE))
    sent = threading.Semaphore(0)

    def broken(url: str, *_: object) -> str:
        sent.release()
        raise RuntimeError(url)

    said: list[Posted] = []
    poster = Poster(database, "one", said.append, broken)
    with caplog.at_level(logging.ERROR, "leadline.webhook"):
        poster.keep_up()
        assert sent.acquire(timeout=30)
        poster.end()
    assert said == [Posted(failure="A fault in Leadline: RuntimeError.")]
    assert "RuntimeError" in caplog.text
    assert "key-1" not in caplog.text


def test_a_round_ends_as_soon_as_another_desk_has_the_lease(
    database: Database, clock: MovingClock
) -> None:
    opened(database, P1)
    escalated(database, clock)
    database.write(partial(set_webhook, url=WHERE))
    sent: list[str] = []

    def lose(work: Work) -> None:
        work.session.get_one(Lease, "escalations").holder = "two"

    def slow(url: str, *_: object) -> str:
        sent.append(url)
        database.write(lose)
        return ""

    assert post_round(database, "one", slow) == Posted(1)
    assert len(sent) == 1


def test_the_watch_leaves_the_running_desks_whatever_its_poster_does(
    database: Database, desk_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.write(partial(add_person, name="Ana", role="lead"))

    def look_once(loop: WatchLoop, _wait: object) -> None:
        loop.look()
        assert len(database.read(running_desks)) == 1

    def fail(_poster: Poster) -> None:
        raise RuntimeError("poster")

    monkeypatch.setattr(WatchLoop, "run", look_once)
    monkeypatch.setattr(Poster, "end", fail)
    with pytest.raises(RuntimeError, match="poster"):
        _watch_desk(look_into(database, desk_address), as_json=False)
    assert database.read(running_desks) == []
