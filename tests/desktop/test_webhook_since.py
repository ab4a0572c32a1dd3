"""What a webhook is told begins when it is set; what somebody saw since needs no post."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from desktop.webhook import Posted, post_round
from models.commands.alerts import mark_acted, mark_seen
from models.commands.people import add_person
from models.commands.webhook import set_webhook
from models.database import Database
from models.entities import AlertStep
from models.queries.webhook import last_failure
from tests.conftest import MovingClock
from tests.desktop.test_webhook import escalated

WHERE = "https://example.org/hook"


def taken(*_: object) -> str:
    return ""


def test_a_webhook_is_not_told_what_escalated_before_it_was_set(
    database: Database, clock: MovingClock
) -> None:
    escalated(database, clock)
    clock.instant += timedelta(seconds=1)
    database.write(partial(set_webhook, url=WHERE))
    assert post_round(database, "one", taken) == Posted(0)


def test_set_to_the_same_again_it_is_told_what_escalated_in_between(
    database: Database, clock: MovingClock
) -> None:
    database.write(partial(set_webhook, url=WHERE))
    escalated(database, clock)
    clock.instant += timedelta(seconds=1)
    database.write(partial(set_webhook, url=WHERE))
    assert post_round(database, "one", taken) == Posted(1)


@pytest.mark.parametrize("mark", [mark_seen, mark_acted])
def test_what_somebody_saw_or_acted_on_since_it_escalated_is_not_posted(
    database: Database, clock: MovingClock, mark: Callable[..., None]
) -> None:
    database.write(partial(set_webhook, url=WHERE))
    escalated(database, clock)
    ids = database.read(lambda session: list(session.scalars(select(AlertStep.alert_id))))
    ben = database.write(partial(add_person, name="Ben Okafor")).result
    database.write(partial(mark, alert_ids=ids, person_id=ben))
    assert post_round(database, "one", taken) == Posted(0)


def test_what_one_saw_before_it_was_handed_on_and_escalated_is_posted(
    database: Database, clock: MovingClock
) -> None:
    database.write(partial(set_webhook, url=WHERE))
    escalated(database, clock)
    (alert,) = database.read(lambda session: list(session.scalars(select(AlertStep.alert_id))))
    ben = database.write(partial(add_person, name="Ben Okafor")).result
    now, clock.instant = clock.instant, clock.instant - timedelta(minutes=1)
    database.write(partial(mark_seen, alert_ids=[alert], person_id=ben))
    clock.instant = now
    assert post_round(database, "one", taken) == Posted(1)


def test_where_another_is_set_the_failures_of_the_last_are_over(
    database: Database, clock: MovingClock
) -> None:
    database.write(partial(set_webhook, url=WHERE))
    escalated(database, clock)
    post_round(database, "one", lambda *_: "The webhook answered 500.")
    assert database.read(partial(last_failure, now=clock.now())) == "The webhook answered 500."
    clock.instant += timedelta(seconds=1)
    database.write(partial(set_webhook, url=f"{WHERE}/2"))
    assert database.read(partial(last_failure, now=clock.now())) == ""
