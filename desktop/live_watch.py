"""The watch beside a window: sweeps off the GUI thread, keeps bar and tray true."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.open_desk import OpenDesk
from desktop.tray import Tray
from desktop.watch import Notifier, headline, record_shown, sweep, tell
from models.changes import Changes
from models.errors import KnownError
from models.gauge import State
from models.queries.alerts import AlertRow, unshown_alerts
from models.queries.queue import QueueFilter, QueueRow, queue, queue_counts
from models.text import text
from models.wording import date_words
from ui.main_window import MainWindow
from ui.messages import tr
from ui.ports import DeskStatus, DueAlert
from ui.tasks import Tasks
from ui.workspace import Workspace

_EVERY_MS, _REPLAY_MS = 10_000, 2_000
_SEVERITY: tuple[State, ...] = ("breached", "slo_missed", "at_risk")


@dataclass(frozen=True)
class Look:
    """What one sweep brought back for the window; `waiting` was not shown to its person yet."""

    waiting: list[AlertRow]
    worst: list[QueueRow]
    at_risk: int
    arrived: Changes


class LiveWatch(QObject):
    """Looks every ten seconds; state is in the database, this only asks it."""

    def __init__(
        self,
        opened: OpenDesk,
        tasks: Tasks,
        workspace: Workspace,
        window: MainWindow,
        notifier: Notifier,
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
        self._notifier = notifier
        self._tray = tray
        self._told: set[int] = set()
        self._timer = QTimer(self, interval=_EVERY_MS if self._feed is None else _REPLAY_MS)
        self._timer.timeout.connect(self.look)
        if self._feed is not None:
            day = date_words(self._feed.since, opened.zone)
            self._mode = tr("Replay of {day}", day=day)
            window.show_note(
                tr("This is a replay of {day}.", day=day),
                tr("Time goes on from then, and what was recorded later arrives as it comes. The "
                   "desk itself is only read: what you change here is gone when you close the "
                   "window."),
            )  # fmt: skip

    def start(self) -> None:
        """Look now, and then every ten seconds."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Sweep on the write lane; the window hears of it on the GUI thread."""
        self._tasks.write(self._sweep, self._show, self._failed, self)

    def _sweep(self) -> Look:
        arrived = self._bring()
        sweep(self._database)
        person_id = self._database.person_id
        mine = partial(unshown_alerts, person_id=person_id or 0)
        waiting = self._database.read(mine) if person_id is not None else []
        now = self._database.clock.now()
        shown = QueueFilter(chip="at_risk")
        worst = self._database.read(partial(queue, shown=shown, now=now, limit=5))
        counts = self._database.read(partial(queue_counts, now=now, person_id=person_id))
        return Look(waiting, worst, counts["at_risk"], arrived)

    def _bring(self) -> Changes:
        """In a replay: first what was recorded by now, so that no alert is false."""
        now = self._database.clock.now()
        return Changes("") if self._feed is None else self._feed.bring(now)

    def _show(self, look: Look) -> None:
        now = self._database.clock.now()
        if look.arrived.cases or look.arrived.kinds:
            self._workspace.announce(look.arrived)
        urgent = [row for row in look.worst if row.gauge is not None and row.gauge.imminent]
        self._window.show_alerts([_due(row) for row in urgent])
        state = next((s for s in _SEVERITY if any(r.state == s for r in look.worst)), None)
        self._tray.show_state(look.at_risk, state)
        self._window.show_status(DeskStatus(True, self._place, swept_at=now, mode=self._mode))
        self._tell([row for row in look.waiting if row.id not in self._told])

    def _tell(self, fresh: list[AlertRow]) -> None:
        """Tell the person, on the thread that owns bus and tray; then record it."""
        person_id = self._database.person_id
        if not fresh or person_id is None:
            return
        now = self._database.clock.now()
        self._told.update(row.id for row in fresh)  # a sweep may come before the record does
        taken = tell(self._notifier, fresh, now)
        self._window.say(str(headline(fresh[0], now)))
        shown = partial(record_shown, self._database, fresh, person_id, taken)
        self._tasks.write(shown, _recorded, self._failed, self)

    def _failed(self, error: Exception) -> None:
        self._window.show_status(DeskStatus(False, self._place, mode=self._mode))
        if not isinstance(error, KnownError):
            raise error


def _recorded(nothing: None) -> None:
    """The database knows; there is nothing to show for it."""


def _due(row: QueueRow) -> DueAlert:
    assert row.gauge is not None
    sentence = text("{title}: {words}", title=row.title, words=row.gauge.words)
    return DueAlert(row.id, row.id, row.key, sentence, row.state, text("Open"))
