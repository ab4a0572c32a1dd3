"""What a corrective action is expected to do, as a measure with a number, and whether it did.

Full quarters are compared: the last before the one in which the action was done, and the first
after it. Of counts the rate for each chance is looked at, by its exact ratio; of shares their
difference; of a median the exact interval of each. An action

- **worked** where the interval lies wholly on the better side of no change, and the number expected
  is reached: what is reached may be chance, and what is no chance may be too little;
- **did not** where what came after leaves the number expected out, and is not better than before by
  the interval: then neither can still be hoped for;
- else nobody **can tell yet**. Then two quarters on either side are looked at once they are over,
  and so on up to a year. Each of these later looks is at 99 %, so that all four together find what
  is not there in at most 1 of 25 actions.

Under `FEWEST` cases on a side nothing is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final, Literal, NamedTuple

from models.handbook.exact_intervals import (
    Interval,
    rate_ratio,
    share_difference,
    share_interval,
    wilson,
)

BREACHES, FACTOR, CASES, ATTAINMENT, REOPENED, RESPONSE = (
    "breaches", "factor", "cases", "attainment", "reopened", "response",
)  # fmt: skip
MEASURES: Final = (BREACHES, FACTOR, CASES, ATTAINMENT, REOPENED, RESPONSE)
NARROWED: Final[Mapping[str, tuple[str, ...]]] = {
    BREACHES: ("priority", "commitment", "category", "group", "words"),
    FACTOR: ("factor",),
    CASES: ("priority", "category", "group", "words"),
    ATTAINMENT: ("priority", "commitment", "objective"),
    REOPENED: (),
    RESPONSE: ("priority",),
}
"""What each may be looked at for; what is empty may be anything."""

COUNTS: Final = (BREACHES, FACTOR, CASES)
SHARES: Final = (ATTAINMENT, REOPENED)
FEWEST: Final = 10
LEVEL, LATER_LEVEL = 0.95, 0.99
MOST_QUARTERS: Final = 4

Verdict = Literal["worked", "did not", "cannot tell yet"]
WORKED: Final = "worked"
DID_NOT: Final = "did not"
CANNOT_TELL: Final = "cannot tell yet"
BETTER, WORSE, NO_CHANGE = "better", "worse", ""


@dataclass(frozen=True)
class Measure:
    """A figure of the log for a quarter.

    breaches: SLA breaches, of the clocks of this priority and commitment that were decided,
    whatever else the breaches are narrowed to; factor: breached cases with a contributing factor
    (rule 28), of all cases opened; cases: those opened, of all that were; attainment: clocks met,
    of those decided (rule 26); reopened: rule 27; response: the median of the first responses
    decided, in counted seconds. `words` are those that search finds a case by.
    """

    kind: str
    priority: str = ""
    commitment: str = ""
    objective: str = ""
    category: str = ""
    group: str = ""
    words: str = ""
    factor: str = ""

    @property
    def more_is_better(self) -> bool:
        """Whether a greater figure is what is wanted."""
        return self.kind == ATTAINMENT


@dataclass(frozen=True)
class Effect:
    """A measure, and the number it is expected to reach: so many a quarter, a share in percent, or
    minutes; at least so much where more is better, else at most."""

    measure: Measure
    expected: float

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        said = {name: getattr(self.measure, name) for name in NARROWED[self.measure.kind]}
        kept = {name: value for name, value in said.items() if value}
        number = int(self.expected) if self.expected == int(self.expected) else self.expected
        return {"measure": self.measure.kind, **kept, "expected": number}


def effect_from(data: Mapping[str, Any]) -> Effect | None:
    """An effect as it was stored; None where none was said."""
    if data.get("measure") not in MEASURES:
        return None
    kind = str(data["measure"])
    narrowed = {name: str(data[name]) for name in NARROWED[kind] if data.get(name)}
    return Effect(Measure(kind, **narrowed), float(data["expected"]))


class Reading(NamedTuple):
    """What a measure was in `quarters` full quarters, from `first` to `last` (2016Q1).

    `part` of `whole`; of a median its seconds and those of its interval, None where so many were
    never answered.
    """

    first: str
    last: str
    quarters: int
    part: int
    whole: int
    median: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Judgement:
    """What became of what was expected; `why` names the reason where nobody can tell.

    `change` is the interval of the ratio of rates (counts), of the difference of shares in points,
    or of medians in seconds, at `level`; None where there is none. `until` is the day from which it
    can be told, as an ISO date; empty where it was told, or a year has not sufficed.
    """

    verdict: Verdict
    why: str
    before: Reading | None = None
    after: Reading | None = None
    change: Interval | None = None
    level: float = LEVEL
    until: str = ""


NOT_DONE, NOT_OVER, NO_BEFORE, TOO_FEW, CHANCE, NOT_FAR, MAYBE_FAR = (
    "not done", "not over", "no before", "too few", "chance", "not far", "maybe far",
)  # fmt: skip
"""Why nobody can tell: not done; the quarter after is not over; no quarter before; too few cases;
what is reached may be chance; better, but by less than expected; neither."""


def level_of(quarters: int) -> float:
    """At which level so many quarters on either side are compared."""
    return LEVEL if quarters == 1 else LATER_LEVEL


def judge(effect: Effect, before: Reading, after: Reading) -> Judgement:
    """What these quarters say of an effect."""
    level = level_of(after.quarters)
    if min(before.whole, after.whole) < FEWEST:
        return Judgement(CANNOT_TELL, TOO_FEW, before, after, None, level)
    interval = change(effect.measure, before, after, level)
    way = direction(effect.measure, interval)
    met = reached(effect, after)
    if way == BETTER and met:
        return Judgement(WORKED, "", before, after, interval, level)
    if way != BETTER and left_out(effect, after, level):
        return Judgement(DID_NOT, "", before, after, interval, level)
    why = CHANCE if met else NOT_FAR if way == BETTER else MAYBE_FAR
    return Judgement(CANNOT_TELL, why, before, after, interval, level)


def change(measure: Measure, before: Reading, after: Reading, level: float) -> Interval:
    """The interval of what became other: a ratio of counts' rates, else a difference."""
    if measure.kind in COUNTS:
        return rate_ratio((before.part, before.whole), (after.part, after.whole), level)
    if measure.kind in SHARES:
        return share_difference((before.part, before.whole), (after.part, after.whole), level)
    low = -inf if before.high is None else _least(after) - before.high
    return Interval(low, inf if after.high is None else after.high - _least(before))


def direction(measure: Measure, interval: Interval) -> str:
    """Whether an interval of a change leaves no change out, and on which side it lies."""
    same = 1.0 if measure.kind in COUNTS else 0.0
    if interval.holds(same):
        return NO_CHANGE
    return BETTER if (interval.low > same) == measure.more_is_better else WORSE


def reached(effect: Effect, after: Reading) -> bool:
    """Whether the number expected is reached."""
    return _is_reached(effect, _value(effect.measure, after))


def left_out(effect: Effect, after: Reading, level: float) -> bool:
    """Whether what came after leaves the number expected out: not even the best of its interval
    reaches it."""
    return not _is_reached(effect, _best(effect.measure, after, level))


def _is_reached(effect: Effect, value: float) -> bool:
    wanted = effect.expected
    return value >= wanted if effect.measure.more_is_better else value <= wanted


def _value(measure: Measure, reading: Reading) -> float:
    """A reading in the unit of what is expected: a quarter's count, percent, minutes."""
    return _IN_UNITS[_form(measure)](reading)


def _best(measure: Measure, reading: Reading, level: float) -> float:
    part, whole = reading.part, reading.whole
    if measure.kind in COUNTS:
        return share_interval(part, whole, level).low * whole / reading.quarters
    if measure.kind in SHARES:
        interval = wilson(part, whole, level)
        return 100 * (interval.high if measure.more_is_better else interval.low)
    return _least(reading) / 60


def _form(measure: Measure) -> str:
    return COUNT if measure.kind in COUNTS else SHARE if measure.kind in SHARES else TIME


COUNT, SHARE, TIME = "count", "share", "time"
_IN_UNITS: Final[Mapping[str, Callable[[Reading], float]]] = {
    COUNT: lambda one: one.part / one.quarters,
    SHARE: lambda one: 100 * one.part / one.whole,
    TIME: lambda one: inf if one.median is None else one.median / 60,
}


def _least(reading: Reading) -> float:
    return inf if reading.low is None else reading.low
