"""The cases that the queue shows: its table, and when what stands in it is read again."""

from array import array
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from models.queue_filter import QueueFilter
from ui.ports import Preferences
from ui.queue.queue_model import QueueModel
from ui.queue.queue_reader import QueueReader
from ui.queue.queue_table import QueueTable
from ui.queue.selection import keep, restore
from ui.theme import Theme
from ui.widgets.row_times import RowTimes
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.queue import QueueRow

_PULSE_MS: Final = 15_000
_MOST: Final = 200
"""Rows that are read at once: no screen shows more."""


class ShownCases(QObject):
    """`table` holds what `shown` asks for, read again while the page is in view (`going`).

    Signals: `pulse_read` (a `Pulse`), `listed` (whether these are all), `was_read` when something
    could be read, `failed` (an error).
    """

    pulse_read = Signal(object)
    listed = Signal(bool)
    was_read = Signal()
    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, preferences: Preferences, page: QObject
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._reader = QueueReader(workspace, self)
        self.model = QueueModel(self)
        self.table = QueueTable(theme, self.model, preferences)
        self._times = RowTimes(self)
        self._look_again = QTimer(self, interval=_PULSE_MS)
        self._connect()

    @property
    def shown(self) -> QueueFilter:
        """What the queue is narrowed to."""
        return self._reader.shown

    @property
    def going(self) -> bool:
        """Whether the page is in view."""
        return self._times.going

    def start(self) -> None:
        """In view: times stay right, and news comes."""
        self._times.start()
        self._look_again.start()

    def stop(self) -> None:
        """Out of view: no need to read."""
        self._times.stop()
        self._look_again.stop()

    def show(self, shown: QueueFilter) -> None:
        """Another filter, or the same from the start."""
        self._reader.show(shown)

    def look(self) -> None:
        """Is there news? And what stands in the rows in sight, as it is now."""
        self._reader.look()
        self._read_in_sight()

    def at_hand(self) -> int | None:
        """The case of the keyboard."""
        row = self.table.current_row()
        return self.model.ids[row] if row is not None else None

    def go_to(self, case_id: int) -> None:
        """The keyboard to this case, where it is among them."""
        if case_id in self.model.ids:
            self.table.go_to_row(self.model.ids.index(case_id))

    def _show_ids(self, ids: "array[int]", complete: bool) -> None:
        same = ids == self.model.ids
        kept = keep(self.table, self.model.ids)
        if self.model.show_ids(ids):
            restore(self.table, ids, kept)
        self.was_read.emit()
        self.listed.emit(complete)
        if not same:
            self.table.viewport().repaint()  # before more is read: that would take its time
        self._read_in_sight()

    def _read_in_sight(self) -> None:
        self._reader.fetch(self._in_sight())

    def _tick(self) -> None:
        """The rows that look another by now, read again; all in sight where a minute went by."""
        now, in_sight = self._workspace.clock.now(), self._in_sight()
        held = {row_id: self.model.row_of(row_id) for row_id in in_sight}
        due = [i for i, row in held.items() if row and row.changes_at and row.changes_at <= now]
        self._reader.fetch(due or in_sight)

    def _in_sight(self) -> list[int]:
        return self.table.in_sight()[:_MOST]

    def _show_rows(self, rows: "list[QueueRow]") -> None:
        self.was_read.emit()
        self.model.show_rows(rows)
        self._rest()

    def _rest(self) -> None:
        """Until a row in sight looks another."""
        in_sight = map(self.model.row_of, self.table.in_sight())
        changes = (row.changes_at for row in in_sight if row is not None)
        self._times.shown(changes, self._workspace.clock)

    def _fail(self, error: Exception) -> None:
        self.model.ask_again()
        self._times.failed()
        self.failed.emit(error)

    def _connect(self) -> None:
        self._reader.pulse_read.connect(self.pulse_read)
        self._reader.ids_read.connect(self._show_ids)
        self._reader.rows_read.connect(self._show_rows)
        self._reader.failed.connect(self._fail)
        self.model.rows_wanted.connect(self._reader.fetch)
        self.table.settled.connect(self._rest)
        self._times.due.connect(self._tick)
        self._look_again.timeout.connect(self._reader.look)
