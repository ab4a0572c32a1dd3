"""Error budgets: how many misses an SLO allows in a period, and how fast they are used.

An SLO is kept where at least its share of clocks is met (`Target.slo_share`); what it leaves, of
the clocks that the period will have at this pace, is the budget. A desk decides few clocks, so a
burn is told from bad luck by how likely it would be were the SLO just kept, not by a bare rate.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from models.handbook.binomial import chance_of

LATELY: Final = 7 * 86_400
"""A fast burn is looked for in so many seconds, a slow one in the whole period."""

FAST_CHANCE, SLOW_CHANCE = 0.01, 0.05
"""What chance alone would bring about more seldom is a burn."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Clocks met or breached in a stretch of time, and those of them breached."""

    clocks: int
    missed: int

    def by_chance(self, rate: Fraction) -> float:
        """How likely at least so many misses are where each clock is missed at this rate."""
        return chance_of(self.missed, self.clocks, rate)


@dataclass(frozen=True, slots=True)
class ErrorBudget:
    """The budget of one SLO in a period [begin, end), looked at `as_of`; instants as seconds.

    `share` of the clocks are to keep it. `gone_at` is when the last miss allowed was used.
    """

    priority: str
    commitment: str
    share: Fraction
    begin: int
    end: int
    as_of: int
    whole: Decided
    lately: Decided
    gone_at: int | None = None

    @property
    def rate(self) -> Fraction:
        """The share of clocks that may be missed."""
        return 1 - self.share

    @property
    def running(self) -> bool:
        """Whether the period goes on."""
        return self.as_of < self.end

    @property
    def _passed(self) -> int:
        return max(min(self.as_of, self.end) - self.begin, 1)

    @property
    def expected(self) -> Fraction:
        """The clocks the period will have at this pace; those it had, once it is over."""
        return Fraction(self.whole.clocks * (self.end - self.begin), self._passed)

    @property
    def allowed(self) -> int:
        """How many misses the SLO allows in the period."""
        return floor(self.expected * self.rate)

    @property
    def spent(self) -> int:
        """How many there were."""
        return self.whole.missed

    @property
    def enough_data(self) -> bool:
        """Whether anything can be said: a miss is due by now, or there are more than by chance."""
        return self.whole.clocks * self.rate >= 1 or self.slow_burn

    @property
    def burn_rate(self) -> float | None:
        """Misses against those allowed of as many clocks: 1 uses the budget up at the end."""
        clocks = self.whole.clocks
        return float(self.spent / (clocks * self.rate)) if clocks else None

    @property
    def used_up(self) -> bool:
        """Whether no further miss is allowed."""
        return 0 < self.spent >= self.allowed

    @property
    def last_allowed(self) -> int:
        """Which miss, counted from 1, leaves nothing of the budget."""
        return max(self.allowed, 1)

    @property
    def exhausted_at(self) -> int | None:
        """When the last miss allowed was used, or will be at this pace; None where it lasts."""
        if self.used_up:
            return self.gone_at
        if not self.running or not self.spent:
            return None
        gone = self.begin + floor(Fraction(self._passed * self.allowed, self.spent))
        return gone if gone < self.end else None

    @property
    def fast_burn(self) -> bool:
        """Whether lately there were more misses than chance brings about."""
        return _burns(self.lately, self.rate, FAST_CHANCE)

    @property
    def slow_burn(self) -> bool:
        """Whether there were in the whole period."""
        return _burns(self.whole, self.rate, SLOW_CHANCE)


def _burns(decided: Decided, rate: Fraction, chance: float) -> bool:
    """One miss is a miss, and has its own alert; a burn takes two."""
    return decided.missed > 1 and decided.by_chance(rate) <= chance
