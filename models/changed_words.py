"""Which words of a line became others."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from models.alike_lines import Alike, alike_lines

_PARTS: Final = re.compile(r"\w+|\s+|[^\w\s]")


class Span(NamedTuple):
    """Letters of a line from `start` to before `end`."""

    start: int
    end: int


def changed_words(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """What of the first line went, and what of the second came in its place. What is left of both
    is the same. A space alone between two words that went holds nothing together."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    kept = [one for one in alike_lines(old, new) if not _is_gap(one, old, new)]
    return (
        list(_between(old, [(one.old, one.size) for one in kept])),
        list(_between(new, [(one.new, one.size) for one in kept])),
    )


def _is_gap(one: Alike, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether it is white space with something changed on both sides."""
    at_an_end = (one.old, one.new) == (0, 0) or (
        one.old + one.size == len(old) and one.new + one.size == len(new)
    )
    return not at_an_end and all(part.isspace() for part in old[one.old : one.old + one.size])


def _between(parts: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """What lies between the parts that stayed, in letters."""
    places = [0, *accumulate(map(len, parts))]
    at = 0
    for start, size in [*kept, (len(parts), 0)]:
        if start > at:
            yield Span(places[at], places[start])
        at = start + size
