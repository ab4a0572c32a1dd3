"""Cases that are still to come: how many in each hour of the week, learnt from those that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from models.handbook.open_time import Ints
from models.handbook.work_curves import Floats

WEEK_HOURS: Final = 168
HOUR: Final = 3600
GRID: Final = 300
"""Cases come on the full five minutes: so there are few instants to find deadlines for."""
_STRENGTH: Final = 2.0
"""So many weeks count as much as what is supposed of an hour without them."""


class Came(NamedTuple):
    """A case that came: when, and of what kind."""

    at: int
    priority: str
    category: str = ""


@dataclass(frozen=True)
class Arrivals:
    """What comes: of each kind (priority, category) so many in each hour of the local week."""

    zone: ZoneInfo
    kinds: tuple[tuple[str, str], ...]
    hourly: Floats
    """By hour of the week and priority."""
    priorities: tuple[str, ...]
    shares: Floats
    """How much of its priority's each kind makes up."""

    def expected(self, now: int, hours: int) -> Floats:
        """So many cases are expected in each of these hours, by priority."""
        return self.hourly[_hours_of_week(now, hours, self.zone)]

    def draw(self, now: int, hours: int, futures: int, seed: int) -> "Drawn":
        """The cases of each future, in no order."""
        stream = np.random.default_rng([seed, 1])
        counts = stream.poisson(self.expected(now, hours), (futures, hours, len(self.priorities)))
        future, hour, of = (np.repeat(one, counts[counts > 0]) for one in np.nonzero(counts))
        at = now + hour * HOUR + stream.integers(0, HOUR // GRID, len(hour)) * GRID
        return Drawn(future, at, self._kind(of, stream.random(len(of))))

    def _kind(self, of: Ints, by_chance: Floats) -> Ints:
        """A kind of each priority, by its shares."""
        found = np.zeros(len(of), dtype=np.int64)
        for place, priority in enumerate(self.priorities):
            mine = np.array([i for i, kind in enumerate(self.kinds) if kind[0] == priority])
            upto = np.cumsum(self.shares[mine])
            which = np.searchsorted(upto / upto[-1], by_chance[of == place], side="right")
            found[of == place] = mine[np.minimum(which, len(mine) - 1)]
        return found


class Drawn(NamedTuple):
    """Cases to come: in which future, when, and of which kind."""

    future: Ints
    at: Ints
    kind: Ints


def learn_arrivals(came: Sequence[Came], begin: int, end: int, zone: ZoneInfo) -> Arrivals:
    """What came within [begin, end) teaches; where nothing came, nothing is expected.

    An hour of few weeks is drawn towards what all priorities have in it, and that towards the mean.
    """
    rows = [one for one in came if begin <= one.at < end]
    kinds = tuple(sorted({(one.priority, one.category) for one in rows}))
    priorities = tuple(sorted({priority for priority, _ in kinds}))
    places = {priority: place for place, priority in enumerate(priorities)}
    counts = np.zeros((WEEK_HOURS, len(priorities)))
    seen = np.zeros(len(kinds))
    which = {kind: place for place, kind in enumerate(kinds)}
    for one in rows:
        local = datetime.fromtimestamp(one.at, zone)
        counts[local.weekday() * 24 + local.hour, places[one.priority]] += 1
        seen[which[one.priority, one.category]] += 1
    return Arrivals(zone, kinds, _hourly(counts, _exposure(begin, end, zone)), priorities, seen)


def _exposure(begin: int, end: int, zone: ZoneInfo) -> Floats:
    """How often each hour of the week was within [begin, end), parts of one by their share."""
    whole, rest = divmod(max(end - begin, HOUR), HOUR)
    hours = _hours_of_week(begin, whole + 1, zone)
    parts = np.ones(len(hours))
    parts[-1] = rest / HOUR
    return np.bincount(hours, parts, WEEK_HOURS).astype(np.float64)


def _hours_of_week(begin: int, hours: int, zone: ZoneInfo) -> Ints:
    """Of each of so many hours, which of the local week it is: where clocks change, one comes twice
    or not at all."""
    local = (datetime.fromtimestamp(begin + nth * HOUR, zone) for nth in range(hours))
    return np.array([one.weekday() * 24 + one.hour for one in local], dtype=np.int64)


def _hourly(counts: Floats, times: Floats) -> Floats:
    if not counts.size:
        return counts
    every, share = counts.sum(axis=1), counts.sum(axis=0) / max(counts.sum(), 1)
    mean = every.sum() / times.sum()
    pooled = (every + _STRENGTH * mean) / (times + _STRENGTH)
    supposed = pooled[:, None] * share
    hourly: Floats = (counts + _STRENGTH * supposed) / (times[:, None] + _STRENGTH)
    return hourly
