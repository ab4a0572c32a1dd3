"""The forecast that thresholds go by, kept up beside a window."""

import uuid
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from desktop.queue_forecast import ForecastTimes, forecast_round
from models.database import Database
from models.errors import KnownError
from ui.tasks import Tasks


class LiveForecast(QObject):
    """Has it made off the GUI thread, aside: nothing waits for it."""

    def __init__(self, database: Database, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._round = partial(forecast_round, database, uuid.uuid4().hex)
        self._tasks, self._times = tasks, ForecastTimes()

    def look(self, now: datetime) -> None:
        """Is it time?"""
        if self._times.is_time(now):
            self._tasks.read(self._round, _made, _not_made, self, "forecast", aside=True)


def _made(_: bool) -> None:
    """The next look at the queue goes by it."""


def _not_made(error: Exception) -> None:
    """That a desk cannot be reached is said by the watch; the forecast is made a minute later."""
    if not isinstance(error, KnownError):
        raise error
