"""The forecast that thresholds go by: made by one desk for all, seldom, on a thread of its own."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desktop import queue_forecast
from desktop.queue_forecast import AFTER, EACH, Forecaster, ForecastTimes, forecast_round
from models.database import Database
from models.last_forecast import last_forecast
from models.lease import FORECASTS, is_held, release, take
from models.queries.queue_forecast import LATER
from models.schema import open_checked
from tests.conftest import NOW, MovingClock
from tests.models.queries.test_queue_readings import publish, threshold

DAY = threshold(watch="breaches", limit=1, within="24 h")


@pytest.fixture
def other(database: Database, desk_address: str, clock: MovingClock) -> Iterator[Database]:
    """A second desk on the same data."""
    desk = Database(open_checked(desk_address), clock)
    yield desk
    desk.close()


def held(database: Database) -> bool:
    return database.read(lambda session: is_held(session, FORECASTS))


def test_one_desk_makes_it_for_all(database: Database, other: Database, clock: MovingClock) -> None:
    publish(database)
    assert not forecast_round(database, "one")  # no threshold goes by it
    clock.instant += EACH
    publish(database, DAY)
    assert forecast_round(database, "one")
    assert not held(database)
    assert not forecast_round(other, "two")
    made = other.read(last_forecast)
    assert made == database.read(last_forecast)
    assert made is not None
    assert made.made_at == int((NOW + EACH).timestamp())
    clock.instant += LATER
    assert take(other.engine, FORECASTS, "two")
    assert not forecast_round(database, "one")  # the other is at it
    release(other.engine, FORECASTS, "two")
    assert forecast_round(database, "one")


def test_one_that_breaks_off_gives_the_lease_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database, DAY)

    def broken(*_: object, **__: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(queue_forecast, "queue_forecast", broken)
    with pytest.raises(ArithmeticError):
        forecast_round(database, "one")
    assert not held(database)


def test_it_is_asked_for_a_little_later_and_then_each_minute() -> None:
    times = ForecastTimes()
    second = timedelta(seconds=1)
    asked = (0 * second, AFTER - second, AFTER, AFTER + EACH - second, AFTER + EACH, -EACH)
    assert [times.is_time(NOW + span) for span in asked] == [
        False, False, True, False, True, True,  # the clock was set back: it is asked again
    ]  # fmt: skip


def test_a_watch_makes_it_on_a_thread_of_its_own(database: Database, clock: MovingClock) -> None:
    publish(database, DAY)
    forecaster = Forecaster(database)
    forecaster.keep_up()
    clock.instant += AFTER
    forecaster.keep_up()
    forecaster.end()
    assert database.read(last_forecast) is not None


def test_a_watch_goes_on_where_it_breaks_off(
    database: Database, clock: MovingClock, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def broken(*_: object, **__: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(queue_forecast, "forecast_round", broken)
    monkeypatch.setattr(logging.getLogger("leadline"), "propagate", True)
    forecaster = Forecaster(database)
    for _ in range(2):
        forecaster.keep_up()
        clock.instant += EACH
    forecaster.end()
    assert "ArithmeticError" in caplog.text
