"""A table of rows by its columns: each says what stands in it, in which tone, how wide it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.messages import tr
from ui.tool_tip import tool_tip
from ui.widgets.table_cells import Role, Tone
from ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """A column: heading, width (0 takes what is left), words, tone, and the tool tip if longer.

    `figures`: its words are numbers, which end at its right edge. `badge`: they are a priority.
    `least`: it hides while the table is narrower than so many pixels.
    """

    title: str
    width: int
    words: Callable[[Any], str]
    tone: Tone | Callable[[Any], Tone] = "text"
    whole: Callable[[Any], str] | None = None
    figures: bool = False
    badge: bool = False
    least: int = 0


class ColumnModel(QAbstractTableModel):
    """Rows of any kind, read by the columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.figures:
            return _END
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return tr(column.title) if column.title else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole or (role == Role.PRIORITY and column.badge):
            return column.words(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _END if column.figures else None
        if role == Qt.ItemDataRole.ToolTipRole and not column.badge:
            return tool_tip((column.whole or column.words)(row))
        if role == Role.TONE:
            return column.tone(row) if callable(column.tone) else column.tone
        return None


def dress(table: TableView, columns: Sequence[Column]) -> None:
    """Give a table the widths of its columns; spare ones are there when it is wide."""
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widths = {at: column.width for at, column in enumerate(columns) if column.width}
    stretch = next(at for at, column in enumerate(columns) if not column.width)
    table.set_widths(widths, stretch=stretch)
    table.set_least_widths({at: column.least for at, column in enumerate(columns) if column.least})


def give_columns(
    table: TableView, columns: Sequence[Column], parent: QObject | None = None
) -> ColumnModel:
    """Give a table its columns, and one row to be chosen at a time; its model."""
    model = ColumnModel(columns, parent)
    table.setModel(model)
    table.setSelectionMode(TableView.SelectionMode.SingleSelection)
    dress(table, columns)
    return model
