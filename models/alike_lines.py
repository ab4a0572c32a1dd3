"""Which lines of a text stayed as they were in another one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple


class Alike(NamedTuple):
    """A stretch that both have: where it begins in the old, where in the new, how many lines."""

    old: int
    new: int
    size: int


def alike_lines(old: Sequence[str], new: Sequence[str]) -> list[Alike]:
    """The stretches that stayed, in their order.

    Lines that each has once hold the two together; the standard library compares what lies between
    such lines. Given all of it, the many empty lines of a long text would take it seconds."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    end, until = len(old) - tail, len(new) - tail
    held = [(a + head, b + head) for a, b in _held(old[head:end], new[head:until])]
    found = [Alike(0, 0, head)]
    for (a, c), (b, d) in pairwise([(head - 1, head - 1), *held, (end, until)]):
        found += [Alike(a + 1 + i, c + 1 + j, size) for i, j, size in _between(
            old[a + 1 : b], new[c + 1 : d])]  # fmt: skip
        found.append(Alike(b, d, 1 if b < end else tail))
    return list(_joined(found))


def _between(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[int, int, int]]:
    """Of a long stretch, lines that come again and again are no reason to compare each with each:
    the library then passes over them, which is what `autojunk` means."""
    if old == new or not old or not new:
        return ((0, 0, min(len(old), len(new))),)
    return SequenceMatcher(None, old, new).get_matching_blocks()


def _held(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where the lines are that each has once: the most of them that come in the same order."""
    once = {line for line, count in Counter(old).items() if count == 1}
    there = {line: at for at, line in enumerate(new) if line in once}
    once &= {line for line, count in Counter(new).items() if count == 1}
    pairs = [(at, there[line]) for at, line in enumerate(old) if line in once]
    ends: list[int] = []  # of the shortest rows of each length: where the last of it is in `new`
    last: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        place = bisect_left(ends, at)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1], last[place : place + 1] = [at], [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _joined(found: Sequence[Alike]) -> Iterator[Alike]:
    """Those that follow each other in both are one; those without a line are none."""
    at = Alike(0, 0, 0)
    for one in found:
        if (one.old, one.new) == (at.old + at.size, at.new + at.size):
            at = at._replace(size=at.size + one.size)
            continue
        if at.size:
            yield at
        at = one
    if at.size:
        yield at
