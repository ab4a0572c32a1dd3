"""The watch over the queue's thresholds: crossed once for the team, told once to each of a role."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from desktop.message import Message
from desktop.told_once import ToldOnce
from models.commands.crossings import claim_crossings, mark_crossings_told, record_crossings
from models.database import Database
from models.queries.crossings import CrossingRow, fresh_moves, untold_crossings
from models.queries.queue import log_mark
from models.queries.queue_readings import QueueReading, read_queue
from models.text import Text, text
from models.wording import role_name

MINUTELY: Final = timedelta(minutes=1)
"""Ages grow, shifts end and deadlines come nearer without an entry of the log."""


class QueueWatch:
    """Looks at first, whenever the log has grown, and every minute."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None
        self._mark = -1
        self.reading = QueueReading()

    def look(self, database: Database) -> list[CrossingRow]:
        """The crossings that this desk found just now; nothing is written where nothing moved."""
        now = database.clock.now()
        if not database.read(lambda session: self._look(session, now)):
            return []
        return database.write(record_crossings).result

    def words(self, row: CrossingRow) -> Text:
        """How it stands with a crossing by the last look; as it was crossed where that is not over
        its limit any more, but has not fallen back either."""
        return self.reading.words(row.threshold) or text("{words}", words=row.words)

    def _look(self, session: Session, now: datetime) -> bool:
        """Whether there is something to record."""
        mark, since = log_mark(session), self._looked_at
        if mark == self._mark and since is not None and since <= now < since + MINUTELY:
            return False
        self.reading = read_queue(session, now)
        self._looked_at, self._mark = now, mark
        return any(fresh_moves(session, self.reading))


def message(row: CrossingRow) -> Message:
    """A crossing as a notification says it: nothing of a customer is in it."""
    told = text("Told to the {role}, once, until it has fallen back.", role=role_name(row.role))
    return Message(row.words, str(told), None)


CROSSINGS: Final = ToldOnce(untold_crossings, claim_crossings, mark_crossings_told, message)
