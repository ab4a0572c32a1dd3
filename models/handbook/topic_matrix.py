"""Cases by words as a sparse matrix, and how those of one product and category fall apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_MOST_WORDS: Final = 1_200
"""So many words of a product and category are looked at in pairs: those that tell the most."""
_ALONE: Final = 0.5
"""What a word alone tells, beside two that stand together."""
_TELLING: Final = log(3) ** 2
"""What it must tell for that: more than a third of the cases have it otherwise."""
_SAME: Final = 0.5
"""From so much likeness on two topics are one."""
_LIKE: Final = 0.35
"""From so much likeness on a case belongs to a topic whose words it has not all."""


class WordMatrix:
    """Which case has which word: `rows` is sparse, a row for a case in the order given."""

    def __init__(self, said: Sequence[Sequence[str]]) -> None:
        from scipy.sparse import csr_array

        every = sorted({word for words in said for word in words})
        self.columns: dict[str, int] = {word: at for at, word in enumerate(every)}
        ends = np.cumsum([0, *(len(set(words)) for words in said)])
        at = [self.columns[word] for words in said for word in sorted(set(words))]
        shape = len(said), max(len(every), 1)
        self.rows: Any = csr_array((np.ones(len(at)), np.array(at, dtype=np.int64), ends), shape)
        self.idf = _idf(self.rows)


@dataclass(frozen=True)
class Sorted:
    """The groups of a product and category, each the places of its cases, and the rest.

    `weights` is what a word tells among these cases, by its column.
    """

    weights: Floats
    groups: Sequence[Sequence[int]] = ()
    rest: Sequence[int] = ()


@dataclass
class _Rest:
    """What is not in a group yet, and how many of it have each two words (one, on the diagonal)."""

    rows: Any
    tells: Floats
    fewest: int
    groups: list[Ints] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_word: Any = self.rows.tocsc()
        self.left = np.ones(self.rows.shape[0], dtype=np.bool_)
        self.pairs: Floats = (self.rows.T @ self.rows).toarray()
        self.worth: Floats = self.tells[:, None] + self.tells[None, :]
        np.fill_diagonal(self.worth, np.where(self.tells >= _TELLING, _ALONE * self.tells, 0.0))

    def take(self) -> bool:
        """Make a group of what has the two words that tell the most; False where none is left."""
        score = np.where(self.pairs >= self.fewest, self.pairs * self.worth, 0.0)
        best = int(score.argmax()) if score.size else 0
        if not score.size or score.flat[best] <= 0:
            return False
        one, other = divmod(best, score.shape[1])
        taken = np.intersect1d(self._having(one), self._having(other))
        taken = taken[self.left[taken]]
        self.left[taken] = False
        gone = self.rows[taken]
        self.pairs -= (gone.T @ gone).toarray()
        self.groups.append(taken)
        return True

    def _having(self, column: int) -> Ints:
        begin, end = self.by_word.indptr[column : column + 2]
        return np.asarray(self.by_word.indices[begin:end], dtype=np.int64)


def sort_out(
    words: WordMatrix, places: Sequence[int], fewest: int, tick: Callable[[], None]
) -> Sorted:
    """How the cases at these places fall apart; `tick` is called between two groups."""
    rows = words.rows[np.array(places, dtype=np.int64)]
    weights = np.minimum(words.idf, _idf(rows))
    if len(places) < 2 * fewest:
        return Sorted(weights, rest=range(len(places)))
    rest = _Rest(*_telling(rows, weights, fewest), fewest)
    while rest.take():
        tick()
    groups = _gathered(rest.groups, np.flatnonzero(rest.left), rows * weights)
    inside = np.zeros(len(places), dtype=np.bool_)
    for group in groups:
        inside[group] = True
    return Sorted(weights, [one.tolist() for one in groups], np.flatnonzero(~inside).tolist())


def _idf(rows: Any) -> Floats:
    having = np.maximum(np.asarray(rows.sum(axis=0)).ravel(), 1.0)
    found: Floats = np.log(max(rows.shape[0], 1) / having)
    return found


def _telling(rows: Any, weights: Floats, fewest: int) -> tuple[Any, Floats]:
    """The columns of words that enough have, and what each tells."""
    having, tells = np.asarray(rows.sum(axis=0)).ravel(), weights**2
    order = np.lexsort((np.arange(len(having)), -having * tells))
    kept = np.sort(order[(having >= fewest)[order] & (tells > 0)[order]][:_MOST_WORDS])
    return rows[:, kept], tells[kept]


def _gathered(groups: Sequence[Ints], left: Ints, rows: Any) -> list[Ints]:
    """Groups that are alike put together, and to each the cases left that are like it."""
    if not groups:
        return []
    length = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    rows = rows * (1 / np.where(length > 0, length, 1))[:, None]
    joined = _joined(list(groups), rows)
    if len(left):
        likeness: Floats = (rows[left] @ _centres(joined, rows).T).toarray()
        nearest, near = likeness.argmax(axis=1), likeness.max(axis=1) >= _LIKE
        joined = [
            np.sort(np.concatenate((one, left[near & (nearest == at)])))
            for at, one in enumerate(joined)
        ]
    return joined


def _joined(groups: list[Ints], rows: Any) -> list[Ints]:
    """The two most alike become one, until no two are alike enough."""
    likeness: Floats = _likeness(groups, rows)
    roots = np.arange(len(groups))
    order = np.argsort(-likeness, axis=None, kind="stable")
    for flat in order[: int((likeness >= _SAME).sum())].tolist():
        one, other = divmod(flat, len(groups))
        low, high = sorted((int(roots[one]), int(roots[other])))
        if low != high and _alike(groups, rows, np.flatnonzero(roots == low), high, roots):
            roots[roots == high] = low
    return [
        np.sort(np.concatenate([groups[at] for at in np.flatnonzero(roots == root)]))
        for root in np.unique(roots)
    ]


def _alike(groups: list[Ints], rows: Any, first: Ints, high: int, roots: Ints) -> bool:
    """Whether what was put together on both sides is alike as a whole: no chain of neighbours."""
    sides = (first, np.flatnonzero(roots == high))
    whole = [np.concatenate([groups[at] for at in side]) for side in sides]
    return float(_likeness(whole, rows)[0, 1]) >= _SAME


def _likeness(groups: Sequence[Ints], rows: Any) -> Floats:
    centres = _centres(groups, rows)
    found: Floats = (centres @ centres.T).toarray()
    np.fill_diagonal(found, 0.0)
    return found


def _centres(groups: Sequence[Ints], rows: Any) -> Any:
    """The middle of each group, of length one."""
    from scipy.sparse import csr_array

    member = np.concatenate(list(groups))
    group = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    shape = len(groups), rows.shape[0]
    centres = csr_array((np.ones(len(member)), (group, member)), shape) @ rows
    length = np.sqrt(np.asarray((centres * centres).sum(axis=1)).ravel())
    return centres * (1 / np.where(length > 0, length, 1))[:, None]
