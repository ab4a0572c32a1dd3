"""The queue as a table: what its cells say, and how they look."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from ui.messages import tr
from ui.queue import columns
from ui.queue.columns import COLUMNS, GAUGE, HELP, PRIORITY, TITLE
from ui.tool_tip import tool_tip
from ui.widgets.paged_rows import PagedRows
from ui.widgets.table_cells import Index, Role

if TYPE_CHECKING:
    from models.queries.queue import QueueRow

MARKS = Role.TONE + 1
"""The role of a title's marks: a list of words."""

_TOLD = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class QueueModel(PagedRows["QueueRow"]):
    """The cases of the queue, in its columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(len(COLUMNS), parent)

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
        row = self.row_at(index.row())
        if row is None:
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
