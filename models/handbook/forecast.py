"""What will breach: the desk played on in a thousand futures (handbook, rules 18 and 24).

Each future draws how much work is left of every open case (`work_times`), which cases are still to
come and when (`arrivals`), and has everybody share their hours among what they hold
(`desk_futures`). In how many of the futures a case breaches is how likely it is. What is judged is
what binds: first response and resolution under the SLA, or the SLO where there is none. Cadence is
a habit and no piece of work, and is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.handbook.arrivals import HOUR
from models.handbook.desk_futures import Entries, play
from models.handbook.forecast_coming import ComingCases
from models.handbook.forecast_desk import DeskNow, Scene
from models.handbook.forecast_held import HeldCases
from models.handbook.open_time import Ints
from models.handbook.policy import PRIORITIES
from models.handbook.work_curves import Floats

HORIZONS: Final = (8, 24, 72)
FUTURES: Final = 1_000
_LOW, _HIGH = 10, 90


class Asked(NamedTuple):
    """Which cases it is asked about, within so many seconds: of the open ones whether each is among
    them, of each kind to come how many of its cases are, as a share."""

    within: int
    open: NDArray[np.bool_]
    coming: Floats


class Expected(NamedTuple):
    """How many cases breach within so many hours: on average, and between what in eight futures of
    ten."""

    hours: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class Forecast:
    """How likely each open case breaches, by id, and how many cases do, by hours; both of those
    that are open and those still to come.

    A case of which a clock is over already is certain, and not expected any more; nor is one that
    waits, for while a pause lasts there is no due time (rule 13): it is as likely as if it went on
    now, by how often those that waited went on at all. `asked` is how many breach, on average, of
    the cases that it was asked about, in the order of the questions.
    """

    chances: Mapping[int, float] = field(default_factory=dict)
    expected: tuple[Expected, ...] = ()
    by_priority: Mapping[str, tuple[Expected, ...]] = field(default_factory=dict)
    futures: int = 0
    asked: tuple[float, ...] = ()


class _Coming(NamedTuple):
    """The cases still to come: in which future, of which kind, and when each breaches."""

    future: Ints
    kind: Ints
    priority: Ints
    breach_at: Floats


def forecast(
    desk: DeskNow, futures: int = FUTURES, seed: int = 0, asked: Sequence[Asked] = ()
) -> Forecast:
    """Play so many futures; the same seed gives the same."""
    scene = Scene(desk, futures, seed)
    held, coming = HeldCases(scene), ComingCases(scene)
    mine, theirs = held.entries(), coming.entries()
    entries = Entries(*(np.concatenate(pair) for pair in zip(mine, theirs, strict=True)))
    edges = (scene.edges - desk.now).astype(np.float64)
    played = play(entries, scene.axes.opened, edges, futures * scene.desks)
    count = len(mine.work)
    of_held = held.breaches(played.done_at[:count], played.left[:count], played.load)
    of_coming = coming.breaches(played.done_at[count:])
    theirs_at = _Coming(coming.future, coming.kind, coming.priority, of_coming)
    return _told(desk, futures, of_held, theirs_at, asked)


def _told(
    desk: DeskNow, futures: int, of_held: Floats, coming: _Coming, asked: Sequence[Asked]
) -> Forecast:
    over = [case.late_at(desk.now) for case in desk.cases]
    likely = np.isfinite(of_held).mean(axis=0).tolist()
    chances = {
        case.case_id: 1.0 if late else chance * (desk.goes_on if case.waits else 1.0)
        for case, late, chance in zip(desk.cases, over, likely, strict=True)
    }
    told = np.array(
        [not (late or case.waits) for late, case in zip(over, desk.cases, strict=True)], bool
    )
    counts = _counts(desk, futures, of_held, coming, told)
    by_priority = {
        priority: tuple(_expected(hours, counts[priority, hours]) for hours in HORIZONS)
        for priority in PRIORITIES
    }
    expected = tuple(
        _expected(hours, np.sum([counts[priority, hours] for priority in PRIORITIES], axis=0))
        for hours in HORIZONS
    )
    answers = tuple(_answer(one, of_held[:, told & one.open], coming, futures) for one in asked)
    return Forecast(chances, expected, by_priority, futures, answers)


def _answer(asked: Asked, of_held: Floats, coming: _Coming, futures: int) -> float:
    """How many of the cases breach in time, on average."""
    in_time = coming.kind[coming.breach_at <= asked.within]
    count = (of_held <= asked.within).sum() + asked.coming[in_time].sum()
    return float(count / futures)


def _counts(
    desk: DeskNow, futures: int, of_held: Floats, coming: _Coming, told: NDArray[np.bool_]
) -> dict[tuple[str, int], Ints]:
    """By priority and hours, how many of those that are told of breach in each future."""
    names = np.array([case.priority for case in desk.cases], dtype=object)
    places = {name: place for place, name in enumerate(desk.arrivals.priorities)}
    found = dict[tuple[str, int], Ints]()
    for name in PRIORITIES:
        columns = of_held[:, told & (names == name)]
        theirs = coming.priority == places.get(name, -1)
        for hours in HORIZONS:
            within = theirs & (coming.breach_at <= hours * HOUR)
            more = np.bincount(coming.future[within], minlength=futures)
            found[name, hours] = (columns <= hours * HOUR).sum(axis=1) + more
    return found


def _expected(hours: int, counts: Ints) -> Expected:
    low, high = np.percentile(counts, (_LOW, _HIGH), method="inverted_cdf")
    return Expected(hours, float(counts.mean()), int(low), int(high))
