"""Work times read from a desk, on both databases."""

from datetime import timedelta
from functools import partial

import pytest

from models.database import Database
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.work_times import load_work_times
from tests.conftest import NOW
from tests.models.queries.pasts import HOUR, put, story


def test_read_from_the_history(database: Database) -> None:
    done = [story(number, 8, 300 - number, f"Agent {number % 2}", "P2") for number in range(40)]
    put(database, [*done, story(90, None, 3, "Agent 0", "P2")])
    now = database.read(partial(load_work_times, now=NOW))
    assert now.times.cases[RESOLUTION, "P2", ""] == 40
    assert now.times.cases[FIRST_RESPONSE, "P2", "login"] == 41
    held = 4.3  # every second hour one of theirs begins, each lasts eight
    assert now.times.median("P2", "login") == pytest.approx(8 * HOUR / held, rel=0.25)
    (kind,) = now.open.values()
    assert now.kind(kind.case_id) == kind
    assert now.kind(kind.case_id, FIRST_RESPONSE) is None
    assert kind.spent == pytest.approx(3 * HOUR)
    assert (kind.priority, kind.category) == ("P2", "login")


def test_older_than_a_year_teaches_nothing(database: Database) -> None:
    put(database, [story(number, 8, 9_000, "Agent 0", "P2") for number in range(5)])
    now = database.read(partial(load_work_times, now=NOW))
    assert now.times.cases == {}
    later = database.read(partial(load_work_times, now=NOW - timedelta(days=30)))
    assert later.times.cases[RESOLUTION, "P2", ""] == 5
