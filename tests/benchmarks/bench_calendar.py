"""Business time, single and in bulk, against bare bisection in the same sorted tables.

The references do what nobody could leave out: the same inputs and outputs, on a table that is
there already, for instants that are sure to lie in it; no checks, no edges, no growing.
"""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from models.handbook.calendar import BusinessCalendar
from models.handbook.open_time import Ints
from tests.benchmarks.figures import Figure, paired, timed

SINGLE, MANY = 20_000, 1_000_000
HOURS = "Berlin, 09–17, ten holidays; random instants of two years"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def run() -> Iterator[Figure]:
    """Single additions and elapsed times; additions, elapsed times and days in bulk."""
    calendar = BusinessCalendar(
        "Europe/Berlin",
        {day: [("09:00", "17:00")] for day in WEEKDAYS},
        [f"2026-{month:02}-03" for month in range(1, 11)],
    )
    opens, closes = _table(calendar)
    yield from _single(calendar, opens, closes)
    yield from _many(calendar, np.array(opens), np.array(closes))


def _table(calendar: BusinessCalendar) -> tuple[list[int], list[int]]:
    begin = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())
    pieces = calendar.open_intervals(begin, begin + 4 * 366 * 86_400)
    return [opens for opens, _ in pieces], [closes for _, closes in pieces]


def _figure(
    name: str, ours: Callable[[], object], bare: Callable[[], object], count: int
) -> Figure:
    return Figure(
        name,
        *paired(timed(ours), timed(bare)),
        bound="at least",
        bar=0.5,
        detail=f"{count:,} of them, against bare bisection in the same table; {HOURS}",
    )


def _single(calendar: BusinessCalendar, opens: list[int], closes: list[int]) -> Iterator[Figure]:
    through = np.cumsum(np.subtract(closes, opens)).tolist()
    chance = random.Random(2)
    begin = datetime(2026, 1, 5, tzinfo=UTC)
    starts = [begin + timedelta(seconds=chance.randrange(2 * 365 * 86_400)) for _ in range(SINGLE)]
    amounts = [timedelta(seconds=chance.randrange(1, 80 * 3600)) for _ in range(SINGLE)]

    def position(at: int) -> int:
        index = bisect_right(opens, at) - 1
        inside: int = min(at, closes[index]) - closes[index] + through[index]
        return inside

    def add(start: datetime, amount: timedelta) -> datetime:
        since = start - EPOCH
        at = since.days * 86_400 + since.seconds
        index = bisect_right(opens, at) - 1
        closed = closes[index]
        reach = through[index] + amount.days * 86_400 + amount.seconds
        if at < closed:
            reach += at - closed
        index = bisect_left(through, reach)
        return EPOCH + timedelta(0, closes[index] - through[index] + reach)

    def elapsed(start: datetime, end: datetime) -> timedelta:
        since, until = start - EPOCH, end - EPOCH
        first = position(since.days * 86_400 + since.seconds)
        return timedelta(0, position(until.days * 86_400 + until.seconds) - first)

    cases = list(zip(starts, amounts, strict=True))
    ends = [start + amount for start, amount in cases]
    spans = list(zip(starts, ends, strict=True))
    assert all(add(*case) == calendar.add(*case) for case in cases)
    assert all(elapsed(*span) == calendar.elapsed(*span) for span in spans)
    yield _figure(
        "calendar: one addition",
        lambda: [calendar.add(start, amount) for start, amount in cases],
        lambda: [add(start, amount) for start, amount in cases],
        SINGLE,
    )
    yield _figure(
        "calendar: one elapsed time",
        lambda: [calendar.elapsed(start, end) for start, end in spans],
        lambda: [elapsed(start, end) for start, end in spans],
        SINGLE,
    )


def _many(calendar: BusinessCalendar, opens: Ints, closes: Ints) -> Iterator[Figure]:
    through = np.cumsum(closes - opens)
    chance = np.random.default_rng(2)
    starts = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp()) + chance.integers(
        0, 2 * 365 * 86_400, MANY
    )
    amounts = chance.integers(1, 80 * 3600, MANY)

    def positions(at: Ints) -> Ints:
        index = np.searchsorted(opens, at, "right") - 1
        inside: Ints = np.minimum(at, closes[index]) - closes[index] + through[index]
        return inside

    def add() -> Ints:
        reach = positions(starts) + amounts
        index = np.searchsorted(through, reach)
        instants: Ints = closes[index] - through[index] + reach
        return instants

    def elapsed() -> Ints:
        return positions(starts + amounts) - positions(starts)

    assert (add() == calendar.add_many(starts, amounts)).all()
    assert (elapsed() == calendar.elapsed_many(starts, starts + amounts)).all()
    yield _figure(
        "calendar: additions in bulk", lambda: calendar.add_many(starts, amounts), add, MANY
    )
    yield _figure(
        "calendar: elapsed times in bulk",
        lambda: calendar.elapsed_many(starts, starts + amounts),
        elapsed,
        MANY,
    )
