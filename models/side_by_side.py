"""Two texts beside each other, line by line: what stayed, what came, what went, what is another."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from models.alike_lines import Alike, alike_lines

_LIKE: Final = 0.5
"""How alike two lines are at least, to be taken for one line that was changed."""

_MOST_PAIRS: Final = 20_000
"""Pairs of lines that are looked at; in a longer text only those near each other."""

_LOOKED_AT: Final = 2_000
"""Letters of a line by which it is known."""


class Line(NamedTuple):
    """A line of each of two texts side by side; None where one of them has none there."""

    before: str | None
    after: str | None

    @property
    def stayed(self) -> bool:
        """Whether both have it, and say the same."""
        return self.before == self.after


class Fold(NamedTuple):
    """Rows from `start` to before `end` that need not be shown: far from every change."""

    start: int
    end: int


def side_by_side(before: str, after: str) -> list[Line]:
    """The lines of two texts, those that belong together in one row.

    Where several lines were replaced, those stand in one row that are most alike, in their order;
    a line that is like none stands alone.
    """
    old, new = before.split("\n"), after.split("\n")
    kept = [*alike_lines(old, new), Alike(len(old), len(new), 0)]
    breadth = _breadth(kept)
    rows: list[Line] = []
    at = other = 0
    for start, begin, size in kept:
        rows += _replaced(old[at:start], new[other:begin], breadth)
        rows += [Line(line, line) for line in old[start : start + size]]
        at, other = start + size, begin + size
    return rows


def folds(rows: Sequence[Line], around: int = 3, least: int = 4) -> list[Fold]:
    """The stretches without a change that are at least `least` rows long; `around` rows before and
    after a change stay in sight."""
    found: list[Fold] = []
    changed = [at for at, row in enumerate(rows) if not row.stayed]
    start = 0
    for at in changed:
        found.append(Fold(start, at - around))
        start = at + 1 + around
    found.append(Fold(start, len(rows)))
    return [fold for fold in found if fold.end - fold.start >= least]


def changes(rows: Sequence[Line]) -> list[int]:
    """The rows at which a change begins: rows that follow each other are one change."""
    return [
        at for at, row in enumerate(rows)
        if not row.stayed and (at == 0 or rows[at - 1].stayed)
    ]  # fmt: skip


def _breadth(kept: Sequence[Alike]) -> int:
    """How far from its own place the line is looked for that a line became, so that in all no more
    than `_MOST_PAIRS` are compared."""
    count = at = other = 0
    for start, begin, size in kept:
        count += max(start - at, begin - other) if start > at and begin > other else 0
        at, other = start + size, begin + size
    return max(_MOST_PAIRS // max(count, 1) // 2, 1)


def _replaced(old: Sequence[str], new: Sequence[str], breadth: int) -> Iterator[Line]:
    """Rows of what went and what came in its place."""
    at = other = 0
    for a, b in [*_pairs(old, new, breadth), (len(old), len(new))]:
        yield from (Line(line, None) for line in old[at:a])
        yield from (Line(None, line) for line in new[other:b])
        if a < len(old):
            yield Line(old[a], new[b])
        at, other = a + 1, b + 1


def _pairs(old: Sequence[str], new: Sequence[str], breadth: int) -> list[tuple[int, int]]:
    """Which line became which: the pairs in order of which the likeness is in all the greatest."""
    if not old or not new:
        return []
    known, others = [_letters(line) for line in old], [_letters(line) for line in new]
    best: dict[tuple[int, int], float] = {}
    taken: set[tuple[int, int]] = set()
    for i in range(len(old) - 1, -1, -1):
        for j in _near(i, len(old), len(new), breadth):
            most = max(best.get((i + 1, j), 0.0), best.get((i, j + 1), 0.0))
            like = _likeness(known[i], others[j])
            both = like + best.get((i + 1, j + 1), 0.0)
            if like >= _LIKE and both >= most:
                taken.add((i, j))
                most = both
            best[i, j] = most
    return list(_walked(best, taken, len(old), len(new)))


def _near(i: int, rows: int, columns: int, breadth: int) -> Iterator[int]:
    """The lines that the one at `i` may have become, the last first."""
    place = i * columns // rows
    reach = breadth + columns // rows
    yield from range(min(place + reach, columns - 1), max(place - reach, 0) - 1, -1)


def _walked(
    best: dict[tuple[int, int], float], taken: set[tuple[int, int]], rows: int, columns: int
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < rows and j < columns:
        if (i, j) in taken:
            yield i, j
            i, j = i + 1, j + 1
        elif best.get((i + 1, j), 0.0) >= best.get((i, j + 1), 0.0):
            i += 1
        else:
            j += 1


def _letters(line: str) -> frozenset[str]:
    """The pairs of letters of a line: what is changed in it by a word keeps most of them."""
    said = line.strip()[:_LOOKED_AT]
    return frozenset(map("".join, pairwise(said))) or frozenset((said,))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 for nothing in common to 1 for the same pairs of letters."""
    return 2 * len(one & other) / (len(one) + len(other))
