"""A long table that holds ids only: rows are fetched on demand, a screenful at a time."""

from array import array
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Signal

from ui.widgets.table_cells import Index

_SCREENFUL = 60
_KEPT = 4_000
_NEAR = 200
"""Positions around what was looked at last, among which a row is sought."""


class HasId(Protocol):
    """A row that says which it is."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=HasId)


class PagedRows(QAbstractTableModel, Generic[Row]):
    """Holds the ids shown, in order, and the rows fetched lately.

    `rows_wanted` carries the ids to fetch; hand the rows back through `show_rows`.
    """

    rows_wanted = Signal(object)

    def __init__(self, columns: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: array[int] = array("q")
        self._columns = columns
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._looked_at = 0

    def show_ids(self, ids: "array[int]") -> bool:
        """Show these; False where they are shown already, or only more of them came."""
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

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take rows that were fetched; those that are news are painted again."""
        news = {row.id for row in rows if self._rows.get(row.id) != row}
        for row in rows:
            self._rows.pop(row.id, None)
            self._rows[row.id] = row
            self._asked.discard(row.id)
        for stale in list(self._rows)[: max(len(self._rows) - _KEPT, 0)]:
            del self._rows[stale]
        if news and self.ids:
            for first, last in self._spans(news):
                self.dataChanged.emit(self.index(first, 0), self.index(last, self._columns - 1))

    def _spans(self, news: set[int]) -> list[tuple[int, int]]:
        """Where these stand, from the first to the last of each stretch; all of the table where one
        of them is not near what was looked at."""
        begin = max(self._looked_at - _NEAR, 0)
        near = self.ids[begin : begin + 2 * _NEAR]
        places = {place for place, row_id in enumerate(near, begin) if row_id in news}
        if len(places) < len(news):
            return [(0, len(self.ids) - 1)]
        firsts = sorted(place for place in places if place - 1 not in places)
        lasts = sorted(place for place in places if place + 1 not in places)
        return list(zip(firsts, lasts, strict=True))

    def ask_again(self) -> None:
        """What was asked for did not come: ask when it is looked at next."""
        self._asked.clear()

    def row_of(self, row_id: int) -> Row | None:
        """A row by its id, if it was fetched."""
        return self._rows.get(row_id)

    def fetched(self, first: int, last: int) -> list[Row]:
        """The rows from one position to before another, without those still to be fetched."""
        rows = (self._rows.get(row_id) for row_id in self.ids[first:last])
        return [row for row in rows if row is not None]

    def row_at(self, position: int) -> Row | None:
        """The row at a position; one that was not fetched yet is asked for."""
        self._looked_at = position
        row = self._rows.get(self.ids[position])
        if row is None:
            self._ask(position)
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def _ask(self, position: int) -> None:
        """Ask for the screenful around a row, once."""
        first = max(position - _SCREENFUL // 2, 0)
        wanted = [i for i in self.ids[first : first + _SCREENFUL] if i not in self._rows]
        fresh = [row_id for row_id in wanted if row_id not in self._asked]
        if fresh:
            self._asked.update(fresh)
            self.rows_wanted.emit(fresh)
