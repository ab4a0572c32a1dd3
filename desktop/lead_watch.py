"""Looks once a day whether people's cases have taught how early they are to be told."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from models.commands.learning import leads_to_learn, learn_leads
from models.database import Database

DAILY: Final = timedelta(days=1)


class LeadWatch:
    """Looks at first, and daily; nothing is written where nothing has changed."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def look(self, database: Database) -> bool:
        """Whether leads were learned anew just now."""
        now, since = database.clock.now(), self._looked_at
        if since is not None and since <= now < since + DAILY:
            return False
        learn = database.read(partial(leads_to_learn, now=now))
        if learn:
            database.write(learn_leads)
        self._looked_at = now
        return learn
