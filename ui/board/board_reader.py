"""What the board reads, and when: its columns where something happened, the cards in sight."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.queries.board import Board, Mark, board, board_mark
from models.queries.board_cards import board_cards
from models.queue_filter import QueueFilter
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard

_LONGEST = 60.0
"""Seconds after which the heads are read again in any case: a shift ends, somebody waits."""


class BoardReader(QObject):
    """Reads off the GUI thread. Signals: `board_read` (a `Board`), `cards_read` (a list, and which
    turn of reading cards it is from), `failed`.

    While nothing happens on the desk the columns are read once a minute. `turn` is that of the
    cards asked for last.
    """

    board_read = Signal(object)
    cards_read = Signal(object, int)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.by, self.shown = "agent", QueueFilter()
        self._mark: Mark | None = None
        self._read_at = 0.0
        self.turn = 0

    def show(self, by: str, shown: QueueFilter) -> None:
        """Other columns, or other cases."""
        self.by, self.shown = by, shown
        self.read()

    def read(self) -> None:
        """The columns as they are now."""
        now = self._workspace.clock.now()
        query = partial(board, by=self.by, shown=self.shown, now=now, me=self._workspace.person_id)
        self._workspace.read(query, self._show, self, "board", self._fail)
        self._read_at = now.timestamp()

    def look(self) -> None:
        """Is there news?"""
        passed = self._workspace.clock.now().timestamp() - self._read_at
        if not 0 <= passed < _LONGEST:
            self.read()
        else:
            self._workspace.read(board_mark, self._compare, self, "mark", self._fail)

    def fetch(self, ids: Sequence[int]) -> None:
        """The cards of these cases as they are now."""
        if ids:
            query = partial(board_cards, ids=list(ids), now=self._workspace.clock.now())
            self.turn += 1
            self._workspace.read(query, partial(self._cards, self.turn), self, failed=self._fail)

    def _show(self, found: Board) -> None:
        self._mark = found.mark
        self.board_read.emit(found)

    def _compare(self, mark: Mark) -> None:
        if mark != self._mark:
            self.read()

    def _cards(self, turn: int, cards: "list[BoardCard]") -> None:
        self.cards_read.emit(cards, turn)

    def _fail(self, error: Exception) -> None:
        self._mark = None  # the next look reads it all, and what was said of this error goes
        self.failed.emit(error)
