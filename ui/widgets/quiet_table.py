"""A table among others on one page: it shows its selection only while it has the keyboard."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtGui import QFocusEvent

from ui.widgets.table_view import TableView

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class QuietTable(TableView):
    """The place of the keyboard is kept, so that it comes back to it."""

    def go_to(self, index: QModelIndex) -> None:
        """Put the keyboard's place there."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if self.hasFocus():
            self._show_place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._show_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self.clearSelection()

    def _show_place(self) -> None:
        whole = self.selectionBehavior() == self.SelectionBehavior.SelectRows
        flags = _SELECT | QItemSelectionModel.SelectionFlag.Rows if whole else _SELECT
        self.selectionModel().select(self.currentIndex(), flags)
