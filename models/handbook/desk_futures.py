"""Many futures of all desks at once: everybody shares their working time among what they hold.

Time goes in steps. In each, a desk's working time is divided equally among the cases on it, in
every future by itself; a case whose work is done leaves within the step. So another case on a desk
never makes one there end sooner. All futures are one long column of NumPy arrays.
"""

from typing import Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from models.handbook.open_time import Ints
from models.handbook.work_curves import Floats

_CLEAR_EVERY: Final = 6
"""After so many steps those that are done are taken out of the columns."""


class Entries(NamedTuple):
    """What is worked on: on which desk (of which future), by whose hours, from when on, how long.

    One that does not `count` is part of a case that does: its first response.
    """

    desk: Ints
    axis: Ints
    since: Floats
    work: Floats
    counts: Floats


class Played(NamedTuple):
    """When each was done, infinite where it is not; the work left of those, and how many are on
    each desk at the end."""

    done_at: Floats
    left: Floats
    load: Floats


def play(entries: Entries, opened: Floats, edges: Floats, desks: int) -> Played:
    """Work through the steps between `edges`; `opened` are the working seconds of each, by axis."""
    slot = np.searchsorted(edges, entries.since, side="right") - 1
    order = np.argsort(slot, kind="stable")
    upto = np.searchsorted(slot[order], np.arange(len(edges)))
    line = _Line(entries, order)
    for step in range(len(edges) - 1):
        line.come(int(upto[step + 1]))
        if opened[:, step].any():
            line.work(opened[:, step], float(edges[step]), float(edges[step + 1]), desks)
        if step % _CLEAR_EVERY == _CLEAR_EVERY - 1:
            line.clear()
    return line.played(desks)


class _Line:
    """The entries that have come, one after the other; the first `size` places are in use."""

    def __init__(self, entries: Entries, order: Ints) -> None:
        self._entries, self._order = entries, order
        self._come = self._size = self._old = 0
        self._which = np.empty(len(order), dtype=np.int64)
        self._desk = np.empty(len(order), dtype=np.int64)
        self._axis = np.empty(len(order), dtype=np.int64)
        self._left = np.empty(len(order))
        self._counts = np.empty(len(order))
        self._done_at = np.full(len(order), np.inf)

    def come(self, upto: int) -> None:
        """Take in those that come in this step."""
        new = self._order[self._come : upto]
        self._come, self._old = upto, self._size
        self._size += len(new)
        place = slice(self._old, self._size)
        self._which[place] = new
        for mine, theirs in self._columns():
            mine[place] = theirs[new]

    def work(self, opened: Floats, begin: float, end: float, desks: int) -> None:
        """Share the working seconds of a step."""
        used = slice(0, self._size)
        left = self._left[used]
        got = opened[self._axis[used]] / self._load(desks)[self._desk[used]]
        since = np.maximum(self._entries.since[self._which[self._old : self._size]], begin)
        got[self._old :] *= (end - since) / (end - begin)
        done = np.flatnonzero(got >= left)
        from_then = np.full(len(done), begin)
        fresh = done >= self._old
        from_then[fresh] = since[done[fresh] - self._old]
        self._done_at[self._which[done]] = from_then + left[done] / got[done] * (end - from_then)
        left -= got
        left[done] = np.inf
        self._counts[done] = 0.0

    def clear(self) -> None:
        """Take out those that are done."""
        kept = np.flatnonzero(np.isfinite(self._left[: self._size]))
        for column in (self._which, self._desk, self._axis, self._left, self._counts):
            column[: len(kept)] = column[kept]
        self._size = len(kept)

    def played(self, desks: int) -> Played:
        """How it stands at the end."""
        self.clear()
        left = np.zeros(len(self._order))
        left[self._which[: self._size]] = self._left[: self._size]
        return Played(self._done_at, left, self._load(desks))

    def _load(self, desks: int) -> Floats:
        used = slice(0, self._size)
        load = np.bincount(self._desk[used], weights=self._counts[used], minlength=desks)
        return cast(Floats, np.maximum(load, 1.0))

    def _columns(self) -> tuple[tuple[NDArray[np.generic], NDArray[np.generic]], ...]:
        given = self._entries
        return (
            (self._desk, given.desk), (self._axis, given.axis), (self._left, given.work),
            (self._counts, given.counts),
        )  # fmt: skip
