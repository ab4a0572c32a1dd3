"""What two people made of one text, put into one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.alike_lines import alike_lines

Choice = str | tuple[str, ...]
"""“mine”, “theirs”, “both” (mine first), “neither”, or lines of its own."""


class Region(NamedTuple):
    """A stretch of lines as both have it; or, where `clash`, as each of them has it."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def clash(self) -> bool:
        """Whether somebody must say which it is to be."""
        return self.mine != self.theirs

    def as_chosen(self, choice: Choice) -> tuple[str, ...]:
        """The lines of a choice."""
        if not isinstance(choice, str):
            return choice
        mine = self.mine if choice in ("mine", "both") else ()
        return mine + (self.theirs if choice in ("theirs", "both") else ())


@dataclass(frozen=True)
class Merged:
    """The regions of a text, in their order."""

    regions: tuple[Region, ...]

    @property
    def clashes(self) -> tuple[Region, ...]:
        """Those of them that differ."""
        return tuple(region for region in self.regions if region.clash)

    def text(self, choices: Sequence[Choice] = ()) -> str:
        """All of it; of each clash what was chosen: “mine”, “theirs”, “both” or “neither”, or the
        lines that somebody made of it."""
        chosen = iter(choices)
        lines: list[str] = []
        for region in self.regions:
            lines += region.as_chosen(next(chosen, "both")) if region.clash else region.mine
        return "\n".join(lines)


def merge(base: str, mine: str, theirs: str) -> Merged:
    """What each changed of a text; where both changed the same lines otherwise, a clash."""
    old, ours, others = base.split("\n"), mine.split("\n"), theirs.split("\n")
    found: list[Region] = []
    at_old = at_ours = at_others = 0
    for start, size, in_ours, in_others in _kept(old, ours, others):
        parts = old[at_old:start], ours[at_ours:in_ours], others[at_others:in_others]
        found += _settled(*(tuple(part) for part in parts))
        kept = tuple(old[start : start + size])
        if kept:
            found.append(Region(kept, kept))
        at_old, at_ours, at_others = start + size, in_ours + size, in_others + size
    return Merged(tuple(found))


@dataclass(frozen=True)
class FactClash:
    """A fact that both changed otherwise; `mine` and `theirs` are what each says it is."""

    name: str
    mine: str
    theirs: str


def merged_facts(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], tuple[FactClash, ...]]:
    """Each fact of the base as one of the two changed it, and those that both did: of these one's
    own stands until somebody says which."""
    facts = {name: mine[name] if mine[name] != base[name] else theirs[name] for name in base}
    both = tuple(
        FactClash(name, mine[name], theirs[name])
        for name in base
        if base[name] not in (mine[name], theirs[name]) and mine[name] != theirs[name]
    )
    return facts, both


def _settled(old: tuple[str, ...], ours: tuple[str, ...], others: tuple[str, ...]) -> list[Region]:
    if old == ours == others == ():
        return []
    if ours == old:
        return [Region(others, others)]
    return [Region(ours, ours if others in (old, ours) else others)]


def _kept(
    old: Sequence[str], ours: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """(where in the old text, how many lines, where in ours, where in theirs) of what all have."""
    first, second = alike_lines(old, ours), alike_lines(old, others)
    at = other = 0
    while at < len(first) and other < len(second):
        a, in_ours, size = first[at]
        b, in_others, length = second[other]
        begin, end = max(a, b), min(a + size, b + length)
        if begin < end:
            yield begin, end - begin, in_ours + begin - a, in_others + begin - b
        if a + size < b + length:
            at += 1
        else:
            other += 1
    yield len(old), 0, len(ours), len(others)
