"""How like one thing is to what is typed: by the words they share, weighed by how rare each is."""

from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import Final

from sqlalchemy.orm import Session

from models.handbook.articles import READABLE
from models.handbook.intake import EXCLUSIONS
from models.queries.matches import CASES, Candidate, Source, any_pair, counts
from models.restricted import hidden
from models.search_words import words_of

CASE: Final = "case"
_OFFERED: Final = ("known_issue", "how_to")
_TELLING: Final = 6
"""So many of the rarest words are looked for, each two of them together."""

_CANDIDATES: Final = 100
_COUNTED: Final = 400
"""A word that more have is as common as any."""

_ALIKE: Final = 0.5
"""The least share of the title, by the weight of its words, that makes two cases alike."""

_ELSEWHERE: Final = 0.75
"""What a word of the title is worth where the other has it, but not in its title."""

_LONG: Final = 150
"""Words of an article. A longer one has any word sooner or later: what it has outside its title
says the less, the longer it is."""

_TEXT: Final = 0.2
"""What the other texts add to that, where all their words are there."""

_LEAST: Final = 0.1
_BENT: Final = 4
"""A shorter word has no other form: “pdf”, “was”."""

Alike = tuple[float, Candidate, tuple[str, ...]]
"""How like it is, what, and which words they share."""


def alike(
    session: Session, source: Source, title: Sequence[str], text: Sequence[str]
) -> list[Alike]:
    """Those of the newest candidates that are like enough, the best first. One and many of a thing
    are the same word."""
    forms = _forms([*title, *text])
    total, found_of = counts(session, source, [*forms], _COUNTED)
    weights = _weights(total, forms, found_of)
    telling = sorted((word for word in title if weights[word]), key=lambda word: -weights[word])
    if len(telling) < 2:
        return []
    there = [[form for form, of in forms.items() if of == word and found_of[form]]
             for word in telling[:_TELLING]]  # fmt: skip
    asked, others = _asked(weights, title), {word: weights[word] for word in text}
    found = []
    left_out = hidden(session) if source is CASES else ()
    for one in any_pair(session, source, there, _CANDIDATES):
        if one.id in left_out:
            continue
        words = set(one.words.split())
        has, titled = _meant(forms, words), _meant(forms, words_of(one.title))
        share = _share(asked, titled, has, _elsewhere(source, len(words)))
        if share >= _ALIKE and _is_offered(one):
            told = _TEXT * _share(others, has, has, 1.0) if others else 0.0
            likeness = round((share + told) / (1 + _TEXT * bool(others)), 3)
            found.append((likeness, one, _shared(weights, has)))
    return sorted(found, key=lambda pair: (-pair[0], -pair[1].at, -pair[1].id))


def _shared(weights: Mapping[str, float], has: set[str]) -> tuple[str, ...]:
    """The words that the other has too, those that say most first; what nearly all have says
    nothing beside them."""
    both = sorted((word for word in weights if word in has), key=lambda word: -weights[word])
    return tuple([word for word in both if weights[word] > _LEAST] or both)


def _is_offered(one: Candidate) -> bool:
    if one.kind == CASE:
        return one.status not in EXCLUSIONS
    return one.kind in _OFFERED and one.status in READABLE


def _forms(words: Sequence[str]) -> dict[str, str]:
    """The forms in which a word may have been written, each with the word as it was typed; a form
    that was typed too is a word of its own."""
    forms = {word: word for word in words}
    for word in words:
        if len(word) >= _BENT and word.isascii() and word.isalpha():
            forms.setdefault(word[:-1] if word.endswith("s") else f"{word}s", word)
    return forms


def _meant(forms: Mapping[str, str], said: Iterable[str]) -> set[str]:
    """Which of the words that were typed these are."""
    return {forms[word] for word in said if word in forms}


def _weights(total: int, forms: Mapping[str, str], found: Mapping[str, int]) -> dict[str, float]:
    """The rarer a word, the more it says; 0 where nobody has said it yet."""
    of = dict.fromkeys(forms.values(), 0)
    for form, word in forms.items():
        of[word] += found[form]
    return {
        word: max(log(max(total, many) / many), _LEAST) if many else 0.0
        for word, many in of.items()
    }


def _asked(weights: Mapping[str, float], title: Sequence[str]) -> dict[str, float]:
    """What each word of the title weighs: one that nobody has said as much as the others do, unless
    it is the last one, which may be half typed."""
    known = [weights[word] for word in title if weights[word]]
    usual = sum(known) / len(known)
    words = title if weights[title[-1]] else title[:-1]
    return {word: weights[word] or usual for word in words}


def _elsewhere(source: Source, words: int) -> float:
    """What a word is worth that the other has, but not in its title."""
    if source is CASES or words <= _LONG:
        return _ELSEWHERE
    return _ELSEWHERE * sqrt(_LONG / words)


def _share(
    weights: Mapping[str, float], titled: set[str], has: set[str], elsewhere: float
) -> float:
    """How much of what is asked the other has, by weight."""
    total = sum(weights.values())
    points = sum(
        weight if word in titled else elsewhere * weight
        for word, weight in weights.items()
        if word in has
    )
    return points / total if total else 0.0
