"""The clocks of the last quarter that would have another verdict under the draft."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from models.handbook.backtest import Flip
from models.wording import commitment_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.table_cells import Role
from ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("Case", "Priority", "What", "As it was", "Under this draft")
_ROWS = 10


class FlipsModel(QAbstractTableModel):
    """A row per clock, those that would be breached first."""

    def __init__(self, flips: list[Flip], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.flips = sorted(flips, key=lambda flip: (flip.after != "breached", flip.key))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.flips)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return tr(_HEADINGS[section]) if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        flip = self.flips[index.row()]
        if role == Role.PRIORITY and index.column() == 1:
            return flip.priority
        if role == Role.TONE and index.column() == 4:
            return {"breached": "breached", "met": "calm"}.get(flip.after, "muted")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        what = f"{tr(commitment_name(flip.commitment))}, {flip.objective}"
        return (
            flip.key, flip.priority, what, tr(flip.before.capitalize()), tr(flip.after.capitalize())
        )[index.column()]  # fmt: skip


class FlipsSheet(Sheet):
    """`case_chosen` carries a case's id."""

    case_chosen = Signal(int)

    def __init__(self, theme: Theme, over: QWidget, words: str, flips: list[Flip]) -> None:
        super().__init__(theme, over, tr("Verdicts that would differ"), width=760)
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.medium)
        self.content.addWidget(title(tr("Verdicts that would differ")))
        self.content.addWidget(muted(words, wrap=True))
        model = FlipsModel(flips, self)
        self.table = TableView(theme, tr("Verdicts that would differ"))
        self.table.setModel(model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.set_widths({0: 110, 1: 80, 3: 130, 4: 150}, stretch=2)
        rows = min(max(len(flips), 1), _ROWS)
        self.table.setFixedHeight(sizes.header + sizes.row * rows + 2)
        self.table.go_to_row(0)
        self.table.row_opened.connect(lambda index: self._choose(model.flips[index.row()]))
        self.content.addWidget(self.table)
        close = Button(theme, tr("Close"), kind="main", keys="Esc")
        close.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)
        self.show_sheet(self.table)

    def _choose(self, flip: Flip) -> None:
        self.close_sheet()
        self.case_chosen.emit(flip.case_id)
