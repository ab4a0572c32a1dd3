"""Notices that a clock was set, or that the machine slept."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from models.desk_time import wall_time

STOPPED: Final = 30.0
"""Seconds between two beats that come every second: the process stood still."""

_SLACK: Final = timedelta(seconds=2)
"""Less than so much between two beats is nothing: clocks are slewed, and seconds are whole."""


class Heartbeat:
    """Compares the machine's time with one that nobody sets; tell it to beat every few seconds."""

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._last = (wall(), steady())
        self.gap = 0.0
        """Seconds between the last two beats by the time that nobody sets."""

    def beat(self) -> timedelta:
        """How far the machine's time jumped since the last beat; zero where it did not."""
        wall, steady = self._wall(), self._steady()
        jump = wall - self._last[0] - timedelta(seconds=steady - self._last[1])
        self.gap = steady - self._last[1]
        self._last = (wall, steady)
        return jump if abs(jump) >= _SLACK else timedelta()
