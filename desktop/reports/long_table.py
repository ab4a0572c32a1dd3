"""A table of thousands of rows, laid out a page at a time, each row measured once.

ReportLab copies and measures on each page all rows that are left, so that twice the rows take four
times as long.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Final

from reportlab.platypus import Flowable, Table

LONG: Final = 200
"""Rows from which on it is worth it."""

_AT_ONCE: Final = 40
_BEYOND: Final = 1e6

Cells = list[Flowable | str]
Make = Callable[[list[Cells], list[float] | None], Table]
"""Makes a table of a head and some rows; of given heights, that of the head first."""


class LongTable(Flowable):
    """Rows from `first` on, each made into `cells` when it is about to be laid out."""

    canv: Any

    def __init__(
        self, rows: Sequence[Any], cells: Callable[[Any], Cells], table: Make, first: int = 0
    ) -> None:
        super().__init__()
        self._rows, self._cells, self._table, self._first = rows, cells, table, first
        self._made: list[Cells] = []
        self._heights: list[float] = []
        self._head = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Higher than there is room for: a page is taken off by `split`, to the last."""
        room = min(available_height, _BEYOND)
        while sum(self._heights) <= room and self._first + len(self._made) < len(self._rows):
            self._measure(available_width)
        self.width, self.height = available_width, room + 1
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows there is room for, and the others."""
        ends = accumulate(self._heights, initial=self._head)
        count = sum(end <= available_height for end in ends) - 1
        if count < 1:
            return []
        page = self._table(self._made[:count], [self._head, *self._heights[:count]])
        if self._first + count == len(self._rows):
            return [page]
        rest = LongTable(self._rows, self._cells, self._table, self._first + count)
        rest._made, rest._heights = self._made[count:], self._heights[count:]
        rest._head = self._head
        return [page, rest]

    def least(self, count: int) -> float:
        """The height of the head and so many rows, once it was wrapped."""
        return self._head + sum(self._heights[:count])

    def _measure(self, width: float) -> None:
        """Make the next rows and see how high they are."""
        begin = self._first + len(self._made)
        made = [self._cells(row) for row in self._rows[begin : begin + _AT_ONCE]]
        trial = self._table(made, None)
        trial.wrapOn(self.canv, width, _BEYOND)
        self._head, *heights = vars(trial)["_rowHeights"]
        self._made += made
        self._heights += heights
