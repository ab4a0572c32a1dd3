"""The queue as a table: ids only; rows are fetched on demand, a screenful at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from models.queries.queue import QueueRow
from models.wording import commitment_name
from ui.messages import tr
from ui.widgets.table_cells import Index, Role

COLUMNS = (
    "",
    "Case",
    "Title",
    "Customer",
    "Status",
    "Agent",
    "Next",
    "Time left (notch: SLO)",
    "Due",
)
_PRIORITY, _GAUGE = 0, 7
_SCREENFUL = 60


class QueueModel(QAbstractTableModel):
    """Holds the ids the queue shows, in order, and the rows fetched so far.

    `rows_wanted` carries the ids to fetch; hand the rows back through `show_rows`.
    """

    rows_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self._rows: dict[int, QueueRow] = {}
        self._asked: set[int] = set()

    @property
    def ids(self) -> list[int]:
        """The cases shown, in order."""
        return self._ids

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these cases; rows known already stay until they are read again."""
        self.beginResetModel()
        self._ids = list(ids)
        self._asked.clear()
        self.endResetModel()

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Take rows that were fetched."""
        for row in rows:
            self._rows[row.id] = row
            self._asked.discard(row.id)
        if self._ids:
            last = self.index(len(self._ids) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, case_id: int) -> QueueRow | None:
        """The row of a case, if it was fetched."""
        return self._rows.get(case_id)

    def seen(self, first: int, last: int) -> list[int]:
        """The ids of a stretch of the table, to be read again."""
        return self._ids[max(first, 0) : last + 1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows.get(self._ids[index.row()])
        if row is None:
            self._ask(index.row())
            return None
        if role == Role.GAUGE and index.column() == _GAUGE:
            return row.gauge
        if role == Role.PRIORITY and index.column() == _PRIORITY:
            return row.priority + ("?" if row.provisional else "")
        if role == Role.TONE:
            return _tone(row, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(row, index.column())
        return None

    def _ask(self, position: int) -> None:
        """Ask for the screenful around a row, once."""
        first = max(position - _SCREENFUL // 2, 0)
        wanted = [i for i in self._ids[first : first + _SCREENFUL] if i not in self._rows]
        fresh = [case_id for case_id in wanted if case_id not in self._asked]
        if fresh:
            self._asked.update(fresh)
            self.rows_wanted.emit(fresh)


def _words(row: QueueRow, column: int) -> str:
    if column == 0:
        return row.priority
    return (
        row.priority,
        row.key,
        row.title,
        row.customer,
        tr(row.status_words),
        row.assignee or tr("▲ unassigned"),
        tr(commitment_name(row.commitment)) if row.commitment else "",
        tr(row.gauge.words) if row.gauge else "",
        tr(row.gauge.due) if row.gauge else "",
    )[column]


def _tone(row: QueueRow, column: int) -> str:
    if column == 5 and row.assignee is None:
        return "soon"
    return "strong" if column == 2 else "muted" if column in (1, 4, 6, 8) else "text"
