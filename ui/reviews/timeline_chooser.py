"""What the log tells of the cases, to be chosen from: Space puts rows in, or takes them out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.handbook.instants import from_seconds
from models.handbook.postmortems import link_of
from models.wording import full_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.labels import muted, title
from ui.widgets.sheet import Sheet
from ui.widgets.table_view import TableView

Row = Mapping[str, Any]
_WIDTH: Final = 860
_MOST: Final = 14
_AROUND: Final = 300
"""What stands above and below the rows in a window, at most."""
_IN, _OUT = "☑", "☐"


class TimelineChooser(Sheet):
    """`done` gets the whole timeline: what is ticked here and what was written by hand."""

    def __init__(
        self, theme: Theme, over: QWidget, zone: ZoneInfo, keys: Mapping[int, str],
        proposed: Sequence[Row], held: Sequence[Row], done: Callable[[list[Row]], object],
    ) -> None:  # fmt: skip
        super().__init__(theme, over, tr("Choose the rows of the timeline"), width=_WIDTH)
        self._held, self._done = list(held), done
        there = {link_of(row): row for row in held if link_of(row) is not None}
        offered = {link_of(row): row for row in proposed} | there
        self._rows = sorted(offered.values(), key=lambda one: one["at"])
        self._ticked = {at for at, row in enumerate(self._rows) if link_of(row) in there}
        columns = (
            Column("", 40, lambda at: _IN if at in self._ticked else _OUT),
            Column("When", 216, lambda at: full_words(self._at(at), zone), "muted"),
            Column("Case", 96, lambda at: inline(keys.get(self._case(at), "")), "muted"),
            Column("What happened", 0, lambda at: inline(str(self._rows[at]["words"]))),
        )
        self._model = ColumnModel(columns, self)
        self._model.show(range(len(self._rows)))
        self.table = _Ticks(theme, tr("What the log tells; Space puts a row in or takes it out"))
        self.table.setModel(self._model)
        dress(self.table, columns)
        self.table.turned.connect(self._turn)
        self._told = muted()
        self._lay_out(theme)
        self.accepted.connect(self._accept)
        self.closed.connect(self.deleteLater)
        self._tell()
        self.show_sheet(self.table)
        self.table.go_to_row(0)

    def ticked(self) -> list[Row]:
        """The rows that are chosen, in their order."""
        return [row for at, row in enumerate(self._rows) if at in self._ticked]

    def _turn(self) -> None:
        """The selected ones become what the one of the keyboard is not."""
        current, chosen = self.table.current_row(), set(self.table.selected_rows())
        if current is None:
            return
        self._ticked = self._ticked - chosen if current in self._ticked else self._ticked | chosen
        last = self._model.index(max(len(self._rows) - 1, 0), 0)
        self._model.dataChanged.emit(self._model.index(0, 0), last)
        self._tell()

    def _tell(self) -> None:
        self._told.setText(
            tr("{count} of {all} rows. Space puts a row in or takes it out; Shift ↓ selects "
               "several. What was written by hand stays.", count=len(self._ticked),
               all=len(self._rows))
        )  # fmt: skip

    def _at(self, at: int) -> Any:
        return from_seconds(self._rows[at]["at"])

    def _case(self, at: int) -> int:
        return self._rows[at].get("case_id") or 0

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, 0)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(tr("Choose the rows of the timeline")))
        self.content.addWidget(self._told)
        room = (self.window().height() - _AROUND) // sizes.row  # the table scrolls, not the sheet
        shown = min(max(len(self._rows), 1), max(min(room, _MOST), 1))
        self.table.setMinimumHeight(sizes.header + sizes.row * shown)
        self.content.addWidget(self.table, 1)
        cancel = Button(theme, tr("Cancel"), keys=tr("Esc"))
        take = Button(theme, tr("Take these"), kind="main", keys=tr("Ctrl Enter"))
        cancel.clicked.connect(self.close_sheet)
        take.clicked.connect(self._accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(take)
        foot = self.add_foot()
        foot.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.page)
        foot.addLayout(row)

    def _accept(self) -> None:
        by_hand = [row for row in self._held if link_of(row) is None]
        rows = sorted([*self.ticked(), *by_hand], key=lambda row: row["at"])
        self.close_sheet()
        self._done(rows)


class _Ticks(TableView):
    """`turned`: Space, or Enter, was pressed, or a row was clicked twice."""

    turned = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.row_opened.connect(self.turned)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns; Ctrl+Enter is the sheet's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
