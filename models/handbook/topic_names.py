"""Which topic a name that a person gave is meant for, after cases came and others went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.handbook.topics import Topic

_SAME: Final = 0.5
"""Half of the words of both, at least, are the same."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and what the topic was known by when it was given."""

    id: int
    name: str
    product: str
    category: str
    words: tuple[str, ...]


def names_of(topics: Sequence[Topic], named: Sequence[Named]) -> Mapping[int, Named]:
    """By a topic's place the name it has: each name for one topic, the most alike first; of names
    alike the one given last."""
    pairs = sorted(
        (-_likeness(topic, one), -one.id, topic.key, at)
        for one in named
        for at, topic in enumerate(topics)
        if _likeness(topic, one) >= _SAME
    )
    by_id, found, given = {one.id: one for one in named}, dict[int, Named](), set[int]()
    for _, number, _, at in pairs:
        if at not in found and -number not in given:
            found[at] = by_id[-number]
            given.add(-number)
    return found


def _likeness(topic: Topic, named: Named) -> float:
    if (topic.product, topic.category) != (named.product, named.category):
        return 0.0
    mine, other = set(topic.words), set(named.words)
    return len(mine & other) / len(mine | other) if mine | other else 1.0
