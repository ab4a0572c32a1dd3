"""Looks each minute whether the first shift has begun for what came in the night."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from models.changes import Changes
from models.commands.morning import assign_since_night
from models.database import Database
from models.queries.night import wait_since_night

EACH: Final = timedelta(minutes=1)


class NightWatch:
    """Looks at first, and each minute; nothing is written where nothing waits."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def look(self, database: Database) -> Changes | None:
        """What was assigned just now, if anything was."""
        now, since = database.clock.now(), self._looked_at
        if since is not None and since <= now < since + EACH:
            return None
        self._looked_at = now
        if not database.read(partial(wait_since_night, now=now)):
            return None
        written = database.write(assign_since_night)
        return written.changes if written.result else None
