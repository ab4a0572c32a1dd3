"""The timeline of a postmortem as it is edited: rows chosen from the log, written, or taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent

from models.handbook.instants import from_seconds
from models.wording import full_words
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.labels import muted
from ui.widgets.table_view import TableView

Row = Mapping[str, Any]
_MOST: Final = 12
_BY_HAND: Final = "✎ by hand"


@dataclass(frozen=True)
class TimelineVerbs:
    """What can be done with its rows; the actions are the tab's, so that each has its key."""

    choose: QAction
    write: QAction


class TimelineCard(Card):
    """`row_opened` carries the place of a row; `removed`: the selected ones are to go."""

    row_opened = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, zone: ZoneInfo, verbs: TimelineVerbs) -> None:
        super().__init__(theme, tr("Timeline"))
        self._sizes, self._zone = theme.sizes, zone
        self._keys: Mapping[int, str] = {}
        self.rows: list[Row] = []
        columns = (
            Column("When", 216, self._when, "muted"),
            Column("Case", 96, self._case, "muted", least=560),
            Column("What happened", 0, lambda row: inline(str(row["words"])), "text"),
            Column("", 84, lambda row: tr(_BY_HAND) if row["by_hand"] else "", "muted"),
        )
        self._model = ColumnModel(columns, self)
        self.table = _Rows(theme, tr("Timeline; Enter edits a row, Delete takes it out"))
        self.table.setModel(self._model)
        dress(self.table, columns)
        self._none = muted(tr("No row is chosen yet."))
        self.content.addWidget(self._none)
        self.content.addWidget(self.table)
        for action, words in ((verbs.choose, tr("Choose")), (verbs.write, tr("Write a row"))):
            button = ActionButton(theme, action, kind="quiet", words=words)
            self.corner.addWidget(button)
        self.table.row_opened.connect(self._open)
        self.table.removed.connect(self.removed)
        self.show_rows([], {})

    def show_rows(self, rows: Sequence[Row], keys: Mapping[int, str]) -> None:
        """Show these, whose cases are called by `keys`; the keyboard stays at its place."""
        at = self.table.current_row() or 0
        self.rows, self._keys = list(rows), keys
        self._model.show(self.rows)
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        shown = min(len(rows), _MOST)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * shown + 2)
        if rows:
            self.table.go_to_row(min(at, len(rows) - 1))
        self.set_title(tr("Timeline"), tr("{count} rows", count=len(rows)) if rows else "")

    def chosen(self) -> int | None:
        """The place of the row that the keyboard is on."""
        at = self.table.current_row()
        return at if at is not None and at < len(self.rows) else None

    def selected(self) -> list[int]:
        """The places of the rows that are selected."""
        return [at for at in self.table.selected_rows() if at < len(self.rows)]

    def _when(self, row: Row) -> str:
        return full_words(from_seconds(row["at"]), self._zone)

    def _case(self, row: Row) -> str:
        return inline(self._keys.get(row.get("case_id") or 0, ""))

    def _open(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())


class _Rows(TableView):
    """`removed`: Delete was pressed."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, or Backspace, takes the selected rows out."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
