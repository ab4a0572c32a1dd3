"""How long something takes, as a curve: learnt from what ended and what still goes on.

A curve says the logarithm of a time at each of `MARKS`, which count chances withstood: where the
cumulative hazard is x, a share of e to the minus x takes longer. On that scale what is left of a
time, once some of it is over, is an exponential draw further on, and what has not ended yet tells
its part too (Nelson and Aalen). Beyond its data a curve goes on as the one it is drawn towards.
"""

from collections.abc import Sequence
from math import exp, log
from statistics import NormalDist
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HALF: Final = log(2)
MARKS: Final[Floats] = np.array(
    [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.55, _HALF, 0.85, 1, 1.25, 1.5, 1.8, 2.2, 2.7, 3.3, 4, 5]
)
MEDIAN_AT: Final = int(np.flatnonzero(MARKS == _HALF)[0])
"""Half take longer than the time at this mark."""
_FLATTEST: Final = 0.05
"""Beyond the last mark a time grows at least so fast, by logarithm: nothing is sure to end."""
_TAIL: Final = 4
"""So many marks at the end say how it goes on."""
LEAST_SECONDS: Final = 1.0


def spread_curve(median: float, spread: float) -> Floats:
    """A log-normal time with this median: what is supposed where nothing was seen."""
    usual = NormalDist()
    steps = [usual.inv_cdf(1 - exp(-mark)) for mark in MARKS.tolist()]
    return log(max(median, LEAST_SECONDS)) + spread * np.array(steps)


def curve_of(seconds: Floats, ended: NDArray[np.bool_], parent: Floats) -> Floats:
    """The curve of times of which some go on yet, as the parent's where they do not reach."""
    order = np.lexsort((~ended, seconds))
    times, over = np.log(np.maximum(seconds[order], LEAST_SECONDS)), ended[order]
    if not over.any():
        return parent
    step = over / np.arange(len(times), 0, -1)
    at = (np.cumsum(step) - step / 2)[over]
    own = np.interp(MARKS, at, times[over])
    below, beyond = at[0] > MARKS, at[-1] < MARKS
    first, last = np.interp([at[0], at[-1]], MARKS, parent)
    own[below] = times[over][0] + parent[below] - first
    own[beyond] = times[over][-1] + parent[beyond] - last
    return cast(Floats, np.maximum.accumulate(own))


def towards(own: Floats, parent: Floats, count: int, strength: float) -> Floats:
    """A curve drawn towards its parent: the fewer cases it is made of, the more."""
    share = count / (count + strength)
    return share * own + (1 - share) * parent


def seconds_at(curve: Floats, marks: Floats) -> Floats:
    """The time at each of these marks."""
    told = np.interp(marks, MARKS, curve)
    beyond = marks > MARKS[-1]
    told[beyond] = curve[-1] + _slope(curve) * (marks[beyond] - MARKS[-1])
    before = marks < MARKS[0]
    told[before] = curve[0] + np.log(np.maximum(marks[before], 1e-12) / MARKS[0])
    return cast(Floats, np.exp(told))


def mark_of(curve: Floats, seconds: float) -> float:
    """Where on the scale a time stands."""
    if seconds <= 0:
        return 0.0
    at = log(seconds)
    if at < curve[0]:
        return float(MARKS[0]) * exp(at - float(curve[0]))
    if at > curve[-1]:
        return float(MARKS[-1]) + (at - float(curve[-1])) / _slope(curve)
    return float(np.interp(at, curve, MARKS))


def longer_than(curve: Floats, seconds: Floats) -> Floats:
    """How likely it takes longer than each of these."""
    at = np.log(np.maximum(seconds, 1e-9))
    marks = np.interp(at, curve, MARKS)
    before, beyond = at < curve[0], at > curve[-1]
    marks[before] = MARKS[0] * np.exp(at[before] - curve[0])
    marks[beyond] = MARKS[-1] + (at[beyond] - curve[-1]) / _slope(curve)
    return cast(Floats, np.exp(-marks))


def mean_log(curve: Floats) -> float:
    """What the logarithm of a time is on average."""
    shares = np.exp(-MARKS)
    weights = np.diff(np.concatenate([[1.0], (shares[:-1] + shares[1:]) / 2, [0.0]]))
    return float(-(weights * curve).sum())


def fresh(curves: Sequence[Floats], which: NDArray[np.int64], marks: Floats) -> Floats:
    """The times at marks, each on a curve of its own: many at once."""
    if not len(which):
        return np.zeros(0)
    table = np.array(curves)
    after = np.clip(np.searchsorted(MARKS, marks), 1, len(MARKS) - 1)
    part = (marks - MARKS[after - 1]) / (MARKS[after] - MARKS[after - 1])
    before, then = table[which, after - 1], table[which, after]
    return cast(Floats, np.maximum(np.exp(before + part * (then - before)), LEAST_SECONDS))


def _slope(curve: Floats) -> float:
    return max(float((curve[-1] - curve[-_TAIL]) / (MARKS[-1] - MARKS[-_TAIL])), _FLATTEST)
