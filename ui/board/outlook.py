"""What is expected to breach, at the head of the board: looked at aside, for it takes a second."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from models.handbook.calibration import Calibration
from models.queries.calibration import calibration
from models.queries.forecast import ForecastNow, forecast_now
from ui.widgets.forecast_line import ForecastLine
from ui.workspace import Workspace

_AGAIN: Final = timedelta(minutes=5)
_TRUST_AGAIN: Final = timedelta(hours=8)


class Outlook(QObject):
    """Reads the forecast while the board is in view, every five minutes; how far to trust it, once
    a shift. Where that fails the line stays as it was: the board does its work without."""

    def __init__(self, workspace: Workspace, line: ForecastLine) -> None:
        super().__init__(line)
        self._workspace, self._line = workspace, line
        self._forecast_at: datetime | None = None
        self._trust_at: datetime | None = None

    def look(self) -> None:
        """Is it time?"""
        now = self._workspace.clock.now()
        read = partial(self._workspace.read, owner=self, failed=_nothing, aside=True)
        if _is_over(self._forecast_at, now, _AGAIN):
            self._forecast_at = now
            read(partial(forecast_now, now=now), self._show, key="forecast")
        if _is_over(self._trust_at, now, _TRUST_AGAIN):
            self._trust_at = now
            read(partial(calibration, now=now), self._trust, key="trust")

    def renew(self) -> None:
        """Cards were moved: what is expected of it is looked at with the next look."""
        self._forecast_at = None

    def _show(self, found: ForecastNow) -> None:
        self._line.show_forecast(found)

    def _trust(self, found: Calibration) -> None:
        self._line.show_trust(found)


def _is_over(since: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether so much time passed, or the clock went back."""
    return since is None or not since <= now < since + span


def _nothing(error: Exception) -> None:
    """A forecast that could not be made is made again later."""
