"""A threshold of the queue that is crossed reaches the webhook once, and so does its end."""

import json
from datetime import timedelta
from functools import partial

from desktop.queue_watch import MINUTELY, QueueWatch
from desktop.webhook import Posted, post_round
from models.commands.cases import assign
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.queries.coverage import coverage_now
from models.queries.posts_due import BETWEEN, MOST_TRIES
from models.queries.webhook import ESCALATED, QUEUE, last_failure
from tests.conftest import MovingClock
from tests.desktop.hook import Hook
from tests.desktop.test_queue_watch import TWO_OPEN, opened
from tests.desktop.test_webhook import escalated
from tests.desktop.test_webhook_ends import actions, set_pager
from tests.models.queries.test_queue_readings import publish, threshold

UNASSIGNED = threshold(watch="oldest_unassigned", limit="1 h", back_at="30 min", role="squad_lead")
SAID = "3 cases are open, over 2"


def crossed(database: Database) -> list[int]:
    """Three cases are open, of which two would be enough."""
    publish(database, TWO_OPEN)
    cases = opened(database, 3)
    assert QueueWatch().look(database)
    return list(cases)


def fall_back(database: Database, clock: MovingClock) -> None:
    """Nothing is watched any more."""
    clock.instant += timedelta(seconds=1)
    publish(database)
    assert QueueWatch().look(database) == []


def posted(database: Database) -> Posted | None:
    return post_round(database, "one")


def test_a_crossing_is_posted_once_and_once_that_it_has_fallen_back(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    """Back is under the lower limit: until then nothing is told of it, whatever it does."""
    set_pager(database, hook.url)
    publish(database, UNASSIGNED)
    first, second = opened(database, 1), list[int]()
    clock.instant += timedelta(minutes=40)
    second += opened(database, 1)
    clock.instant += timedelta(minutes=21)
    watch = QueueWatch()
    assert len(watch.look(database)) == 1
    assert posted(database) == Posted(1)
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    clock.instant += timedelta(minutes=10)
    database.write(partial(assign, case_ids=first, person_id=ana))
    assert watch.look(database) == []
    assert posted(database) == Posted(0)  # under the limit, and over the lower one
    assert actions(hook) == ["trigger"]
    database.write(partial(assign, case_ids=second, person_id=ana))
    clock.instant += MINUTELY
    assert watch.look(database) == []
    assert posted(database) == Posted(1)
    assert posted(database) == Posted(0)
    assert actions(hook) == ["trigger", "resolve"]
    told, over = hook.got
    assert told["payload"]["summary"].endswith(
        "over 1 h. Nobody is squad lead: the lead is told, once, until it has fallen back."
    )
    assert told["dedup_key"] == over["dedup_key"]
    assert "-queue-" in told["dedup_key"]


def test_all_of_it_is_told_by_name_and_no_case_is(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    database.write(partial(set_webhook, url=hook.url))
    crossed(database)
    assert posted(database) == Posted(1)
    (told,) = hook.got
    assert told.pop("alert").endswith(told["id"].removesuffix("-crossed"))
    assert told.pop("id").startswith("queue-")
    assert told == {
        "event": "crossed", "threshold": "open_cases; role=squad_lead", "sentence": SAID,
        "role": "squad_lead", "role_held": False, "at": clock.instant.isoformat(),
        "restricted": False,
    }  # fmt: skip
    assert "Exports stall" not in json.dumps(hook.got)


def test_one_that_was_not_taken_is_tried_again_and_the_lead_hears_why(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    database.write(partial(set_webhook, url=hook.url))
    crossed(database)
    hook.answer = 500
    for _ in range(MOST_TRIES + 1):
        posted(database)
        clock.instant += BETWEEN
    assert len(hook.got) == MOST_TRIES
    failure = partial(last_failure, now=clock.now())
    assert database.read(failure) == "The webhook answered 500."


def test_what_fell_back_before_it_was_posted_is_news_to_nobody(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    crossed(database)
    fall_back(database, clock)
    database.write(partial(set_webhook, url=hook.url))
    assert posted(database) == Posted(0)


def test_a_webhook_is_not_told_what_had_crossed_before_it_was_set(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    crossed(database)
    clock.instant += timedelta(seconds=1)
    database.write(partial(set_webhook, url=hook.url))
    assert posted(database) == Posted(0)
    fall_back(database, clock)
    assert posted(database) == Posted(0)


def test_what_is_left_out_is_not_posted_and_what_was_is_ended_all_the_same(
    database: Database, clock: MovingClock, hook: Hook
) -> None:
    only = partial(set_webhook, url=hook.url, posts=(ESCALATED,))
    database.write(only)
    crossed(database)
    assert posted(database) == Posted(0)
    escalated(database, clock)
    database.write(partial(set_webhook, url=hook.url, posts=(QUEUE,)))
    assert posted(database) == Posted(1)
    assert [told["event"] for told in hook.got] == ["crossed"]
    found = database.read(partial(coverage_now, now=clock.now()))
    assert not any(row.watched for row in found.rows)  # it hears of no alert
    database.write(only)
    fall_back(database, clock)
    assert posted(database) == Posted(2)
    assert sorted(told["event"] for told in hook.got) == ["crossed", "escalated", "fell_back"]
