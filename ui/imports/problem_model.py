"""The values of a log that cannot be read, as a table."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.messages import tr
from ui.ports import ImportProblem
from ui.widgets.table_cells import Role

Index = QModelIndex | QPersistentModelIndex
_COLUMNS: Final = ("Row", "Column", "Value", "Why it cannot be read")
_NOWHERE: Final = QModelIndex()
_WHOLE_ROW: Final = "–"


class ProblemModel(QAbstractTableModel):
    """A row for each problem; the file's header is row 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: Sequence[ImportProblem] = ()

    def show(self, problems: Sequence[ImportProblem]) -> None:
        """Show these."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self._problems[index.row()]
        whole = (problem.row, problem.column, problem.value, problem.reason)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{whole:,}" if isinstance(whole, int) else _shown(whole)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(whole)
        if role == Role.TONE:
            return "text" if index.column() == 2 else "muted"
        return None


def _shown(value: str) -> str:
    """On one line, whatever is in it."""
    return " ".join(value.split()) or _WHOLE_ROW
