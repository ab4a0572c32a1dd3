"""The calendar's arithmetic on whole arrays: NumPy int64 seconds since the epoch."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.handbook.open_time import OpenTime
from models.handbook.working_hours import DAY_SECONDS

Ints = NDArray[np.int64]
Edge = Literal["closing", "opening"]


class CalendarMany:
    """The vectorised half of `BusinessCalendar`; each result equals the single form's."""

    def _covering(self, start: int, end: int) -> OpenTime:
        raise NotImplementedError

    def _further(self, table: OpenTime) -> OpenTime:
        raise NotImplementedError

    def add_seconds(self, start: int, amount: int, edge: Edge = "closing") -> int:
        raise NotImplementedError

    def add_days_seconds(self, start: int, days: int, edge: Edge = "closing") -> int:
        raise NotImplementedError

    def add_many(self, starts: ArrayLike, seconds: ArrayLike, edge: Edge = "closing") -> Ints:
        """`add` for arrays of starts and amounts, which are broadcast against each other."""
        begin, amount = np.broadcast_arrays(_ints(starts), _ints(seconds))
        if begin.size == 0:
            return begin.copy()
        if (amount < 0).any():
            raise ValueError("an amount of business time is not negative")
        table = self._covering(int(begin.min()), int(begin.max()))
        side: Literal["left", "right"] = "left" if edge == "closing" else "right"
        while (index := np.searchsorted(through(table), reach := _positions(table, begin) + amount,
                                        side)).max() == len(table.through):  # fmt: skip
            table = self._further(table)
        result = (table.arrays["closes"] - through(table))[index] + reach
        if edge == "opening":
            return np.maximum(result, begin)
        return np.where(amount == 0, begin, result)

    def elapsed_many(self, starts: ArrayLike, ends: ArrayLike) -> Ints:
        """`elapsed` for arrays of starts and ends."""
        begin, end = np.broadcast_arrays(_ints(starts), _ints(ends))
        if begin.size == 0:
            return begin.copy()
        table = self._covering(
            int(min(begin.min(), end.min())), int(max(begin.max(), end.max()))
        )
        return np.maximum(_positions(table, end) - _positions(table, begin), 0)

    def add_days_many(self, starts: ArrayLike, days: ArrayLike, edge: Edge = "closing") -> Ints:
        """`add_days` for arrays of starts and numbers of business days."""
        begin, count = np.broadcast_arrays(_ints(starts), _ints(days))
        if begin.size == 0:
            return begin.copy()
        if (count < 0).any():
            raise ValueError("a number of business days is not negative")
        at = self._same_wall_many(begin, count)
        nothing = (count > 0) & (self.elapsed_many(begin, at) == 0)
        if nothing.any():
            again = self.add_many(begin[nothing], 0, "opening")
            at[nothing] = self._same_wall_many(again, count[nothing])
        return self._edges(np.where(count == 0, begin, at), edge)

    def _same_wall_many(self, begin: Ints, count: Ints) -> Ints:
        first = self._covering(int(begin.min()), int(begin.max()))
        local = begin + _offsets(first, "changes", begin)
        closed = ~np.isin(local // DAY_SECONDS, first.arrays["dates"])
        start = np.where(closed, self.add_many(begin, 0, "opening"), begin)
        table = self._covering(int(start.min()), int(start.max()))
        local = start + _offsets(table, "changes", start)
        day, wall = local // DAY_SECONDS, local % DAY_SECONDS
        while (index := np.searchsorted(table.arrays["dates"], day, "right") + count - 1
               ).max() >= len(table.dates) - 4:  # fmt: skip
            table = self._further(table)
        target = table.arrays["dates"][index] * DAY_SECONDS + wall
        result: Ints = target - _offsets(table, "wall_changes", target)
        return result

    def _edges(self, instants: Ints, edge: Edge) -> Ints:
        """Each instant brought to an edge (rule 4)."""
        if edge == "opening":
            return self.add_many(instants, 0, "opening")
        table = self._covering(int(instants.min()), int(instants.max()))
        reach = _positions(table, instants)
        if (reach == 0).any():
            return np.array(
                [self.add_days_seconds(int(at), 0, edge) for at in instants], dtype=np.int64
            )
        index = np.searchsorted(through(table), reach, "left")
        result: Ints = (table.arrays["closes"] - through(table))[index] + reach
        return result


def through(table: OpenTime) -> Ints:
    """Open seconds up to the end of each piece."""
    return table.arrays["through"]


def _ints(values: ArrayLike) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _positions(table: OpenTime, at: Ints) -> Ints:
    """Open seconds of the table before each instant."""
    index = np.searchsorted(table.arrays["opens"], at, "right") - 1
    inside = np.minimum(at, table.arrays["closes"][index]) - table.arrays["closes"][index]
    return np.where(index < 0, 0, through(table)[index] + inside)


def _offsets(table: OpenTime, changes: str, at: Ints) -> Ints:
    index = np.searchsorted(table.arrays[changes], at, "right")
    return table.arrays["offsets"][index]
