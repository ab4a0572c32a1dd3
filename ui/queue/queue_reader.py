"""What the queue's page reads, and when: a pulse, the ids, the rows in sight."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.queue_filter import TIMED, QueueFilter
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.queue import Pulse, QueueRow

FIRST, SCREENFUL = 500, 60


class QueueReader(QObject):
    """Reads off the GUI thread and tells what it found.

    A new filter shows its first 500 cases at once, by the index, with what stands in the rows of
    the first; then they are counted, and all of them listed. While the filter stays, ids are read
    again only when something happened on the desk, or where the time itself moves cases in and out
    (at risk, breached). Signals: `pulse_read` (a `Pulse`), `ids_read` (an array of ids, whether
    they are all), `rows_read` (a list), `failed` (an error).
    """

    pulse_read = Signal(object)
    ids_read = Signal(object, bool)
    rows_read = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.shown = QueueFilter()
        self._seen: Pulse | None = None
        self._mark: int | None = None  # how far the log was read for the ids shown; None: none yet

    def show(self, shown: QueueFilter) -> None:
        """Another filter, or the same from the start."""
        self.shown = shown
        self._seen = self._mark = None
        self._read(_start, self._first, "ids")

    def look(self) -> None:
        """Is there news? Counts are read; ids only where something happened."""
        self._read(_pulse, self._pulse, "pulse")

    def fetch(self, ids: Sequence[int]) -> None:
        """The rows of these cases as they are now."""
        if ids:
            query = partial(_rows, ids=list(ids), now=self._workspace.clock.now())
            self._workspace.read(query, self._rows, self, failed=self.failed.emit)

    def _first(self, found: "tuple[array[int], list[QueueRow], int]") -> None:
        ids, rows, self._mark = found
        self.rows_read.emit(rows)
        self.ids_read.emit(ids, len(ids) < FIRST)
        self.look()
        if len(ids) == FIRST:
            self._read_all()

    def _all(self, ids: "array[int]") -> None:
        self.ids_read.emit(ids, True)

    def _rows(self, rows: "list[QueueRow]") -> None:
        self.rows_read.emit(rows)

    def _pulse(self, pulse: "Pulse") -> None:
        before, self._seen = self._seen, pulse
        self.pulse_read.emit(pulse)
        if self._mark is None:
            return
        moved = before is not None and _by_events(pulse) != _by_events(before)
        if moved or pulse.stamp != self._mark or (before is not None and self.shown.chip in TIMED):
            self._mark = pulse.stamp
            self._read_all()

    def _read_all(self) -> None:
        self._read(_ids, self._all, "ids")

    def _read(self, query: Callable[..., Any], then: Callable[[Any], None], key: str) -> None:
        asked = partial(
            query, shown=self.shown, now=self._workspace.clock.now(), me=self._workspace.person_id
        )
        self._workspace.read(asked, then, self, key, failed=self.failed.emit)


def _by_events(pulse: "Pulse") -> "Pulse":
    """What of it no time moves: how many are at risk says nothing of the other cases."""
    counts = {chip: count for chip, count in pulse.counts.items() if chip not in TIMED}
    return replace(pulse, counts=counts)


# The queries are loaded by the thread that runs them: a chip may be chosen before SQL is there.


def _start(session: Any, **asked: Any) -> "tuple[array[int], list[QueueRow], int]":
    from models.queries.queue import log_mark, queue_start

    mark = log_mark(session)  # before the ids: what comes meanwhile is news to the first pulse
    return *queue_start(session, limit=FIRST, rows=SCREENFUL, **asked), mark


def _ids(session: Any, **asked: Any) -> "array[int]":
    from models.queries.queue import queue_ids

    return queue_ids(session, **asked)


def _pulse(session: Any, **asked: Any) -> "Pulse":
    from models.queries.queue import queue_pulse

    return queue_pulse(session, **asked)


def _rows(session: Any, **asked: Any) -> "list[QueueRow]":
    from models.queries.queue import queue_rows

    return queue_rows(session, **asked)
