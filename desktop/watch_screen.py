"""Whoever sits at a watch without a window is told what they were not told of, as by a window."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from desktop.alert_messages import without_customer
from desktop.gathering import Gathering
from desktop.message import Message
from desktop.watch import Notifier, claim, record_shown
from desktop.watch_mood import Mood
from models.database import Database
from models.queries.alerts import AlertRow, may_break_quiet
from models.queries.due_now import still_due


class Screen(Notifier, Protocol):
    """A notifier that takes off what is over, as `desktop.bus.NotificationBus` is one."""

    def retain(self, alert_ids: frozenset[int]) -> None:
        """Take messages off the screen that tell of none of these alerts."""
        ...


class WatchScreen:
    """Tells storms and what came while nobody looked in one, and takes off what was answered."""

    def __init__(self, database: Database, zone: ZoneInfo, screen: Screen) -> None:
        self._database, self._screen = database, screen
        self._gathering = Gathering(zone)
        self._told_at: datetime | None = None
        self._stands = frozenset[int]()

    def slept(self) -> None:
        """The machine did, or this process stood still."""
        self._gathering.slept = True

    def look(self, fired: Sequence[AlertRow], mood: Mood) -> None:
        """Tell the person this runs for what is theirs; without one, whoever sees the screen what
        was `fired` just now."""
        if not mood.reachable:
            return
        database, now = self._database, self._database.clock.now()
        self._take_off(now)
        since, self._told_at = self._told_at, now
        away = self._gathering.away(since, now)
        only = database.read(may_break_quiet) if mood.quiet else None
        rows = claim(database, only)
        if database.person_id is None:
            rows = [row for row in fired if only is None or row.priority in only]
        if rows:
            loud = database.read(may_break_quiet)
            for message in self._gathering.messages(rows, since, now, away, loud):
                self._show(message, rows, mood)

    def _show(self, message: Message, new: Sequence[AlertRow], mood: Mood) -> None:
        """What no service took is anybody's again after a while."""
        shown = without_customer(message) if mood.locked else message
        if not self._screen.notify(shown):
            return
        self._stands |= frozenset(message.alert_ids)
        told = [row for row in message.rows if row in new]
        person_id = self._database.person_id
        if told and person_id is not None:
            record_shown(self._database, told, person_id, True)

    def _take_off(self, now: datetime) -> None:
        if not self._stands:
            return
        me = self._database.person_id
        query = partial(still_due, alert_ids=self._stands, person_id=me, now=now)
        still = self._database.read(query)
        self._gathering.storm.keep(still)
        if still != self._stands:
            self._stands = still
            self._screen.retain(still)
