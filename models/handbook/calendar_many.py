"""The calendar's arithmetic on whole arrays: NumPy int64 seconds since the epoch."""

from bisect import bisect_left
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from models.handbook.calendar_seconds import CalendarSeconds, Edge, search_of
from models.handbook.calendar_table import REACH, too_far
from models.handbook.open_time import Ints, OpenTime
from models.handbook.working_hours import DAY_SECONDS

_MOST = (REACH + 1) * 366 * DAY_SECONDS
"""No table holds more: amounts above are refused before they could overflow."""


class CalendarMany(CalendarSeconds):
    """The vectorised forms; each result equals the single form's. Arguments are broadcast."""

    def add_many(self, starts: ArrayLike, seconds: ArrayLike, edge: Edge = "closing") -> Ints:
        """`add` for arrays of starts and amounts in seconds."""
        begin, amount = _pair(starts, seconds)
        side: Literal["left", "right"] = "left" if search_of(edge) is bisect_left else "right"
        if begin.size == 0:
            return begin.copy()
        least = int(amount.min())
        if least < 0:
            raise ValueError("an amount of business time is not negative")
        if amount.max() > _MOST:
            raise too_far()
        low = int(begin.min())
        table = self._covering(low, int(begin.max()))
        reach = _positions(table, begin) + amount
        while reach.max() > table.total - (edge == "opening"):
            table = self._further(table, low)
            reach = _positions(table, begin) + amount
        result: Ints = reach - table.arrays.shift[table.arrays.through.searchsorted(reach, side)]
        if least == 0 and edge == "closing":
            return np.where(amount == 0, begin, result)
        return result

    def elapsed_many(self, starts: ArrayLike, ends: ArrayLike) -> Ints:
        """`elapsed` for arrays of starts and ends, in seconds."""
        begin, end = _pair(starts, ends)
        if begin.size == 0:
            return begin.copy()
        low, high = min(begin.min(), end.min()), max(begin.max(), end.max())
        table = self._covering(int(low), int(high))
        result: Ints = np.maximum(_positions(table, end) - _positions(table, begin), 0)
        return result

    def add_days_many(self, starts: ArrayLike, days: ArrayLike, edge: Edge = "closing") -> Ints:
        """`add_days` for arrays of starts and numbers of business days."""
        begin, count = _pair(starts, days)
        if begin.size == 0:
            return begin.copy()
        # As a single one does: a number of days is a budget in seconds, and that is added.
        return self.add_many(begin, self.days_budget_many(begin, count), edge)

    def days_budget_many(self, starts: ArrayLike, days: ArrayLike) -> Ints:
        """`days_budget` for arrays of starts and numbers of business days."""
        begin, count = _pair(starts, days)
        if begin.size == 0:
            return begin.copy()
        if (count < 0).any():
            raise ValueError("a number of business days is not negative")
        some = count > 0
        budget = np.zeros_like(begin)
        budget[some] = self.elapsed_many(begin[some], self._same_walls(begin[some], count[some]))
        empty = some & (budget == 0)
        if empty.any():
            first = self.add_many(begin[empty], 0, "opening")
            budget[empty] = self.elapsed_many(first, self._same_walls(first, count[empty]))
        return budget

    def _same_walls(self, begin: Ints, count: Ints) -> Ints:
        if begin.size == 0:
            return begin
        table = self._covering(int(begin.min()), int(begin.max()))
        day = _local(table, begin) // DAY_SECONDS
        dates = table.arrays.dates
        closed = dates[dates.searchsorted(day, "right") - 1] != day
        start = begin
        if closed.any():
            start = begin.copy()
            start[closed] = self.add_many(begin[closed], 0, "opening")
        low = int(start.min())
        table = self._covering(low, int(start.max()))
        day, wall = np.divmod(_local(table, start), DAY_SECONDS)
        while True:
            index = table.arrays.dates.searchsorted(day, "right") + count - 1
            if index.max() < len(table.dates):
                break
            table = self._further(table, low)
        target = table.arrays.dates[index] * DAY_SECONDS + wall
        arrays = table.arrays
        result: Ints = target - arrays.offsets[arrays.wall_changes.searchsorted(target, "right")]
        return result


def _pair(first: ArrayLike, second: ArrayLike) -> tuple[Ints, Ints]:
    one, other = _seconds(first), _seconds(second)
    if one.shape == other.shape:
        return one, other
    wide, other_wide = np.broadcast_arrays(one, other)
    return wide, other_wide


def _seconds(given: ArrayLike) -> Ints:
    """Whole seconds, truncated (rule 1); NumPy's own times are taken by their unit."""
    values = np.asarray(given)
    if values.dtype == np.int64:
        return values
    if values.dtype.kind in "mM":
        values = values.astype(f"{values.dtype.kind}8[s]")
    elif values.dtype.kind == "f" and np.isfinite(values).all():
        values = np.floor(values)
    elif values.dtype.kind not in "iu":
        raise ValueError("instants and amounts are whole seconds")
    return values.astype(np.int64)


def _positions(table: OpenTime, at: Ints) -> Ints:
    """Open seconds of the table before each instant."""
    arrays = table.arrays
    index = arrays.opens.searchsorted(at, "right") - 1
    result: Ints = np.minimum(at + arrays.shift[index], arrays.through[index])
    return result


def _local(table: OpenTime, at: Ints) -> Ints:
    arrays = table.arrays
    result: Ints = at + arrays.offsets[arrays.changes.searchsorted(at, "right")]
    return result
