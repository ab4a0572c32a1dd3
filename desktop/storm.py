"""Many alerts within a minute are one message, brought up to date where it stands."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from desktop.alert_messages import TOGETHER, worst_of_each
from models.queries.alerts import AlertRow

MINUTE: Final = timedelta(minutes=1)


class Storm:
    """Counts what was told of late; time is passed in."""

    def __init__(self, most: int = 2 * TOGETHER) -> None:
        self._most = most
        self._alone: list[datetime] = []
        self._together: list[AlertRow] = []
        self._last: datetime | None = None

    def keep(self, due: Collection[int]) -> None:
        """Only these alerts still are: of the others no message speaks any more."""
        self._together = [row for row in self._together if row.id in due]

    def gather(self, rows: Sequence[AlertRow], now: datetime) -> list[AlertRow]:
        """The rows of one message for all, these among them; empty where each has its own."""
        clocks = len(worst_of_each(rows))
        self._alone = [at for at in self._alone if timedelta() <= now - at < MINUTE]
        over = self._last is None or not timedelta() <= now - self._last < MINUTE
        if over:
            self._together = []
        if over and clocks <= TOGETHER and len(self._alone) + clocks <= self._most:
            self._alone += [now] * clocks
            return []
        known = {row.id for row in rows}
        self._together = [row for row in self._together if row.id not in known] + list(rows)
        self._last = now
        return self._together
