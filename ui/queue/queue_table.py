"""The queue's table: columns that share the room, Home and End, what is in sight."""

from sys import maxsize
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from ui.messages import tr
from ui.ports import Preferences
from ui.queue.chosen_widths import ChosenWidths
from ui.queue.column_widths import share
from ui.queue.columns import COLUMNS, DUE, GAUGE, PRIORITY, TITLE, tone, words
from ui.queue.queue_model import QueueModel
from ui.queue.selection import count_selected
from ui.queue.title_cell import TitleDelegate
from ui.theme import Theme
from ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from models.queries.queue import QueueRow

_LOOKED_AT = 60
_SETTLED_MS = 80
_NAMED = {i: spec.title for i, spec in enumerate(COLUMNS) if i not in (PRIORITY, TITLE)}
_EDGES = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class QueueTable(TableView):
    """Cases, next to breach first.

    Columns widen with the words in sight and give way to the title. A width that a person gave is
    kept; a double click on its edge takes it back. `settled`: other rows may be in sight.
    """

    settled = Signal()

    def __init__(self, theme: Theme, model: QueueModel, preferences: Preferences) -> None:
        super().__init__(theme, tr("Cases, next to breach first"))
        self._cases = model
        self._needs: dict[int, int] = {}
        self.setModel(model)
        self._cells = TitleDelegate(theme, self)
        self.setItemDelegateForColumn(TITLE, self._cells)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(PRIORITY, QHeaderView.ResizeMode.Fixed)
        self._chosen = ChosenWidths(header, _NAMED, preferences, "queue.widths")
        self._chosen.taken_back.connect(self._share)
        self._scrolled = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._scrolled.timeout.connect(lambda: self._measure())
        self._scrolled.timeout.connect(self.settled)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled.start())
        for shown in (model.modelReset, model.rowsInserted):
            shown.connect(lambda *_: self._measure())
        model.dataChanged.connect(lambda first, last, *_: self._measure(first.row(), last.row()))
        self._share()

    def forget_widths(self) -> None:
        """Other cases are shown: begin with the least widths again."""
        self._needs.clear()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share what there is."""
        super().resizeEvent(event)
        self._share()
        self._scrolled.start()

    def in_sight(self) -> list[int]:
        """The cases on screen."""
        count = len(self._cases.ids)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return list(self._cases.ids[max(first, 0) : (last if last >= 0 else count - 1) + 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last case; with Shift they select up to there.

        Esc leaves only the case of the keyboard selected.
        """
        at = self.current_row()
        if event.key() == Qt.Key.Key_Escape and at is not None and count_selected(self) > 1:
            self.go_to_row(at)
            return
        edge = _EDGES.get(Qt.Key(event.key()))
        if edge is None or not self._cases.ids:
            super().keyPressEvent(event)
            return
        row = edge % len(self._cases.ids)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select_to(row)
        else:
            self.go_to_row(row)

    def _select_to(self, row: int) -> None:
        at = self.current_row() or 0
        first, last = sorted((at, row))
        model, flags = self._cases, QItemSelectionModel.SelectionFlag
        chosen = QItemSelection(model.index(first, 0), model.index(last, len(COLUMNS) - 1))
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self.selectionModel().setCurrentIndex(model.index(row, 0), flags.NoUpdate)
        self.scrollTo(model.index(row, 0))

    def _measure(self, first: int = 0, last: int = maxsize) -> None:
        """How wide the words in sight are, of these rows; a column that was wider a moment ago
        stays so."""
        top = max(self.rowAt(0), 0)
        before = dict(self._needs)
        for row in self._cases.fetched(max(top, first), min(top + _LOOKED_AT, last + 1)):
            for column in range(len(COLUMNS)):
                self._needs[column] = max(self._width_of(row, column), self._needs.get(column, 0))
        if self._needs != before:
            self._share()

    def _width_of(self, row: "QueueRow", column: int) -> int:
        if column == DUE and row.due_at is None:
            return 0  # whom it waits for may be cut; the gauge says that it is paused
        return self._cells.width_of(words(row, column), tone(row, column), gauge=column == GAUGE)

    def _share(self) -> None:
        if self._chosen.pulling:  # nothing else moves under the mouse
            return
        widths = share(self.viewport().width(), self._needs, self._chosen.widths)
        for column in range(len(COLUMNS)):
            if column != TITLE:
                self.setColumnHidden(column, column not in widths)
                self.setColumnWidth(column, widths.get(column, 0))
