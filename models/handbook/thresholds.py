"""Thresholds of the queue: what crosses its limit, and what has fallen back under (rule 24)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from models.handbook.contract_rules import folded
from models.handbook.roster import LEAD
from models.handbook.skill_rules import SkillRule, most_needed

Watch = Literal["open_cases", "oldest_unassigned", "breaches", "nobody_on_shift"]

OPEN_CASES: Final = "open_cases"
OLDEST: Final = "oldest_unassigned"
BREACHES: Final = "breaches"
NOBODY: Final = "nobody_on_shift"
WATCHES: Final[tuple[Watch, ...]] = (OPEN_CASES, OLDEST, BREACHES, NOBODY)
_BACK: Final = (3, 4)
"""Where no lower limit is written, three quarters of the limit, rounded down."""
REACH: Final = 72 * 3600
"""So many seconds ahead breaches are forecast."""
TAUGHT: Final = 30
"""From fewer past commitments than this no forecast is made."""

Basis = Literal["forecast", "few", "far"]
"""What a count of breaches to come goes by: the forecast; or what falls due, where too little is
known of the past for one, or it does not reach so far."""


class Part(NamedTuple):
    """Open cases of a kind, names folded: how many, since when the oldest without an agent is open,
    and how many fall due within each of the spans that are asked about."""

    priority: str
    category: str
    group: str
    product: str
    cases: int
    unassigned_since: int | None
    due: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Queue:
    """The cases that a threshold is about, by folded names; an empty one is any."""

    priorities: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()

    def holds(self, part: Part) -> bool:
        """Whether these cases are among them."""
        pairs = (
            (part.priority, self.priorities), (part.category, self.categories),
            (part.group, self.groups), (part.product, self.products),
        )  # fmt: skip
        return all(not wanted or value in wanted for value, wanted in pairs)

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What it is told apart by, by the names of the handbook's file."""
        named = (
            ("priorities", self.priorities), ("categories", tuple(sorted(self.categories))),
            ("groups", tuple(sorted(self.groups))), ("products", tuple(sorted(self.products))),
        )  # fmt: skip
        return tuple((name, held) for name, held in named if held)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is looked at, over what it is crossed, at what it has fallen back, and who is told.

    Cases are counted, an age is in seconds of `calendar`; `within` is in seconds. Of a skill it is
    asked whether nobody who has it is on shift; without one, of each that the rules ask for.
    """

    watch: Watch
    limit: int = 0
    back_at: int = 0
    role: str = LEAD
    queue: Queue = Queue()
    within: int = 0
    calendar: str = ""
    skill: str = ""
    level: int = 1

    @property
    def is_forecast(self) -> bool:
        """Whether it goes by the forecast."""
        return self.watch == BREACHES and self.within <= REACH

    @property
    def key(self) -> str:
        """What it is known by, whatever its limits are changed to."""
        of = (f"{name}={','.join(held)}" for name, held in self.queue.lists)
        skill = f"{folded(self.skill)} {self.level}" if self.skill else ""
        named = {"within": self.within, "calendar": self.calendar, "skill": skill}
        said = (f"{name}={value}" for name, value in named.items() if value)
        return "; ".join((self.watch, *of, *said, f"role={self.role}"))

    def crossed(self, value: int) -> bool:
        """Over the limit."""
        return value > self.limit

    def back(self, value: int) -> bool:
        """Fallen back: at the lower limit, or under it."""
        return value <= self.back_at


class Moves(NamedTuple):
    """What has crossed its limit, each with its value, and the keys of what has fallen back."""

    crossed: tuple[tuple[Threshold, int], ...] = ()
    fell: tuple[str, ...] = ()


def usual_back(limit: int) -> int:
    """The lower limit where the handbook writes none."""
    return limit * _BACK[0] // _BACK[1]


def watched(thresholds: Iterable[Threshold], rules: Sequence[SkillRule]) -> dict[str, Threshold]:
    """What is looked at, by key: a threshold on no skill in particular is one on each."""
    found: dict[str, Threshold] = {}
    for one in thresholds:
        if one.watch != NOBODY or one.skill:
            found[one.key] = one
    for one in thresholds:
        if one.watch == NOBODY and not one.skill:
            for need in most_needed(rules):
                each = replace(one, skill=need.skill, level=need.level)
                found.setdefault(each.key, each)
    return found


def moves(
    standing: Set[str], readings: Mapping[str, int], looked_at: Mapping[str, Threshold]
) -> Moves:
    """What is to be told now, and what is over, where the crossings of these keys stand.

    What has no reading just now stays as it is; what the handbook names no more is over.
    """
    values = ((one, readings[key]) for key, one in looked_at.items() if key in readings)
    crossed = [
        (one, value) for one, value in values if one.key not in standing and one.crossed(value)
    ]
    fell = [
        key for key in sorted(standing)
        if key not in looked_at or (key in readings and looked_at[key].back(readings[key]))
    ]  # fmt: skip
    return Moves(tuple(crossed), tuple(fell))


def count_of(one: Threshold, parts: Iterable[Part]) -> int:
    """How many cases a threshold on cases finds: open ones, or those that fall due in time."""
    theirs = (part for part in parts if one.queue.holds(part))
    if one.watch == BREACHES:
        return sum(part.due[one.within] for part in theirs)
    return sum(part.cases for part in theirs)


def unassigned_since(one: Threshold, parts: Iterable[Part]) -> int | None:
    """Since when the oldest of its cases that has no agent is open."""
    since = (part.unassigned_since for part in parts if one.queue.holds(part))
    return min((at for at in since if at is not None), default=None)
