"""Escalations reach the webhook: once, from one desk, without a word of what is restricted."""

import json
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import queue_forecast
from desktop.webhook import Posted, Poster, post_round, send
from models.commands.alerts import fire_due
from models.commands.escalating import escalate_unseen
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.entities import AlertPost
from models.errors import KnownError
from models.lease import ESCALATIONS, is_held, take
from models.queries.coverage import coverage_now
from models.queries.posts_due import BETWEEN, MOST_TRIES
from models.queries.webhook import failure_for, webhook
from models.schema import open_checked
from tests.conftest import MovingClock
from tests.desktop.command_line import Typist
from tests.desktop.hook import Hook
from tests.models.commands.desk import opened
from tests.models.commands.test_escalation_path import P1
from tests.models.test_restricted import SECRET


def escalated(database: Database, clock: MovingClock, *, restricted: bool = False) -> None:
    """A P1 whose first alert nobody has seen: it has taken one step of its path."""
    ana = partial(add_person, name="Ana", role="lead")
    database.person_id = database.write(ana).result  # whom a restricted case is seen by
    opened(database, SECRET if restricted else P1)
    database.person_id = None
    clock.instant += timedelta(minutes=10)
    database.write(fire_due)
    clock.instant += timedelta(minutes=6)
    assert database.write(escalate_unseen).result


def posts(database: Database) -> list[tuple[int, bool, str]]:
    def read(session: Session) -> list[tuple[int, bool, str]]:
        rows = session.scalars(select(AlertPost))
        return [(row.tries, row.posted_at is not None, row.failure) for row in rows]

    return database.read(read)


def watched(database: Database) -> list[str]:
    found = database.read(partial(coverage_now, now=database.clock.now()))
    return [row.priority for row in found.rows if row.watched]


def test_an_escalation_is_posted_once_by_whoever_holds_the_lease(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    escalated(database, clock)
    assert post_round(database, "one") is None  # nowhere to post to
    database.write(partial(set_webhook, url=hook.url))
    assert post_round(database, "one") == Posted(1)
    assert post_round(database, "one") == Posted(0)
    assert post_round(database, "two") is None
    (told,) = hook.got
    assert told.pop("at") == clock.instant.isoformat()
    assert told.pop("deadline_at")
    alert_id, *rest = told.pop("id").split("-")
    assert rest == ["1", "escalated"]
    assert told.pop("alert").endswith(f"-{alert_id}")
    assert told == {
        "event": "escalated", "step": 1, "role_held": False,
        "role": "engineering_on_call", "restricted": False,
        "case": "CS-1001", "title": "Payments fail", "customer": "Contoso", "priority": "P1",
        "commitment": "first_response", "level": "slo",
    }  # fmt: skip
    assert posts(database) == [(1, True, "")]
    assert watched(database) == ["P1", "P2"]


def test_of_a_restricted_case_nothing_is_told_but_that_there_is_one(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    escalated(database, clock, restricted=True)
    database.write(partial(set_webhook, url=hook.url))
    outsider = database.write(partial(add_person, name="Ben Okafor")).result
    database.person_id = outsider
    assert post_round(database, "one") == Posted(1)
    assert [sorted(told) for told in hook.got] == [
        ["alert", "at", "event", "id", "restricted", "role", "role_held", "step"]
    ]
    assert "zzyzx" not in json.dumps(hook.got).casefold()


def test_one_that_was_not_taken_is_tried_again_five_times_and_said_to_the_lead(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    escalated(database, clock)
    database.write(partial(set_webhook, url=hook.url))
    hook.answer = 500
    why = "The webhook answered 500."
    for _ in range(MOST_TRIES + 2):
        post_round(database, "one")
        assert post_round(database, "one") == Posted(0)  # not before its time
        clock.instant += BETWEEN
    assert len(hook.got) == MOST_TRIES
    assert posts(database) == [(MOST_TRIES, False, why)]
    lead = database.write(partial(add_person, name="Ana")).result
    agent = database.write(partial(add_person, name="Ben Okafor")).result
    failure = partial(failure_for, now=clock.now())
    assert database.read(partial(failure, person_id=lead)) == why
    assert database.read(partial(failure, person_id=agent)) == ""
    database.write(partial(set_webhook, url=""))
    assert database.read(partial(failure, person_id=lead)) == ""


def test_one_that_comes_through_after_a_failure_is_no_failure(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    escalated(database, clock)
    database.write(partial(set_webhook, url=hook.url))
    hook.answer = 503
    assert post_round(database, "one") == Posted(0, "The webhook answered 503.")
    assert watched(database) == []
    hook.answer = 200
    clock.instant += BETWEEN
    assert post_round(database, "one") == Posted(1)
    assert posts(database) == [(2, True, "")]
    assert watched(database) == ["P1", "P2"]
    assert hook.got[0]["id"] == hook.got[1]["id"]


def test_what_is_posted_goes_nowhere_else_and_no_address_is_in_a_failure(hook: Hook) -> None:
    hook.answer = 302
    assert send(hook.url, b"{}", {}) == "The webhook answered 302."
    assert len(hook.got) == 1
    gone = send("http://127.0.0.1:1/key-1", b"{}", {})
    assert gone.startswith("The webhook cannot be reached: ")
    assert "key-1" not in gone


def test_a_webhook_that_hangs_holds_no_look_up(
    database: Database, clock: MovingClock, desk_address: str
) -> None:
    escalated(database, clock)
    database.write(partial(set_webhook, url="http://127.0.0.1:1/"))
    begun, may_end = threading.Event(), threading.Event()

    def slow(*_: object) -> str:
        begun.set()
        assert may_end.wait(30)
        return ""

    said: list[Posted] = []
    own = Database(open_checked(desk_address), clock)
    poster = Poster(own, "one", said.append, slow)
    poster.keep_up()
    assert begun.wait(30)
    poster.keep_up()  # comes back though it hangs
    assert said == []
    may_end.set()
    poster.end()
    assert said == [Posted(1)]
    assert not database.read(partial(is_held, name=ESCALATIONS))
    own.close()


@pytest.mark.parametrize("url", ["ftp://a/b", "file:///etc/passwd", "a.org", "http://", "x y"])
def test_what_is_no_web_address_is_refused(database: Database, url: str) -> None:
    with pytest.raises(KnownError, match="no address that can be posted to"):
        database.write(partial(set_webhook, url=url))
    assert database.read(webhook) == ""


def test_only_whoever_leads_says_where(database: Database) -> None:
    lead = database.write(partial(add_person, name="Ana", role="lead")).result
    database.person_id = database.write(partial(add_person, name="Ben Okafor")).result
    with pytest.raises(KnownError, match="for the lead to say"):
        database.write(partial(set_webhook, url="https://example.org/hook"))
    database.person_id = lead
    database.write(partial(set_webhook, url="https://example.org/hook"))
    assert database.read(webhook) == "https://example.org/hook"


def test_watch_once_posts_though_the_forecast_breaks_off(
    desk: Path, typed: Typist, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(queue_forecast, "forecast_round", broken)
    options = ("--database", str(desk))
    typed("webhook", hook.url, *options)
    said = typed("watch", "--once", "--json", *options)
    assert said.status == 0
    assert json.loads(said.out)["webhook"] == {"taken": 0, "failure": ""}


def test_watch_once_ends_with_1_and_says_loudly_what_was_not_posted(
    desk: Path, typed: Typist, hook: Hook
) -> None:
    options = ("--database", str(desk))
    told = typed("webhook", hook.url, *options).out
    assert told == (
        f"Escalations and crossed thresholds are posted to {hook.url}, all of it by names.\n"
    )
    database = Database(open_checked(desk), MovingClock(datetime.now(UTC) - timedelta(minutes=16)))
    clock = database.clock
    assert isinstance(clock, MovingClock)
    escalated(database, clock)
    hook.answer = 500
    said = typed("watch", "--once", "--json", *options)
    assert said.status == 1
    assert said.err == "NOT POSTED: The webhook answered 500.\n"
    assert json.loads(said.out)["webhook"] == {"taken": 0, "failure": "The webhook answered 500."}
    assert take(database.engine, ESCALATIONS, "whoever goes on")
    database.close()
    assert "The last was not posted: The webhook answered 500." in typed("webhook", *options).out
    assert typed("webhook", "--off", *options).out == "Nothing is posted.\n"
    assert "webhook" not in json.loads(typed("watch", "--once", "--json", *options).out)
