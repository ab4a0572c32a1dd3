"""How likely so many misses would be by chance: the tail of a binomial distribution, summed."""

from fractions import Fraction
from math import exp, fsum, lgamma, log
from typing import Final

_NEGLIGIBLE: Final = 1e-18


def chance_of(misses: int, clocks: int, rate: Fraction | float) -> float:
    """The chance of at least `misses` among `clocks`, each missed at `rate` (between 0 and 1).

    Summed term by term, with no normal approximation, which counts as small as a desk's would
    spoil. Of `scipy.stats.binom.sf` this is all that is needed.
    """
    if misses <= 0:
        return 1.0
    if misses > clocks:
        return 0.0
    if misses > clocks * rate:
        return min(1.0, fsum(_terms(misses, clocks, float(rate), 1)))
    below = fsum(_terms(misses - 1, clocks, float(rate), -1))
    return max(0.0, 1.0 - below)


def _terms(first: int, clocks: int, rate: float, step: int) -> list[float]:
    """The chances of exactly `first`, `first + step`, ... misses, away from the likeliest."""
    term = exp(
        lgamma(clocks + 1) - lgamma(first + 1) - lgamma(clocks - first + 1)
        + first * log(rate) + (clocks - first) * log(1 - rate)
    )  # fmt: skip
    odds = rate / (1 - rate)
    found: list[float] = []
    count, least = first, term * _NEGLIGIBLE
    while 0 <= count <= clocks and term > least:
        found.append(term)
        if step > 0:
            term *= (clocks - count) / (count + 1) * odds
        else:
            term *= count / (clocks - count + 1) / odds
        count += step
    return found
