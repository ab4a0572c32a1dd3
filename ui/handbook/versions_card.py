"""Every version that was published, the last one first; each opens what it changed."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView

from models.queries.handbook import VersionRow
from models.queries.handbook_draft import Published
from models.wording import full_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.table_cells import Role
from ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("Version", "Name", "In force from", "Published", "By")
_WIDTHS = {0: 150, 2: 220, 3: 220, 4: 150}


class VersionsModel(QAbstractTableModel):
    """A row per version."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._in_force = 0
        self.rows: list[VersionRow] = []

    def show(self, published: Published) -> None:
        """Show these, the last one first."""
        self.beginResetModel()
        self.rows = list(reversed(published.versions))
        self._in_force = published.in_force
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return tr(_HEADINGS[section]) if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        in_force = row.number == self._in_force
        if role == Qt.ItemDataRole.DisplayRole:
            number = self._number(index.row())
            return (
                number, row.name, full_words(row.effective_at, self._zone),
                full_words(row.published_at, self._zone), row.published_by or "–",
            )[index.column()]  # fmt: skip
        if role == Role.TONE:
            return "strong" if in_force and index.column() == 0 else "text"
        return None

    def _number(self, at: int) -> str:
        """Which one it is, and whether it is in force, or is to come."""
        row = self.rows[at]
        if row.number == self._in_force:
            return tr("{number} · in force", number=row.number)
        later = self._in_force in [other.number for other in self.rows[at:]]
        return tr("{number} · to come", number=row.number) if later else str(row.number)


class VersionsCard(Card):
    """`version_asked` carries a version's place in the list of all, counted from the first."""

    version_asked = Signal(int)

    def __init__(self, theme: Theme, zone: ZoneInfo) -> None:
        super().__init__(theme, tr("Versions"), tr("Enter shows what a version changed"))
        self._model = VersionsModel(zone, self)
        self._sizes = theme.sizes
        self.table = TableView(theme, tr("Versions of the handbook"))
        self.table.setModel(self._model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.set_widths(_WIDTHS, stretch=1)
        self.table.set_least_widths({4: 860, 3: 700})
        self.table.row_opened.connect(
            lambda index: self.version_asked.emit(len(self._model.rows) - 1 - index.row())
        )
        self.content.addWidget(self.table)

    def show_published(self, published: Published) -> None:
        """Show them, at most twelve at a time."""
        self._model.show(published)
        rows = min(len(self._model.rows), 12)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * rows + 2)
        self.table.go_to_row(0)
