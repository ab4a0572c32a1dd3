"""Topics of cases: product, category, and the words that set some of these cases apart.

A word weighs by how few have it (TF-IDF), on the desk and among the cases of its product and
category alike. Of these cases the two words that tell the most together are looked for, and what
has both is a topic; then again among the rest. Topics that say the same are one, and a case that
has not both words goes to the topic it is like, if to any. What is left is a topic without words.
Cases are read in the order of their ids: the order in which they come makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isqrt
from typing import Final

from models.handbook.topic_matrix import Sorted, WordMatrix, sort_out
from models.progress import Progress, silent

FEWEST: Final = 3
"""A topic of its own has at least so many cases; of many more on the desk, more."""
NAMED_BY: Final = 3
"""So many words are told of a topic."""
_COMMON: Final = 0.3
"""The share of a topic's cases that have a word it is told by."""
_DESK_PART: Final = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A case as topics see it: `words` are those of its title, in its order (`topic_words`)."""

    case_id: int
    product: str
    category: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Cases that are about the same, by their ids; `words` in the order in which they are said.

    Without words it is the rest of its product and category, or all of it (`whole`).
    """

    product: str
    category: str
    words: tuple[str, ...]
    cases: tuple[int, ...]
    whole: bool = False

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells it from the others of one grouping."""
        return self.product, self.category, self.words


def fewest_of(cases: int) -> int:
    """How many cases make a topic on a desk of so many."""
    return max(FEWEST, isqrt(cases) // _DESK_PART)


def topics_of(told: Iterable[Told], progress: Progress = silent) -> tuple[Topic, ...]:
    """Each case in one topic; the largest first, then by product, category and words."""
    cases = sorted(told, key=lambda one: one.case_id)
    words = WordMatrix([one.words for one in cases])
    blocks = defaultdict[tuple[str, str], list[int]](list)
    for place, one in enumerate(cases):
        blocks[one.product, one.category].append(place)
    found, done = list[Topic](), 0
    for (product, category), places in sorted(blocks.items()):
        progress(done, len(cases))
        tick = partial(progress, done, len(cases))
        parts = sort_out(words, places, fewest_of(len(cases)), tick)
        found += _topics(cases, places, parts, words, (product, category))
        done += len(places)
    progress(done, len(cases))
    return tuple(sorted(found, key=lambda one: (-len(one.cases), *one.key)))


def _topics(
    cases: Sequence[Told], places: Sequence[int], parts: Sorted, words: WordMatrix,
    block: tuple[str, str],
) -> Iterable[Topic]:  # fmt: skip
    """The topics of a product and category; two that would be told by the same words are one."""
    named = defaultdict[tuple[str, ...], list[int]](list)
    for group in parts.groups:
        here = [places[at] for at in group]
        named[_telling([cases[at].words for at in here], parts, words)] += here
    named[()] += [places[at] for at in parts.rest]
    for said, here in named.items():
        if here:
            ids = tuple(sorted(cases[at].case_id for at in here))
            yield Topic(*block, said, ids, not said and len(here) == len(places))


def _telling(said: Sequence[Sequence[str]], parts: Sorted, words: WordMatrix) -> tuple[str, ...]:
    """What most sets these apart, in the order in which it is usually said."""
    counts, places = defaultdict[str, int](int), defaultdict[str, int](int)
    for title in said:
        for at, word in enumerate(title):
            counts[word] += 1
            places[word] += at
    weights = {
        word: count * parts.weights[words.columns[word]]
        for word, count in counts.items()
        if count >= _COMMON * len(said)
    }
    ranked = sorted(weights, key=lambda word: (-weights[word], places[word] / counts[word], word))
    best = list[str]()
    for word in ranked:
        if weights[word] > 0 and not any(one.startswith(f"{word} ") for one in best):
            best = [*(one for one in best if not word.startswith(f"{one} ")), word]
        if len(best) == NAMED_BY:
            break
    return tuple(sorted(best, key=lambda word: (places[word] / counts[word], word)))
