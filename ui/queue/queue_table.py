"""The queue's table: columns that share the room, Home and End, what is in sight."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.messages import tr
from ui.queue.columns import COLUMNS, TITLE, TITLE_ROOM
from ui.queue.queue_model import QueueModel
from ui.queue.title_cell import TitleDelegate
from ui.theme import Theme
from ui.widgets.table_view import TableView

_LOOKED_AT = 60
_HEAVIER = 8
"""Pixels for words painted heavier than they were measured."""
_EDGES = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class QueueTable(TableView):
    """Cases, next to breach first."""

    def __init__(self, theme: Theme, model: QueueModel) -> None:
        super().__init__(theme, tr("Cases, next to breach first"))
        self._cases = model
        self.setModel(model)
        self.setItemDelegateForColumn(TITLE, TitleDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forget_widths()
        self.set_least_widths({i: column.least for i, column in enumerate(COLUMNS)})
        model.dataChanged.connect(self._grow)

    def forget_widths(self) -> None:
        """Other cases are shown: begin with the least widths again."""
        widths = {i: column.width for i, column in enumerate(COLUMNS) if i != TITLE}
        self.set_widths(widths, stretch=TITLE)

    def in_sight(self) -> list[int]:
        """The cases on screen."""
        count = len(self._cases.ids)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return list(self._cases.ids[max(first, 0) : (last if last >= 0 else count - 1) + 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last case; with Shift they select up to there."""
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

    def _grow(self) -> None:
        """Widen columns whose words in sight need it, as far as they may grow."""
        top = max(self.rowAt(0), 0)
        rows = range(top, min(top + _LOOKED_AT, len(self._cases.ids)))
        for column in sorted(range(len(COLUMNS)), key=lambda i: not COLUMNS[i].must):
            spec, width = COLUMNS[column], self.columnWidth(column)
            if not spec.grows_to or self.isColumnHidden(column):
                continue
            room = self.columnWidth(TITLE) - TITLE_ROOM
            needed = max((self._needs(row, column) for row in rows), default=0)
            wider = min(needed, spec.grows_to) - width
            if wider > 0 and (spec.must or wider <= room):
                self.setColumnWidth(column, width + wider)

    def _needs(self, row: int, column: int) -> int:
        index = self._cases.index(row, column)
        return self.itemDelegate().sizeHint(QStyleOptionViewItem(), index).width() + _HEAVIER
