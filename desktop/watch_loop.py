"""The watch without a window: looks when the next alert is due, until it is told to stop."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from desktop.action_watch import ACTIONS
from desktop.article_watch import CHORES, ArticleWatch
from desktop.burn_watch import BURNS, BurnWatch
from desktop.cover_watch import CoverWatch
from desktop.heartbeat import STOPPED, Heartbeat
from desktop.lead_watch import LeadWatch
from desktop.night_watch import NightWatch
from desktop.postmortem_watch import REVIEWS
from desktop.queue_watch import CROSSINGS, QueueWatch
from desktop.replay.feed import Feed
from desktop.told_once import Row, ToldOnce
from desktop.watch import BEAT, put_right, sweep, until_next
from desktop.watch_mood import Mood
from desktop.watch_screen import Screen, WatchScreen
from models.database import Database
from models.errors import KnownError
from models.queries.alerts import AlertRow, may_break_quiet
from models.queries.burns import BurnRow
from models.queries.coverage import CoverRow
from models.queries.crossings import CrossingRow

Wait = Callable[[float], bool]
"""Waits so many seconds; True as soon as somebody asks to stop."""


class Reporter(Protocol):
    """Says what the watch did, as lines or as JSON."""

    def fired(self, rows: Sequence[AlertRow], now: datetime) -> None:
        """Alerts that this desk fired, for whomever they are."""
        ...

    def escalated(self, rows: Sequence[AlertRow], now: datetime) -> None:
        """Alerts that nobody saw in good time, and that went on to the next of their path."""
        ...

    def burning(self, rows: Sequence[BurnRow], now: datetime) -> None:
        """Error budgets that this desk found to burn."""
        ...

    def crossed(self, rows: Sequence[CrossingRow], now: datetime) -> None:
        """Thresholds of the queue that this desk found crossed."""
        ...

    def unwatched(self, rows: Sequence[CoverRow], now: datetime) -> None:
        """Priorities that nobody watches."""
        ...

    def jumped(self, jump: timedelta) -> None:
        """The machine slept, or its clock was set."""
        ...

    def lost(self, error: KnownError, now: datetime) -> None:
        """The desk cannot be reached: nobody is watching, for as long as this is not taken back."""
        ...

    def found(self, now: datetime) -> None:
        """It can be reached again."""
        ...


class WatchLoop:
    """Fires what is due, tells the person it is run for, and comes back for the next alert.

    Without a notifier it only fires: telling is left to that person's other desks, and so is what
    the `mood` of each look forbids to tell here just now. `cover` looks for what nobody watches.
    `settle` takes the database's time anew before each look, for the machine's clock may be wrong
    and may be set; `presence` says then that this desk is there. A desk that cannot be reached is
    asked again every beat; what fell due meanwhile is fired then. `forecast` and `post` come last:
    they keep up what thresholds go by, post what has escalated, and wait for nothing.
    """

    def __init__(
        self,
        database: Database,
        zone: ZoneInfo,
        reporter: Reporter,
        notifier: Screen | None,
        *,
        feed: Feed | None = None,
        heartbeat: Heartbeat | None = None,
        settle: Callable[[], None] = lambda: None,
        presence: Callable[[], None] = lambda: None,
        forecast: Callable[[], None] = lambda: None,
        post: Callable[[], None] = lambda: None,
        mood: Callable[[], Mood] = Mood,
        cover: CoverWatch | None = None,
    ) -> None:
        self._database = database
        self._reporter = reporter
        self._notifier, self._cover = notifier, cover
        self._screen = None if notifier is None else WatchScreen(database, zone, notifier)
        self._feed = feed
        self._heartbeat = heartbeat or Heartbeat()
        self._settle = settle
        self._presence, self._post, self._mood = presence, post, mood
        self._forecast = forecast
        self._burns = BurnWatch()
        self._leads, self._night = LeadWatch(), NightWatch()
        self._articles = ArticleWatch()
        self._queue = QueueWatch()
        self._away = False
        self._unsure = True

    def run(self, wait: Wait) -> None:
        """Look and wait in turn until `wait` says to stop."""
        while not wait(self.look()):
            pass

    def look(self) -> float:
        """Look at the plan once; returns the seconds until the next look."""
        jump = self._heartbeat.beat()
        if jump:
            self._reporter.jumped(jump)
        if self._screen is not None and (jump > timedelta() or self._heartbeat.gap >= STOPPED):
            self._screen.slept()
        try:
            pause = self._sweep(unsure=bool(jump) or self._unsure)
        except KnownError as error:
            if not self._away:
                self._reporter.lost(error, self._database.clock.now())
            self._away = True
            return BEAT
        if self._away:
            self._reporter.found(self._database.clock.now())
        self._away = False
        return pause

    def _sweep(self, unsure: bool) -> float:
        """`unsure`: whether the clock was wrong when this desk was looked at before."""
        clock = self._database.clock
        self._unsure = unsure
        self._settle()
        if self._feed is not None:
            self._feed.bring(clock.now())
        mood = self._mood()
        self._presence()
        if unsure:
            put_right(self._database)
            self._unsure = False
        found = sweep(self._database)
        self._reporter.fired(found.fired, clock.now())
        self._reporter.escalated(found.escalated, clock.now())
        if self._screen is not None:
            self._screen.look(found.fired, mood)
        burning = self._burns.look(self._database, found.fired)
        self._reporter.burning(burning, clock.now())
        self._tell_once(BURNS, burning, mood)
        crossed = self._queue.look(self._database)
        self._reporter.crossed(crossed, clock.now())
        self._tell_once(CROSSINGS, crossed, mood)
        self._look_who_watches(mood)
        self._leads.look(self._database)
        if self._feed is None:  # what came in a past night was somebody's by that morning
            self._night.look(self._database)
            self._articles.look(self._database)
            self._tell_once(CHORES, (), mood)
            self._tell_once(REVIEWS, (), mood)
            self._tell_once(ACTIONS, (), mood)
        self._forecast()
        self._post()
        return until_next(clock, found.next_due_at)

    def _look_who_watches(self, mood: Mood) -> None:
        """What nobody watches is said here, and told the person, if it may be."""
        cover, database = self._cover, self._database
        if cover is None:
            return
        fresh = cover.look(database)
        if fresh:
            self._reporter.unwatched(fresh, database.clock.now())
        known = database.person_id is not None and mood.reachable
        if self._notifier is not None and known and cover.owes:
            cover.tell(self._notifier, mood.quiet, database.read(may_break_quiet))

    def _tell_once(self, kind: ToldOnce[Row], found: Sequence[Row], mood: Mood) -> None:
        """The same of what is no alert of a case, which is the lead's or a role's."""
        if self._notifier is None or mood.quiet or not mood.reachable:
            return
        person_id = self._database.person_id
        rows = found if person_id is None else kind.claim(self._database)
        taken = bool(rows) and kind.tell(self._notifier, rows)
        if taken and person_id is not None:
            kind.record(self._database, rows, person_id, taken)
