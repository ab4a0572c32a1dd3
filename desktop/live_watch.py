"""The watch beside a window: sweeps off the GUI thread, tells bar, rail, tray and foot of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.action_watch import ACTIONS
from desktop.article_watch import CHORES
from desktop.aside_times import AsideTimes
from desktop.burn_watch import BURNS
from desktop.connection import keep_time
from desktop.due_bar import DueBar
from desktop.gathering import Gathering
from desktop.heartbeat import STOPPED, Heartbeat
from desktop.live_forecast import LiveForecast
from desktop.looking_aside import Aside, LookingAside
from desktop.open_desk import OpenDesk
from desktop.postmortem_watch import REVIEWS
from desktop.queue_watch import CROSSINGS
from desktop.standing import Looking, Standing
from desktop.telling import Telling
from desktop.telling_once import TellingOnce
from desktop.telling_person import TellingPerson
from desktop.tray import Tray
from desktop.watch import BEAT, put_right
from models.changes import CLOCK_JUMPED, Changes
from models.database_errors import Busy
from models.errors import KnownError
from models.queries.alerts import may_break_quiet
from models.wording import date_words
from ui.main_window import MainWindow
from ui.messages import tr
from ui.ports import DeskStatus
from ui.tasks import Tasks
from ui.workspace import Workspace

_PULSE = 1_000
"""Milliseconds between two beats, which ask nothing but the machine's two clocks."""

_REPLAY = 2.0
"""Seconds between two looks in a replay: what comes next was recorded already."""

_NOTHING = Changes("")


@dataclass(frozen=True)
class Look:
    """What one look brought back for the window; which priorities may break the quiet, where
    there is something to tell. `tells`: it was known by then what may be told."""

    stands: Standing
    arrived: Changes
    tells: bool
    breaking: Collection[str] = ()


class LiveWatch(QObject):
    """Looks when the next alert is due, and every ten seconds; state is in the database.

    `due_found`: what a look found due for whoever is at the window (`DueNow`s).
    """

    due_found = Signal(object)

    def __init__(
        self,
        opened: OpenDesk,
        tasks: Tasks,
        workspace: Workspace,
        window: MainWindow,
        telling: Telling,
        tray: Tray,
    ) -> None:
        super().__init__(window)
        self._database = opened.database
        self._feed = opened.feed
        self._place = opened.place
        self._mode = ""
        self._tasks = tasks
        self._workspace = workspace
        self._window = window
        self._telling = telling
        self._person = TellingPerson(self._database, Gathering(opened.zone), telling, self._write)
        self._burns = TellingOnce(BURNS, self._database, telling, self._write)
        self._crossings = TellingOnce(CROSSINGS, self._database, telling, self._write)
        self._chores = TellingOnce(CHORES, self._database, telling, self._write)
        self._reviews = TellingOnce(REVIEWS, self._database, telling, self._write)
        self._actions = TellingOnce(ACTIONS, self._database, telling, self._write)
        self._tray = tray
        self.bar = DueBar(self._database, opened.zone, window, self._write)
        self.due_found.connect(self.bar.show_due)
        self._looking = Looking(self._database)
        self._heartbeat = Heartbeat()
        self._jumped = False
        self._unsure = True
        self._pulse = QTimer(self, interval=_PULSE)
        self._pulse.timeout.connect(self._feel)
        self._due: frozenset[int] = frozenset()
        self._aside = LookingAside(self._database, replays=self._feed is not None)
        self._aside_times = AsideTimes()
        self._forecast = LiveForecast(self._database, tasks, self)
        self._swept_at: datetime | None = None
        self._told_at: datetime | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        workspace.changed.connect(self._changed)
        if self._feed is not None:
            self._say_replay(date_words(self._feed.since, opened.zone))

    def start(self) -> None:
        """Look now, and again whenever there may be something."""
        self._pulse.start()
        self.look()

    @property
    def swept_at(self) -> datetime | None:
        """When it looked for alerts last, by the desk's time."""
        return self._swept_at

    def stop(self) -> None:
        """Look no more."""
        self._timer.timeout.disconnect(self.look)
        self._timer.stop()
        self._pulse.stop()

    def look(self) -> None:
        """Sweep on the write lane; the window hears of it on the GUI thread.

        Where something long has that lane, an import, the sweep does not wait for its end.
        """
        self._beat()
        may = self._telling.known, self._telling.quiet
        if self._tasks.writes_wait:
            self._look_besides()
            return
        sweep = partial(self._sweep, *may, self._unsure)
        self._unsure = False
        self._tasks.write(sweep, partial(self._show, self._jumped), self._failed, self)

    def _look_besides(self) -> None:
        """Where a file has another writer for long, nothing fires: its person is told."""
        glance = partial(self._glance, self._telling.known, self._telling.quiet)
        show = partial(self._show, False, watches=not self._database.one_writer)
        self._tasks.read(glance, show, self._lost, self, "glance", aside=True)

    def _feel(self) -> None:
        """After a jump of the clock, or a sleep, nothing is waited for: look at once."""
        if self._beat():
            self._timer.start(0)

    def _beat(self) -> bool:
        """Whether the clock jumped, or nothing ran for a while: the machine slept, or this did."""
        jump = self._heartbeat.beat()
        stood = self._heartbeat.gap >= STOPPED
        if jump > timedelta() or stood:
            self._person.gathering.slept = True
        jumped = bool(jump) or stood
        self._jumped = self._jumped or jumped
        self._unsure = self._unsure or jumped
        return jumped

    def _changed(self, changes: Changes) -> None:
        """A case was answered, taken, closed: the bar may have less to say, or more."""
        if changes.cases or changes.kinds & {"alert", "case"}:
            self._timer.start(0)

    # ---- on the write lane ----

    def _sweep(self, known: bool, quiet: bool, unsure: bool) -> Look:
        """What may not be told here now is not claimed: another desk of this person tells it.
        `unsure`: the clock may have been wrong when this desk was looked at before."""
        if self._feed is None:
            keep_time(self._database)  # the machine's clock may be wrong, and may be set
        arrived = self._bring()
        if unsure:
            put_right(self._database)
        return self._found(self._looking.look(self._only(known, quiet)), known, arrived)

    def _glance(self, known: bool, quiet: bool) -> Look:
        """On a reader's thread, while the write lane is held."""
        return self._found(self._looking.glance(self._only(known, quiet)), known)

    def _only(self, known: bool, quiet: bool) -> Collection[str] | None:
        return () if not known else self._database.read(may_break_quiet) if quiet else None

    def _found(self, stands: Standing, tells: bool, arrived: Changes = _NOTHING) -> Look:
        breaking = self._database.read(may_break_quiet) if stands.waiting else ()
        return Look(stands, arrived, tells, breaking)

    def _bring(self) -> Changes:
        """In a replay: first what was recorded by now, so that no alert is false."""
        now = self._database.clock.now()
        return _NOTHING if self._feed is None else self._feed.bring(now)

    # ---- on the GUI thread ----

    def _show(self, jumped: bool, look: Look, *, watches: bool = True) -> None:
        """`watches`: what is due fires, too."""
        pause = look.stands.pause if self._feed is None else min(look.stands.pause, _REPLAY)
        self._timer.start(round(pause * 1000))  # first: whatever stops the rest, it looks again
        if jumped:
            self._jumped = False
            self._workspace.announce(CLOCK_JUMPED)  # not before the server's time was asked again
        if look.arrived.cases or look.arrived.kinds:
            self._workspace.announce(look.arrived)
        stands = look.stands
        due = frozenset(alert_id for line in stands.due for alert_id in line.alert_ids)
        self._take_back(due)
        self.due_found.emit(stands.due)
        self._window.show_count("queue", stands.open_cases)
        self._tray.show_danger(stands.danger)
        at = stands.now
        only_here = self._telling.only_here
        if watches:
            self._window.show_status(DeskStatus(True, self._place, at, self._mode, only_here))
            self._swept_at = at
        if stands.waiting:
            self._telling.breaking = look.breaking
        if look.tells:
            since, self._told_at = self._told_at, at
            self._person.tell(stands.waiting, since, at, due)
        tells = look.tells and not self._telling.quiet
        if self._tasks.writes_wait or not watches:
            return
        if self._aside_times.due(at, stands.mark, bool(stands.fired), tells):
            aside = partial(self._aside.look, stands.fired, tells)
            self._tasks.write(aside, self._show_aside, self._failed, self)
        self._forecast.look(at)

    def _show_aside(self, found: Aside) -> None:
        self.bar.show_burns(found.burns)
        self.bar.show_crossings(found.crossings)
        self._burns.tell(found.untold_burns)
        self._crossings.tell(found.untold_crossings)
        self._chores.tell(found.untold_chores)
        self._reviews.tell(found.untold_reviews)
        self._actions.tell(found.untold_actions)
        if found.assigned is not None:
            self._workspace.announce(found.assigned)

    def _take_back(self, due: frozenset[int]) -> None:
        """What was answered or seen to is no longer on the screen, nor are its buttons."""
        if not due >= self._due:
            self._telling.service.retain(due)
        self._due = due

    def _write(self, job: Callable[[], object], done: Callable[[object], None]) -> None:
        self._aside_times.again()
        self._tasks.write(job, done, self._failed, self)

    def _failed(self, error: Exception) -> None:
        """Another program has a file for long, such as an import in a terminal: that is said, and
        whoever is at this window is told what is due all the same."""
        self._lost(error)
        if isinstance(error, Busy) and self._database.one_writer:
            self._look_besides()

    def _lost(self, error: Exception) -> None:
        self._unsure = True
        self._aside_times.again()
        status = DeskStatus(False, self._place, swept_at=self._swept_at, mode=self._mode)
        self._window.show_status(status)
        self._timer.start(round(BEAT * 1000))
        if not isinstance(error, KnownError):
            raise error

    def _say_replay(self, day: str) -> None:
        self._mode = tr("Replay of {day}", day=day)
        self._window.show_note(
            tr("This is a replay of {day}.", day=day),
            tr("Time goes on from then, and what was recorded later arrives as it comes. The desk "
               "itself is only read: what you change here is gone when you close the window."),
        )  # fmt: skip
