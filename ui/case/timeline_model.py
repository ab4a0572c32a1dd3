"""The timeline as a list model: entries come at either end without disturbing the rest."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ui.case.entries import Entry
from ui.widgets.table_cells import Index

ENTRY = Qt.ItemDataRole.UserRole + 1


class TimelineModel(QAbstractListModel):
    """Entries of one case, oldest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these: what is shown already stays where it is, as far as it can."""
        ids, held = [entry.id for entry in entries], [entry.id for entry in self.entries]
        at = ids.index(held[0]) if held and held[0] in ids else -1
        if at < 0 or ids[at : at + len(held)] != held:
            self.beginResetModel()
            self.entries = list(entries)
            self.endResetModel()
            return
        self._insert(0, entries[:at])
        self._insert(len(self.entries), entries[at + len(held) :])
        self._refresh(entries)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken
        return entry if role == ENTRY else None

    def _insert(self, at: int, fresh: list[Entry]) -> None:
        if fresh:
            self.beginInsertRows(QModelIndex(), at, at + len(fresh) - 1)
            self.entries[at:at] = fresh
            self.endInsertRows()

    def _refresh(self, entries: list[Entry]) -> None:
        for row, entry in enumerate(entries):
            if entry != self.entries[row]:
                self.entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))
