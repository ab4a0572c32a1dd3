"""When a watch looks aside: at burns, crossings, the night's cases, of which no alert tells."""

from datetime import datetime, timedelta
from typing import Final

_IDLE: Final = timedelta(minutes=1)
"""Between two such looks where nothing happened at all."""


class AsideTimes:
    """At each look of the watch while anything happens; else seldom, for it costs as much again."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._mark, self._tells = -1, False

    def again(self) -> None:
        """With the next look in any case: what is told was written, or nothing could be read."""
        self._at = None

    def due(self, now: datetime, mark: int, fired: bool, tells: bool) -> bool:
        """Whether to, with this look; `mark` is how far the log has grown, `tells` whether anything
        may be told."""
        at, same = self._at, (mark, tells) == (self._mark, self._tells)
        if at is not None and at <= now < at + _IDLE and same and not fired:
            return False
        self._at, self._mark, self._tells = now, mark, tells
        return True
