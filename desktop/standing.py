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
from models.commands.alerts import AT_ONCE
from models.database import Database
from models.gauge import Danger
from models.hearing import hearing
from models.queries.alerts import AlertRow, due_alerts, heard_of, next_due_at, unshown_alerts
from models.queries.chips import danger
from models.queries.due_now import DueNow, due_now
from models.queries.queue import log_mark, open_count

_RECOUNT: Final = timedelta(minutes=1)
"""Colleagues' entries may come to be seen in another order than they are numbered."""


@dataclass(frozen=True)
class Standing:
    """What one look found; `waiting` its person was not told of yet, `pause` is in seconds; `mark`
    is how far the log had grown."""

    now: datetime
    fired: list[AlertRow]
    waiting: list[AlertRow]
    due: list[DueNow]
    danger: Danger
    open_cases: int
    pause: float
    mark: int


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
            until_next(database.clock, found.next_due_at), self._mark,
        )  # fmt: skip

    def glance(self, only: Collection[str] | None = None) -> Standing:
        """The same while a long write, such as an import, has the write lane.

        On a server others write meanwhile. A file has one writer: what is due is only read, so that
        its person is told now; it fires, and that it was told is recorded, when the file is free.
        """
        database = self._database
        if not database.one_writer:
            return self.look(only)
        now, me = database.clock.now(), database.person_id

        def query(session: Session) -> Standing:
            unfired = due_alerts(session, now, AT_ONCE)
            waiting = list[AlertRow]()
            if me is not None:
                waiting = heard_of(session, hearing(session, me, now), unfired, only)
                waiting += unshown_alerts(session, me, now, only)
            stands = due_now(session, me, now, unfired), danger(session, now)
            counted, pause = self._count(session, now), next_due_at(session, now)
            until = until_next(database.clock, pause)
            return Standing(now, [], waiting, *stands, counted, until, self._mark)

        return database.read(query)

    def _count(self, session: Session, now: datetime) -> int:
        mark, since = log_mark(session), self._counted_at
        if mark != self._mark or since is None or not since <= now < since + _RECOUNT:
            self._open = open_count(session)
            self._mark, self._counted_at = mark, now
        return self._open
