"""The watch beside a window: sweeps off the GUI thread, keeps bar and tray true."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.watch import Notifier, headline, record_shown, sweep, tell
from models.database import Database
from models.gauge import State
from models.queries.alerts import AlertRow, unshown_alerts
from models.queries.queue import QueueFilter, QueueRow, queue, queue_counts
from models.text import text
from ui.main_window import MainWindow
from ui.ports import DeskStatus, DueAlert
from ui.tasks import Tasks

_EVERY_MS = 10_000
_SEVERITY: tuple[State, ...] = ("breached", "slo_missed", "at_risk")


@dataclass(frozen=True)
class Look:
    """What one sweep brought back for the window; `waiting` was not shown to its person yet."""

    waiting: list[AlertRow]
    worst: list[QueueRow]
    at_risk: int


class LiveWatch(QObject):
    """Looks every ten seconds; state is in the database, this only asks it."""

    def __init__(
        self,
        database: Database,
        tasks: Tasks,
        window: MainWindow,
        notifier: Notifier,
        show_tray: Callable[[int, State | None], None],
        name: str,
    ) -> None:
        super().__init__(window)
        self._database = database
        self._tasks = tasks
        self._window = window
        self._notifier = notifier
        self._show_tray = show_tray
        self._name = name
        self._told: set[int] = set()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

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
        sweep(self._database)
        person_id = self._database.person_id
        mine = partial(unshown_alerts, person_id=person_id or 0)
        waiting = self._database.read(mine) if person_id is not None else []
        now = self._database.clock.now()
        shown = QueueFilter(chip="at_risk")
        worst = self._database.read(partial(queue, shown=shown, now=now, limit=5))
        counts = self._database.read(partial(queue_counts, now=now, person_id=person_id))
        return Look(waiting, worst, counts["at_risk"])

    def _show(self, look: Look) -> None:
        now = self._database.clock.now()
        urgent = [row for row in look.worst if row.gauge is not None and row.gauge.imminent]
        self._window.show_alerts([_due(row) for row in urgent])
        state = next((s for s in _SEVERITY if any(r.state == s for r in look.worst)), None)
        self._show_tray(look.at_risk, state)
        self._window.show_status(DeskStatus(watching=True, database=self._name, swept_at=now))
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
        self._window.show_status(DeskStatus(watching=False, database=self._name))


def _recorded(nothing: None) -> None:
    """The database knows; there is nothing to show for it."""


def _due(row: QueueRow) -> DueAlert:
    assert row.gauge is not None
    sentence = text("{title}: {words}", title=row.title, words=row.gauge.words)
    return DueAlert(row.id, row.id, row.key, sentence, row.state, text("Open"))
