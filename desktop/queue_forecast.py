"""Keeps the forecast up that the thresholds on breaches go by: one desk makes it for all."""

import logging
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from desktop.logs import log_fault
from models.database import Database
from models.errors import KnownError
from models.last_forecast import keep_forecast
from models.lease import FORECASTS, release, take
from models.queries.queue_forecast import forecast_is_due, queue_forecast

EACH: Final = timedelta(minutes=1)
"""How often it is asked whether it is due."""
AFTER: Final = timedelta(seconds=20)
"""A desk that was just opened has other things to do first."""
_LOG = logging.getLogger("leadline.forecast")


def forecast_round(database: Database, holder: str) -> bool:
    """Make the forecast where it is due and no other desk is at it; whether it was made."""
    is_due = partial(forecast_is_due, now=database.clock.now())
    if not database.read(is_due) or not take(database.engine, FORECASTS, holder):
        return False
    try:
        if not database.read(is_due):  # another desk has made it meanwhile
            return False
        keep_forecast(
            database.engine, database.read(partial(queue_forecast, now=database.clock.now()))
        )
    finally:
        release(database.engine, FORECASTS, holder)
    return True


def forecast_beside(database: Database, holder: str) -> None:
    """The same where other work goes on: why none was made is noted."""
    try:
        forecast_round(database, holder)
    except KnownError as error:
        _LOG.error("No forecast was made: %s", error)
    except Exception as error:  # the edge of it: alerts are told, and posted, all the same
        log_fault(error)


class ForecastTimes:
    """When a desk that goes on asks for a round: each minute, but not at once."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def is_time(self, now: datetime) -> bool:
        """Whether to ask now, and then not for a minute."""
        if self._looked_at is None:
            self._looked_at = now - EACH + AFTER
        if self._looked_at <= now < self._looked_at + EACH:
            return False
        self._looked_at = now
        return True


class Forecaster:
    """Makes rounds on a thread of its own: alerts wait for none of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._round = partial(forecast_beside, database, uuid.uuid4().hex)
        self._times = ForecastTimes()
        self._lane = ThreadPoolExecutor(1, "forecast")
        self._running: Future[None] | None = None

    def keep_up(self) -> None:
        """Begin another round where it is time and the last one is through."""
        if self._running is not None and not self._running.done():
            return
        if self._times.is_time(self._database.clock.now()):
            self._running = self._lane.submit(self._round)

    def end(self) -> None:
        """Wait for the round that is on."""
        self._lane.shutdown()
