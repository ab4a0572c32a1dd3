"""The queue as a table: ids only; rows are fetched on demand, a screenful at a time."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ui.messages import tr
from ui.queue import columns
from ui.queue.columns import COLUMNS, GAUGE, HELP, PRIORITY, TITLE
from ui.tool_tip import tool_tip
from ui.widgets.table_cells import Index, Role

if TYPE_CHECKING:
    from models.queries.queue import QueueRow

MARKS = Role.TONE + 1
"""The role of a title's marks: a list of words."""

_SCREENFUL = 60
_KEPT = 4_000
_TOLD = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class QueueModel(QAbstractTableModel):
    """Holds the ids the queue shows, in order, and the rows fetched lately.

    `rows_wanted` carries the ids to fetch; hand the rows back through `show_rows`.
    """

    rows_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: array[int] = array("q")
        self._rows: dict[int, QueueRow] = {}
        self._asked: set[int] = set()

    def show_ids(self, ids: "array[int]") -> bool:
        """Show these cases; False where they are shown already, or only more of them came."""
        held = len(self.ids)
        if ids == self.ids:
            return False
        if held and ids[:held] == self.ids:
            self.beginInsertRows(QModelIndex(), held, len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
            return False
        self.beginResetModel()
        self.ids = ids
        self._asked.clear()
        self.endResetModel()
        return True

    def show_rows(self, rows: "Sequence[QueueRow]") -> None:
        """Take rows that were fetched; the table is painted again where any is news."""
        news = any(self._rows.get(row.id) != row for row in rows)
        for row in rows:
            self._rows.pop(row.id, None)
            self._rows[row.id] = row
            self._asked.discard(row.id)
        for stale in list(self._rows)[: max(len(self._rows) - _KEPT, 0)]:
            del self._rows[stale]
        if news and self.ids:
            last = self.index(len(self.ids) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def ask_again(self) -> None:
        """What was asked for did not come: ask when it is looked at next."""
        self._asked.clear()

    def row_of(self, case_id: int) -> "QueueRow | None":
        """The row of a case, if it was fetched."""
        return self._rows.get(case_id)

    def fetched(self, first: int, last: int) -> "list[QueueRow]":
        """The rows from one position to before another, without those still to be fetched."""
        rows = (self._rows.get(case_id) for case_id in self.ids[first:last])
        return [row for row in rows if row is not None]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section].title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(COLUMNS[section].title or "Priority")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(HELP.get(section, ""))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows.get(self.ids[index.row()])
        if row is None:
            self._ask(index.row())
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return columns.words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == PRIORITY:
            return columns.sentence(row)  # where the keyboard is after a move up or down
        if role in _TOLD:
            told = columns.told(row, column)
            return tool_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return _looks(row, column, role)

    def _ask(self, position: int) -> None:
        """Ask for the screenful around a row, once."""
        first = max(position - _SCREENFUL // 2, 0)
        wanted = [i for i in self.ids[first : first + _SCREENFUL] if i not in self._rows]
        fresh = [case_id for case_id in wanted if case_id not in self._asked]
        if fresh:
            self._asked.update(fresh)
            self.rows_wanted.emit(fresh)


def _looks(row: "QueueRow", column: int, role: int) -> Any:
    if role == Role.GAUGE and column == GAUGE:
        return row.gauge
    if role == Role.PRIORITY and column == PRIORITY:
        return row.priority + ("?" if row.provisional else "")
    if role == Role.TONE:
        return columns.tone(row, column)
    if role == MARKS and column == TITLE:
        return columns.marks(row)
    return None
