"""What a pager opened it hears the end of: seen, and over; signed, and nothing of it restricted."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.webhook import Posted, post_round
from models.commands.alerts import acknowledge_alerts, fire_due, mark_acted, mark_seen
from models.commands.cases import assign
from models.commands.closing import resolve
from models.commands.escalating import escalate_unseen
from models.commands.people import add_person
from models.commands.undo import undo
from models.commands.webhook import renew_secret, set_webhook
from models.database import Database
from models.entities import AlertStep, Case
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.queries.posts_due import BETWEEN
from models.queries.webhook import hook_of
from models.webhook_signing import verify
from tests.conftest import MovingClock
from tests.desktop.command_line import Typist
from tests.desktop.hook import Hook
from tests.desktop.test_webhook import escalated


def set_pager(database: Database, url: str) -> None:
    database.write(partial(set_webhook, url=url, shape="pager", key="R0UT3"))


def alert_of(database: Database) -> int:
    (found,) = database.read(lambda s: s.scalars(select(AlertStep.alert_id).distinct()).all())
    return found


def case_of(database: Database) -> int:
    return database.read(lambda s: s.scalars(select(Case.id)).one())


def actions(hook: Hook) -> list[str]:
    assert len({told["dedup_key"] for told in hook.got}) == 1
    return [told["event_action"] for told in hook.got]


@pytest.mark.parametrize("see", [mark_seen, mark_acted, acknowledge_alerts])
@pytest.mark.parametrize("restricted", [False, True])
def test_a_pager_hears_once_that_somebody_has_seen_it_and_that_it_is_over(
    database: Database, clock: MovingClock, hook: Hook, see: object, restricted: bool
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock, restricted=restricted)
    assert post_round(database, "one") == Posted(1)
    clock.instant += timedelta(minutes=1)
    ana = database.write(partial(add_person, name="Ana")).result
    assert callable(see)
    database.write(partial(see, alert_ids=[alert_of(database)], person_id=ana))
    assert post_round(database, "one") == Posted(1)
    assert post_round(database, "one") == Posted(0)
    assert actions(hook) == ["trigger", "acknowledge"]
    database.person_id = ana
    database.write(partial(resolve, case_ids=[case_of(database)]))
    assert post_round(database, "one") == Posted(1)
    assert post_round(database, "one") == Posted(0)
    assert actions(hook) == ["trigger", "acknowledge", "resolve"]
    assert ("zzyzx" in json.dumps(hook.got).casefold()) is False


def test_what_is_over_before_anybody_saw_it_is_resolved_at_once(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    post_round(database, "one")
    database.write(partial(resolve, case_ids=[case_of(database)]))
    post_round(database, "one")
    assert actions(hook) == ["trigger", "resolve"]


def test_a_breach_ends_the_incident_of_its_warning(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    post_round(database, "one")
    first = hook.got[0]["dedup_key"]
    clock.instant += timedelta(hours=1)
    database.write(fire_due)
    post_round(database, "one")
    assert {"routing_key": "R0UT3", "event_action": "resolve", "dedup_key": first} in hook.got


def test_what_was_not_posted_has_no_end_to_hear_of(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    ana = database.write(partial(add_person, name="Ana")).result
    database.write(partial(mark_seen, alert_ids=[alert_of(database)], person_id=ana))
    database.write(partial(resolve, case_ids=[case_of(database)]))
    assert post_round(database, "one") == Posted(0)


def test_an_end_that_was_not_taken_is_tried_again(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    post_round(database, "one")
    database.write(partial(resolve, case_ids=[case_of(database)]))
    hook.answer = 503
    assert post_round(database, "one") == Posted(0, "The webhook answered 503.")
    assert post_round(database, "one") == Posted(0)  # not before its time
    hook.answer = 202
    clock.instant += BETWEEN
    assert post_round(database, "one") == Posted(1)
    assert actions(hook) == ["trigger", "resolve", "resolve"]


def test_what_another_address_was_told_it_alone_hears_the_end_of(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    post_round(database, "one")
    clock.instant += timedelta(seconds=1)
    set_pager(database, f"{hook.url}/2")
    database.write(partial(resolve, case_ids=[case_of(database)]))
    assert post_round(database, "one") == Posted(0)


def test_what_goes_on_after_it_was_seen_is_opened_and_seen_anew(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    post_round(database, "one")
    ana, ben = (database.write(partial(add_person, name=n)).result for n in ("Ana", "Ben"))
    database.write(partial(mark_seen, alert_ids=[alert_of(database)], person_id=ana))
    post_round(database, "one")
    clock.instant += timedelta(seconds=1)
    database.write(partial(assign, case_ids=[case_of(database)], person_id=ben))
    clock.instant += timedelta(minutes=5)
    assert database.write(escalate_unseen).result
    post_round(database, "one")
    clock.instant += timedelta(seconds=1)
    database.write(partial(mark_seen, alert_ids=[alert_of(database)], person_id=ben))
    post_round(database, "one")
    assert actions(hook) == ["trigger", "acknowledge", "trigger", "acknowledge"]


def test_what_comes_back_after_it_was_over_ends_once_more(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    set_pager(database, hook.url)
    escalated(database, clock)
    post_round(database, "one")
    ben = database.write(partial(add_person, name="Ben")).result  # who is not told of it
    database.person_id = ben
    database.write(partial(resolve, case_ids=[case_of(database)]))
    post_round(database, "one")
    clock.instant += timedelta(minutes=5)
    database.write(partial(undo, case_id=case_of(database)))
    assert database.write(escalate_unseen).result
    post_round(database, "one")
    clock.instant += BETWEEN
    database.write(partial(resolve, case_ids=[case_of(database)]))
    post_round(database, "one")
    assert actions(hook) == ["trigger", "resolve", "trigger", "resolve"]


def test_each_post_is_signed_with_the_secret_of_the_desk(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    database.write(partial(set_webhook, url=hook.url))
    escalated(database, clock)
    post_round(database, "one")
    found = database.read(hook_of)
    assert found is not None
    ((headers, body),) = hook.raw
    now = to_seconds(clock.now())
    assert verify(found.secret, headers, body, now)
    other = database.write(renew_secret).result
    assert other != found.secret
    assert not verify(other, headers, body, now)
    assert not verify(found.secret, headers, body + b" ", now)


def test_the_secret_stays_when_the_address_changes(database: Database) -> None:
    secrets = set()
    for url in ("https://example.org/1", "https://example.org/2"):
        database.write(partial(set_webhook, url=url))
        found = database.read(hook_of)
        assert found is not None
        secrets.add(found.secret)
    assert len(secrets) == 1
    assert "" not in secrets


@pytest.mark.parametrize(("shape", "key", "words"), [
    ("pigeon", "", "is no shape"), ("pager", " ", "only what comes with its key"),
])  # fmt: skip
def test_what_could_not_be_posted_is_refused(
    database: Database, shape: str, key: str, words: str
) -> None:
    with pytest.raises(KnownError, match=words):
        database.write(partial(set_webhook, url="https://a.org/", shape=shape, key=key))
    assert database.read(hook_of) is None


def test_shape_and_secret_on_the_command_line(desk: Path, typed: Typist) -> None:
    options = "--database", str(desk)
    out = typed("webhook", "https://a.org/x", "--shape", "chat", "--secret", *options).out
    assert "https://a.org/x, as a sentence for a chat.\nPosts are signed with " in out
    secret = json.loads(typed("webhook", "--secret", "--json", *options).out)["secret"]
    assert secret in out
    told = json.loads(typed("webhook", "--new-secret", "--json", *options).out)
    assert told["secret"] not in ("", secret)
    assert told["shape"] == "chat"
    assert "secret" not in json.loads(typed("webhook", "--json", *options).out)
