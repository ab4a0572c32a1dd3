"""The table every list of the desk uses: dense, quiet lines, complete by keyboard."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.theme import Theme
from ui.widgets.table_cells import CellDelegate


class TableView(QTableView):
    """A `QTableView` of whole rows. Give it a model that holds ids and fetches rows on demand.

    `row_opened` carries the `QModelIndex` that was double-clicked or entered. J and K move as the
    arrows do. Widths: `set_widths`; one column takes what is left. No proxy model: sort and filter
    in SQL.
    """

    row_opened = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self._least: dict[int, int] = {}
        self._dress_headers(theme)
        self.doubleClicked.connect(self.row_opened.emit)

    def set_widths(self, widths: dict[int, int], stretch: int | None = None) -> None:
        """Widths in pixels by column; the column `stretch` takes the room that is left."""
        header = self.horizontalHeader()
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        if stretch is not None:
            header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def end_after_rows(self) -> None:
        """Be no higher than what is in it: something else stands below."""
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        self.setMaximumHeight(self.horizontalHeader().height() + rows)

    def set_least_widths(self, least: dict[int, int]) -> None:
        """Columns that hide while the table is narrower than so many pixels."""
        self._least = dict(least)
        self._hide_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the columns that matter least first."""
        super().resizeEvent(event)
        self._hide_columns()

    def _hide_columns(self) -> None:
        for column, least in self._least.items():
            self.setColumnHidden(column, self.width() < least)

    def current_row(self) -> int | None:
        """The row of the keyboard, or None."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def selected_rows(self) -> list[int]:
        """The selected rows, in their order on screen."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def go_to_row(self, row: int) -> None:
        """Put keyboard and selection on a row and bring it into view, whatever keys are down: with
        Ctrl Qt would take the selection away."""
        if 0 <= row < self.model().rowCount():
            whole = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            if whole:
                flags |= QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.model().index(row, 0), flags)
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, J and K move; everything else as Qt does it."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            typed = self.state() == QAbstractItemView.State.EditingState  # it ended what was typed
            if self.currentIndex().isValid() and not typed:
                self.row_opened.emit(self.currentIndex())
        elif plain and step is not None:
            at = self.current_row()
            self.go_to_row(0 if at is None else at + step)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Off: letters are shortcuts here; `/` is for searching."""

    def _dress_headers(self, theme: Theme) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.sizes.row)
        columns = self.horizontalHeader()
        columns.setFixedHeight(theme.sizes.header)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(40)
        columns.setSectionsMovable(False)
        columns.setAccessibleName(self.accessibleName())
        columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
