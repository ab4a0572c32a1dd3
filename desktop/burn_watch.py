"""The watch for burns of error budgets: found once, told the lead once, looked for seldom."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from desktop.message import Message
from desktop.told_once import ToldOnce
from models.budget_words import burn_slo, burn_words
from models.commands.burns import claim_burns, mark_burns_told, record_burns
from models.database import Database
from models.queries.alerts import AlertRow
from models.queries.burns import BurnRow, fresh_burns, untold_burns

HOURLY: Final = timedelta(hours=1)
SOON: Final = timedelta(minutes=1)
"""A miss makes a burn, and the alert that fires at its instant says that there was one."""


class BurnWatch:
    """Looks at first, hourly, and a minute after the last look where an SLO was missed since."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None
        self._missed = False

    def look(self, database: Database, fired: Sequence[AlertRow]) -> list[BurnRow]:
        """The burns that this desk found just now; nothing is written where there are none."""
        now = database.clock.now()
        missed = any(row.level == "slo" for row in fired)
        self._missed = self._missed or missed
        if not self._due(now):
            return []
        found: list[BurnRow] = []
        if database.read(partial(fresh_burns, now=now)):
            found = database.write(record_burns).result
        # What fell due this very second is missed from the next one on: it is looked at again.
        self._looked_at, self._missed = now, missed
        return found

    def _due(self, now: datetime) -> bool:
        if self._looked_at is None:
            return True
        passed = now - self._looked_at
        return passed < timedelta() or passed >= (SOON if self._missed else HOURLY)


def message(row: BurnRow) -> Message:
    """A burn as a notification says it."""
    slo = burn_slo(row.priority, row.commitment)
    return Message(f"{slo} {burn_words(row.kind)}", row.words, None)


BURNS: Final = ToldOnce(untold_burns, claim_burns, mark_burns_told, message)
