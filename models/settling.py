"""What two people changed otherwise, one thing after the other, until somebody has said of each
what it is to be."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from models.three_way import Choice, FactClash, Merged, Region

CHOICES: Final = ("mine", "theirs", "both", "neither")
_AROUND: Final = 2
_KNOWN_BY: Final = 20


class ClashText(NamedTuple):
    """A text that both changed; `words` are what a person calls it."""

    name: str
    words: str
    merged: Merged


class ClashFact(NamedTuple):
    """A fact that both changed: it becomes one or the other."""

    words: str
    clash: FactClash


@dataclass(frozen=True)
class Asked:
    """One thing to be settled, and what stands around it; `line` is the first of its lines in mine,
    from 1, and 0 of a fact. Where it is not `free`, it is mine or theirs."""

    words: str
    region: Region
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    line: int = 0

    @property
    def free(self) -> bool:
        """Whether it may become something else."""
        return self.line > 0


class Settling:
    """The facts first, then the clashes of each text. An answer is a `Choice`; of what nobody has
    decided, None."""

    def __init__(self, texts: Sequence[ClashText], facts: Sequence[ClashFact] = ()) -> None:
        self._texts, self._facts = tuple(texts), tuple(facts)
        self.asked = tuple(
            [_of_fact(fact) for fact in facts] + [one for text in texts for one in _of_text(text)]
        )
        self.answers: list[Choice | None] = [None] * len(self.asked)
        self.earlier: dict[int, tuple[str, ...]] = {}
        """What was typed of something like it, before one of the two was changed once more."""
        self._keys = _keys(self.asked)

    @property
    def settled(self) -> int:
        """Of how many it is decided."""
        return sum(answer is not None for answer in self.answers)

    @property
    def is_settled(self) -> bool:
        """Whether of all of them."""
        return self.settled == len(self.asked)

    def next_open(self, at: int) -> int | None:
        """The next one that is not decided, from this one on and around."""
        places = [*range(at, len(self.asked)), *range(at)]
        return next((place for place in places if self.answers[place] is None), None)

    def texts(self) -> dict[str, str]:
        """Each text whole; of what is not decided stands both."""
        found: dict[str, str] = {}
        at = len(self._facts)
        for text in self._texts:
            end = at + len(text.merged.clashes)
            chosen: list[Choice] = ["both" if one is None else one for one in self.answers[at:end]]
            found[text.name] = text.merged.text(chosen)
            at = end
        return found

    def facts(self) -> dict[str, str]:
        """Each fact; of what is not decided mine stands."""
        return {
            fact.clash.name: fact.clash.theirs if answer == "theirs" else fact.clash.mine
            for fact, answer in zip(self._facts, self.answers, strict=False)
        }

    def kept(self, before: Mapping[str, str] | None = None) -> dict[str, str]:
        """The answers as a draft keeps them: each by what it is about, wherever that stands. What
        was kept `before` of what is not asked just now stays."""
        others = {key: said for key, said in (before or {}).items() if key not in self._keys}
        return others | {
            key: json.dumps([answer, _known_by(one.region)])
            for key, one, answer in zip(self._keys, self.asked, self.answers, strict=True)
            if answer is not None
        }

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Answer as it was answered before, what is asked still; of what is asked otherwise by now,
        what was typed is in `earlier`."""
        told = {key: json.loads(said) for key, said in kept.items()}
        others = [said for key, said in told.items() if key not in self._keys]
        for at, (key, one) in enumerate(zip(self._keys, self.asked, strict=True)):
            if key in told:
                answer, _ = told[key]
                self.answers[at] = answer if isinstance(answer, str) else tuple(answer)
                continue
            lines = set(_known_by(one.region))
            for answer, known_by in others:
                if one.free and not isinstance(answer, str) and lines & set(known_by):
                    self.earlier[at] = tuple(answer)


def _known_by(region: Region) -> list[str]:
    """The lines by which it is known again what was changed a little meanwhile."""
    return [line for side in region for line in side[:_KNOWN_BY] if line.strip()]


def _of_fact(fact: ClashFact) -> Asked:
    return Asked(fact.words, Region((fact.clash.mine,), (fact.clash.theirs,)))


def _of_text(text: ClashText) -> list[Asked]:
    found: list[Asked] = []
    regions = text.merged.regions
    line = 1
    for at, region in enumerate(regions):
        if region.clash:
            before = regions[at - 1].mine[-_AROUND:] if at and not regions[at - 1].clash else ()
            rest = regions[at + 1 : at + 2]
            after = rest[0].mine[:_AROUND] if rest and not rest[0].clash else ()
            found.append(Asked(text.words, region, before, after, line))
        line += len(region.mine)
    return found


def _keys(asked: Sequence[Asked]) -> list[str]:
    """What each is known by: what both say, and which of several that are the same it is."""
    seen = Counter[str]()
    keys: list[str] = []
    for one in asked:
        said = json.dumps([one.words, *one.region])
        seen[said] += 1
        keys.append(hashlib.sha256(f"{seen[said]} {said}".encode()).hexdigest()[:16])
    return keys
