"""How far to trust the forecast: what it said before, compared with what happened then."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final, Literal, NamedTuple

import numpy as np

Trust = Literal["unknown", "none", "hint", "good"]

ENOUGH: Final = 50
"""So many past forecasts say how far to trust the next; of both outcomes, at least `EACH`."""
EACH: Final = 5
BINS: Final = 10
_EIGHT_OF_TEN: Final = NormalDist().inv_cdf(0.9)
_BETTER = 0.98
_GOOD, _HINT = 0.05, 0.15
"""Said and happened differ by so much at most, on average."""


class Said(NamedTuple):
    """How likely a breach was said to be, and whether it came."""

    chance: float
    breached: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts that said much the same: what they said on average, and what share came true."""

    said: float
    happened: float
    count: int

    @property
    def likely(self) -> tuple[float, float]:
        """Between what the true share may well lie, eight times of ten: far apart where there are
        few (Wilson's interval)."""
        square = _EIGHT_OF_TEN**2 / self.count
        centre = self.happened + square / 2
        reach = sqrt(square * (self.happened * (1 - self.happened) + square / 4))
        low, high = ((centre + way * reach) / (1 + square) for way in (-1, 1))
        return max(low, 0.0), min(high, 1.0)


@dataclass(frozen=True)
class Calibration:
    """Past forecasts, and what came of them.

    `brier` is the mean square of what was said less what happened; `usual` the same of whoever
    always says the share that breached: a forecast that is not below it knows nothing. `off` is by
    how much said and happened differ, on average over the bins.
    """

    bins: tuple[Bin, ...]
    count: int
    breached: int
    brier: float
    usual: float
    off: float
    said: float

    @property
    def trust(self) -> Trust:
        """How far to trust it."""
        if self.count < ENOUGH or min(self.breached, self.count - self.breached) < EACH:
            return "unknown"
        if self.knows_nothing or self.off > _HINT:
            return "none"
        return "good" if self.off <= _GOOD else "hint"

    @property
    def knows_nothing(self) -> bool:
        """Whether always saying the share that breached would have been as good."""
        return self.brier > _BETTER * self.usual

    @property
    def happened(self) -> float:
        """The share that breached."""
        return self.breached / self.count if self.count else 0.0


NOTHING_SAID: Final = Calibration((), 0, 0, 0.0, 0.0, 0.0, 0.0)


def calibrate(said: Sequence[Said]) -> Calibration:
    """Compare what was said with what happened."""
    if not said:
        return NOTHING_SAID
    chances = np.array([one.chance for one in said])
    came = np.array([one.breached for one in said], dtype=np.float64)
    which = np.minimum((chances * BINS).astype(np.int64), BINS - 1)
    bins = tuple(
        Bin(float(chances[which == one].mean()), float(came[which == one].mean()),
            int((which == one).sum()))
        for one in np.unique(which).tolist()
    )  # fmt: skip
    share = float(came.mean())
    off = sum(abs(one.said - one.happened) * one.count for one in bins) / len(said)
    return Calibration(
        bins, len(said), int(came.sum()), float(((chances - came) ** 2).mean()),
        share * (1 - share), off, float(chances.mean()),
    )  # fmt: skip
