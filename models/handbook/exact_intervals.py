"""Intervals that small counts do not spoil: of a share, of two rates, of two shares, of a median.

Those of counts and medians are exact: they hold what is true at least as often as `level` says. Of
two shares it is Newcombe's interval, made of Wilson's of each: never outside what a difference of
shares can be, and close to its level from ten cases on.
"""

from bisect import bisect_right
from math import inf, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

from models.handbook.binomial import chance_of

_STEPS: Final = 60


class Interval(NamedTuple):
    """From `low` to `high`, both of them in it."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value is in it."""
        return self.low <= value <= self.high


def share_interval(part: int, whole: int, level: float) -> Interval:
    """Clopper and Pearson's interval of a share: every share that would not make `part` of `whole`
    a surprise on either side."""
    tail = (1 - level) / 2
    low = 0.0 if part == 0 else _crossing(part, whole, tail)
    high = 1.0 if part == whole else _crossing(part + 1, whole, 1 - tail)
    return Interval(low, high)


def rate_ratio(before: tuple[int, int], after: tuple[int, int], level: float) -> Interval:
    """How many times as often something happens after as before: each is how often, and of how
    many it could have been.

    Of all that happened, what share fell after is binomial, whatever the rate; its exact interval
    becomes one of the ratio.
    """
    (was, of), (is_, now_of) = before, after
    if was + is_ == 0:
        return Interval(0.0, inf)
    share = share_interval(is_, was + is_, level)
    return Interval(*(_odds(one) * of / now_of for one in share))


def share_difference(before: tuple[int, int], after: tuple[int, int], level: float) -> Interval:
    """By how much a share is greater after than before (Newcombe's method 10)."""
    was, is_ = before[0] / before[1], after[0] / after[1]
    then, now = wilson(*before, level), wilson(*after, level)
    change = is_ - was
    return Interval(
        change - sqrt((is_ - now.low) ** 2 + (then.high - was) ** 2),
        change + sqrt((now.high - is_) ** 2 + (was - then.low) ** 2),
    )


def wilson(part: int, whole: int, level: float) -> Interval:
    """Wilson's interval of a share."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, square = part / whole, z * z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = z * sqrt(share * (1 - share) / whole + square / (4 * whole**2)) / (1 + square / whole)
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return Interval(low, high)


def median_ranks(count: int, level: float) -> tuple[int, int] | None:
    """The places (from 0) of the two values in order between which the median lies at this level;
    None where there are too few for any.

    So many or more values are below the median as a fair coin falls so often: no shape of the
    values is supposed.
    """
    tail = (1 - level) / 2
    heads = range((count + 1) // 2)
    below = bisect_right(heads, tail, key=lambda few: chance_of(count - few, count, 0.5)) - 1
    return (below, count - 1 - below) if below >= 0 else None


def _crossing(part: int, whole: int, wanted: float) -> float:
    """The rate at which at least `part` of `whole` has just this chance; it grows with the rate."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if chance_of(part, whole, middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf
