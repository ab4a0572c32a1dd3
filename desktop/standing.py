"""How the desk stands at a look: what fired, what this person was not told of, what is in danger.

A look costs what is due, not what is open: each of its queries goes by an index, and the open cases
are counted when the log has grown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from desktop.watch import claim, sweep, until_next
from models.database import Database
from models.gauge import Danger
from models.queries.alerts import AlertRow
from models.queries.chips import danger
from models.queries.due_now import DueNow, due_now
from models.queries.queue import log_mark, open_count

_RECOUNT: Final = timedelta(minutes=1)
"""Colleagues' entries may come to be seen in another order than they are numbered."""


@dataclass(frozen=True)
class Standing:
    """What one look found; `waiting` its person was not told of yet, `pause` is in seconds."""

    now: datetime
    fired: list[AlertRow]
    waiting: list[AlertRow]
    due: list[DueNow]
    danger: Danger
    open_cases: int
    pause: float


class Looking:
    """Looks at a desk again and again; call it on one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mark = -1
        self._counted_at: datetime | None = None
        self._open = 0

    def look(self, only: Collection[str] | None = None) -> Standing:
        """Fire what is due, claim what its person is to be told, and see how the desk stands.

        `only` these priorities may be told here just now: what is not claimed, another desk tells.
        """
        database = self._database
        found = sweep(database)
        waiting = claim(database, only)
        now, me = database.clock.now(), database.person_id

        def query(session: Session) -> tuple[list[DueNow], Danger, int]:
            return due_now(session, me, now), danger(session, now), self._count(session, now)

        return Standing(
            now, found.fired, waiting, *database.read(query),
            until_next(database.clock, found.next_due_at),
        )  # fmt: skip

    def _count(self, session: Session, now: datetime) -> int:
        mark, since = log_mark(session), self._counted_at
        if mark != self._mark or since is None or not since <= now < since + _RECOUNT:
            self._open = open_count(session)
            self._mark, self._counted_at = mark, now
        return self._open
