"""The cases behind a number, over the page; Enter goes to one of them, a button takes several."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.figures import FigureCases
from ui.actions import shown_keys
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.case_columns import behind_columns
from ui.widgets.column_table import ColumnModel, dress
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.table_view import TableView

_WIDTH = 940
_MOST_ROWS = 14


class CasesSheet(Sheet):
    """`case_chosen` carries a case's id; the sheet closes itself then, and is gone.

    With an `action` its words and its key do the same with the selected ones: `cases_taken`
    carries their ids, in their order.
    """

    case_chosen = Signal(int)
    cases_taken = Signal(object)

    def __init__(
        self, theme: Theme, over: QWidget, words: str, found: FigureCases, now: datetime,
        zone: ZoneInfo, action: QAction | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, over, words, width=_WIDTH)
        self._action = action if found.rows else None
        sizes = theme.sizes
        columns = behind_columns(found.rows, now, zone)
        self._rows = ColumnModel(columns, self)
        self._rows.show(found.rows)
        self._table = TableView(theme, words)
        self._table.setModel(self._rows)
        dress(self._table, columns)
        shown = min(max(len(found.rows), 1), _MOST_ROWS)
        self._table.setMinimumHeight(sizes.header + sizes.row * shown)
        self._table.row_opened.connect(self._choose)
        self.content.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(words))
        told = _count_words(found)
        if self._action is not None:
            told = tr("{count} · Shift ↓ selects several", count=told)
        self.content.addWidget(muted(told))
        self.content.addWidget(self._table, 1)
        close = Button(theme, tr("Close"), keys="Esc")
        close.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        if self._action is not None:
            take = Button(theme, self._action.text(), kind="main", keys=shown_keys(self._action))
            take.clicked.connect(self._take)
            row.addWidget(take)
            self.accepted.connect(self._take)
        self.content.addLayout(row)
        self.closed.connect(self.deleteLater)

    def open(self) -> None:
        """Show it, the keyboard on the first row."""
        self.show_sheet(self._table)
        self._table.go_to_row(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The action's own key works here too: the window's shortcuts rest under a sheet."""
        pressed = QKeySequence(event.keyCombination())
        if self._action is not None and pressed in self._action.shortcuts():
            self._take()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        rows = self._rows.rows
        ids = [rows[at].case_id for at in self._table.selected_rows()]
        if ids:
            self.close_sheet()
            self.cases_taken.emit(tuple(dict.fromkeys(ids)))

    def _choose(self, index: QModelIndex) -> None:
        case_id = self._rows.rows[index.row()].case_id
        self.close_sheet()
        self.case_chosen.emit(case_id)


def _count_words(found: FigureCases) -> str:
    if not found.total:
        return tr("Nothing is behind this number.")
    clocks = bool(found.rows[0].commitment)
    one, many, order = ("clock", "clocks", "worst") if clocks else ("case", "cases", "earliest")
    if found.total == 1:
        return tr("1 {one}", one=tr(one))
    key = "{total} {many}, the {order} first"
    if len(found.rows) < found.total:
        key = "The first {shown} of {total} {many}, the {order} first"
    return tr(
        key, shown=f"{len(found.rows):,}", total=f"{found.total:,}", many=tr(many), order=tr(order)
    )
