"""How long somebody was at work, and how many they held meanwhile: whole columns at once."""

from collections.abc import Sequence
from typing import NamedTuple, cast

import numpy as np

from models.handbook.open_time import Ints
from models.handbook.roster import Span
from models.handbook.work_curves import Floats


class Stretches(NamedTuple):
    """Stretches of time, each somebody's."""

    people: Ints
    begins: Ints
    ends: Ints


def held_meanwhile(held: Stretches, asked: Stretches) -> Floats:
    """Of each stretch asked for, how many of `held` the same person had at once, on average over
    it; at least 1."""
    found = np.ones(len(asked.people))
    for person in np.unique(asked.people):
        theirs, mine = held.people == person, asked.people == person
        opened, closed = np.sort(held.begins[theirs]), np.sort(held.ends[theirs])
        begin, end = asked.begins[mine], asked.ends[mine]
        had = _since(opened, end) - _since(closed, end)
        had -= _since(opened, begin) - _since(closed, begin)
        found[mine] = np.maximum(had / np.maximum(end - begin, 1), 1)
    return found


def open_between(spans: Sequence[Span], starts: Ints, ends: Ints) -> Ints:
    """The seconds of ascending spans in each [start, end); 0 where that is empty."""
    if not spans:
        return np.zeros(len(starts), dtype=np.int64)
    table = np.array(spans, dtype=np.int64)
    opened, closed = np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])
    found = _passed(opened, closed, ends) - _passed(opened, closed, starts)
    return cast(Ints, np.maximum(found, 0))


def _since(instants: Ints, at: Ints) -> Floats:
    """The sum, over these instants before `at`, of the time passed since."""
    sums = np.concatenate([[0], np.cumsum(instants)])
    before = np.searchsorted(instants, at)
    return cast(Floats, (before * at - sums[before]).astype(np.float64))


def _passed(opened: Ints, closed: Ints, at: Ints) -> Ints:
    """Seconds of the spans before each instant."""
    whole = np.concatenate([[0], np.cumsum(closed - opened)])
    last = np.searchsorted(opened, at, side="right") - 1
    begun = np.maximum(last, 0)
    inside = np.minimum(at, closed[begun]) - opened[begun]
    return cast(Ints, np.where(last >= 0, whole[begun] + inside, 0))
