"""What the thresholds on breaches go by: the forecast, or what falls due and that it is so."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.cases import assign
from models.commands.crossings import record_crossings
from models.commands.people import add_person
from models.database import Database
from models.handbook.thresholds import TAUGHT
from models.last_forecast import GOOD_FOR, LastForecast, keep_forecast
from models.queries.forecast import forecast_now
from models.queries.queue_forecast import LATER, SOON, forecast_is_due, queue_forecast
from models.queries.queue_readings import read_queue
from tests.conftest import NOW, MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.pasts import put, story
from tests.models.queries.test_queue_readings import publish, threshold

DAY = threshold(watch="breaches", limit=1, within="24 h", role="lead")
KEY = "breaches; within=86400; role=lead"
SECOND = timedelta(seconds=1)


def made(database: Database) -> LastForecast:
    found = database.read(partial(queue_forecast, now=database.clock.now()))
    keep_forecast(database.engine, found)
    return found


def is_due(database: Database) -> bool:
    return database.read(partial(forecast_is_due, now=database.clock.now()))


def words(database: Database, key: str = KEY) -> str:
    reading = database.read(partial(read_queue, now=database.clock.now()))
    return str(reading.words(key))


def taught(database: Database) -> None:
    """A history of eight hours each, and four cases that are due before they can be done."""
    done = [story(number, 8, 300 - number) for number in range(40)]
    put(database, [*done, *(story(90 + at, None, 23) for at in range(4))])


def test_it_is_the_forecast_and_says_so(database: Database) -> None:
    publish(database, DAY, threshold(watch="breaches", limit=1, within="24 h", priorities=["P1"]))
    taught(database)
    found = made(database)
    board = database.read(partial(forecast_now, now=NOW))
    assert found.breaches[KEY] == round(board.within(24).mean) >= 4
    assert found.breaches["breaches; priorities=P1; within=86400; role=lead"] == 0
    assert found == made(database)
    count = found.breaches[KEY]
    assert words(database) == f"{count} cases are expected to breach within 24 h, over 1"


def test_with_too_few_past_cases_it_is_what_falls_due_and_that_is_said(database: Database) -> None:
    publish(database, DAY)
    for _ in range(3):
        opened(database)
    found = made(database)
    assert (found.learnt_from, found.breaches) == (0, {})
    assert words(database) == (
        "3 cases fall due within 24 h, over 1; too few past cases for a forecast"
    )
    (row,) = database.write(record_crossings).result
    assert row.words == words(database)


def test_beyond_the_forecasts_reach_it_is_what_falls_due(database: Database) -> None:
    publish(database, threshold(watch="breaches", limit=1, within="96 h"))
    for _ in range(2):
        opened(database)
    assert not is_due(database)
    assert words(database, "breaches; within=345600; role=lead") == (
        "2 cases fall due within 96 h, over 1; a forecast reaches 72 h"
    )


def test_until_there_is_one_and_once_it_is_old_nothing_moves(
    database: Database, clock: MovingClock
) -> None:
    """What was crossed stays so: it is not known."""
    publish(database, DAY)
    taught(database)
    assert database.write(record_crossings).result == []
    made(database)
    assert len(database.write(record_crossings).result) == 1
    clock.instant += GOOD_FOR
    assert database.read(partial(read_queue, now=clock.now())).values == {}
    assert database.write(record_crossings).result == []
    assert words(database) == "None"
    keep_forecast(database.engine, LastForecast(int(clock.now().timestamp()), 0, 99, {KEY: 0}))
    database.write(record_crossings)
    keep_forecast(database.engine, LastForecast(int(clock.now().timestamp()), 0, 99, {KEY: 2}))
    assert len(database.write(record_crossings).result) == 1


def test_it_is_made_seldom_and_sooner_where_something_happened(
    database: Database, clock: MovingClock
) -> None:
    publish(database)
    assert not is_due(database)
    clock.instant += SECOND
    begin = clock.instant
    publish(database, DAY)
    assert is_due(database)
    made(database)
    assert not is_due(database)
    clock.instant += SOON
    assert not is_due(database)
    opened(database)
    assert is_due(database)
    clock.instant -= SECOND
    assert not is_due(database)
    clock.instant = begin + LATER
    assert is_due(database)


def test_what_happened_to_a_case_that_its_desk_may_not_see_is_no_news_for_ever(
    database: Database, clock: MovingClock
) -> None:
    """The forecast is of all cases, and so is what tells that something happened since."""
    publish(database, DAY)
    database.write(partial(add_person, name="Lena", role="lead"))
    kim = database.write(partial(add_person, name="Kim")).result
    opened(database)
    secret = replace(WHOLE, security="yes", priority="P1")
    opened(database, secret)
    database.person_id = kim
    made(database)
    clock.instant += SOON
    assert not is_due(database)
    database.person_id = None
    opened(database, secret)
    database.person_id = kim
    assert is_due(database)


def test_another_threshold_is_forecast_at_once(database: Database, clock: MovingClock) -> None:
    publish(database, DAY)
    taught(database)
    assert made(database).learnt_from >= TAUGHT
    clock.instant += SECOND
    publish(database, DAY, threshold(watch="breaches", limit=1, within="8 h"))
    assert is_due(database)
    assert set(made(database).breaches) == {KEY, "breaches; within=28800; role=lead"}
    assert not is_due(database)


def test_of_cases_to_come_as_many_are_of_a_queue_as_there_were(database: Database) -> None:
    publish(
        database,
        threshold(watch="breaches", limit=1, within="72 h", categories=["Log in", "login"]),
        threshold(watch="breaches", limit=1, within="72 h", groups=["network"]),
        threshold(watch="breaches", limit=1, within="72 h"),
    )
    taught(database)
    login, network, every = made(database).breaches.values()
    assert login == every > 0  # `story` has no other category, and no group
    assert network == 0


def test_all_cases_count_whoever_may_see_them(database: Database) -> None:
    publish(database, threshold(watch="breaches", limit=1, within="72 h", priorities=["P1"]))
    put(database, [story(number, 8, 300 - number) for number in range(40)])
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    ben = database.write(partial(add_person, name="Ben")).result
    secret = replace(WHOLE, priority="P1", security="yes", named="Ana")
    cases = [opened(database, secret) for _ in range(3)]
    database.write(partial(assign, case_ids=cases, person_id=ana))
    found = made(database)
    database.person_id = ben
    assert made(database) == found


@pytest.mark.parametrize("count", [TAUGHT - 1, TAUGHT])
def test_how_many_past_commitments_are_enough(count: int) -> None:
    assert LastForecast(0, 0, count, {}).few == (count < TAUGHT)


def test_one_from_later_than_now_is_a_copys_of_another_instant() -> None:
    at = int(NOW.timestamp())
    ages = (-1, 0, 299, 300)
    good = [LastForecast(at - age, 0, 99, {}).is_within(NOW, SOON) for age in ages]
    assert good == [False, True, True, False]
