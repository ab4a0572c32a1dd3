"""The columns, or why there are none and what to do next."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from ui.board.columns import Columns
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from models.queries.board import Board


class BoardBody(QStackedWidget):
    """Columns without a card are shown where they lead to people: then there is room to see."""

    def __init__(self, theme: Theme, columns: Columns, clear: QAction) -> None:
        super().__init__()
        self._columns = columns
        self._empty = EmptyState(theme, "board", "", "", clear)
        for part in (columns, self._empty):
            self.addWidget(part)

    def show_board(self, board: "Board") -> None:
        """Show what fits."""
        people = sum(column.person_id is not None for column in board.columns)
        if board.cards or (not board.has_cases and people):
            self.setCurrentWidget(self._columns)
        elif board.has_cases:
            self._empty.say(tr("No case matches."), tr("Clear the filter to see all of them."))
            self.setCurrentWidget(self._empty)
        else:
            self._empty.say(tr("Nothing is open."), tr("Open cases stand here, by who has them."))
            self.setCurrentWidget(self._empty)
