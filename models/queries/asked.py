"""What was typed into a search: words, and filters such as `kind:case`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from models.queries.matches import Wanted
from models.search_words import words_of

_FILTERS: Final = ("kind", "status", "product", "by")
_MOST_LETTERS, _MOST_WORDS = 10_000, 12


@dataclass(frozen=True)
class Asked:
    """What was typed: words, and what each filter may be (folded); `typed` has these as they were
    typed."""

    wanted: Wanted
    filters: Mapping[str, tuple[str, ...]]
    typed: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.filters)


def read_asked(typed: str) -> Asked:
    """Words and filters (`kind:case`). The last word may be half of one, unless a blank ends it."""
    words: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    values: dict[str, str] = {}
    said = typed[:_MOST_LETTERS]
    half = not said[-1:].isspace()
    for part in said.split():
        name, _, value = part.partition(":")
        meant = "".join(words_of(value))
        if meant and name.casefold() in _FILTERS:
            filters[name.casefold()] = (*filters.get(name.casefold(), ()), meant)
            values.setdefault(meant, value)
            ends_in_word = False
        else:
            found = words_of(part)
            words += found
            ends_in_word = bool(found)
    start = words.pop() if words and half and ends_in_word else ""
    distinct = tuple(dict.fromkeys(word for word in words if word != start))
    return Asked(Wanted(distinct[:_MOST_WORDS], start), filters, values)


def meant_of(asked: Sequence[str] | None, known: Iterable[str]) -> set[str]:
    """Those of the known names of which a word begins with one of the values, which may run on
    into the next; all where none is asked for."""
    if asked is None:
        return set(known)
    return {name for name in known if _begins(words_of(name), tuple(asked))}


def holding(asked: Sequence[str], known: Iterable[str]) -> list[str]:
    """Those of the known names that hold one of the values, folded as these are: no database folds
    as we do."""
    folded = ((name, "".join(words_of(name))) for name in known)
    return [name for name, said in folded if any(value in said for value in asked)]


def _begins(words: Sequence[str], values: tuple[str, ...]) -> bool:
    return any("".join(words[at:]).startswith(values) for at in range(len(words)))
