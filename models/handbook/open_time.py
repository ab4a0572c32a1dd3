"""A calendar's open time over some years as sorted tables of UTC seconds, to bisect in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from models.handbook.working_hours import DAY_SECONDS, UNIX_ORDINAL, WorkingHours

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class OpenTime:
    """Pieces of open time, ascending and apart: [opens[i], closes[i]) in UTC seconds.

    `before[i]` is the open seconds before piece i, `through[i]` those up to its end. The table
    answers for instants in [begin, end). `dates` are the business dates as days since 1970;
    `changes`, `wall_changes` and `offsets` are the zone's transitions: offsets[i] holds before
    changes[i], and wall_changes are the same as the first reading of a wall time sees them.
    """

    begin: int
    end: int
    opens: list[int]
    closes: list[int]
    before: list[int]
    through: list[int]
    dates: list[int]
    changes: list[int]
    wall_changes: list[int]
    offsets: list[int]
    arrays: dict[str, Ints]


def build(hours: WorkingHours, zone: ZoneInfo, first_year: int, last_year: int) -> OpenTime:
    """Lay the hours out over the years [first_year, last_year)."""
    first, last = _day(first_year), _day(last_year)
    begin, end = first * DAY_SECONDS, last * DAY_SECONDS
    changes, offsets = _transitions(zone, begin, end)
    local = list(hours.layout(first - 2, last + 2))
    opens, closes = _pieces(local, begin, end, changes, offsets)
    sizes = np.subtract(closes, opens, dtype=np.int64)
    through = np.cumsum(sizes, dtype=np.int64)
    wall = [at + max(offsets[i], offsets[i + 1]) for i, at in enumerate(changes)]
    dates = hours.business_dates(first - 2, last + 2)
    lists = {
        "opens": opens, "closes": closes, "before": (through - sizes).tolist(),
        "through": through.tolist(), "dates": dates, "changes": changes, "wall_changes": wall,
        "offsets": offsets,
    }  # fmt: skip
    arrays = {name: np.array(values, dtype=np.int64) for name, values in lists.items()}
    return OpenTime(begin, end, arrays=arrays, **lists)


def _day(year: int) -> int:
    return date(year, 1, 1).toordinal() - UNIX_ORDINAL


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return offset.days * DAY_SECONDS + offset.seconds


def _transitions(zone: ZoneInfo, begin: int, end: int) -> tuple[list[int], list[int]]:
    """(instants at which the offset changes, offsets before, between and after them)."""
    changes: list[int] = []
    offsets = [_offset(zone, begin)]
    for day in range(begin, end, DAY_SECONDS):
        after = _offset(zone, day + DAY_SECONDS)
        if after != offsets[-1]:
            changes.append(_change(zone, day, day + DAY_SECONDS, offsets[-1]))
            offsets.append(after)
    return changes, offsets


def _change(zone: ZoneInfo, low: int, high: int, before: int) -> int:
    """The first instant of (low, high] whose offset is not `before`, by halving."""
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _pieces(
    local: list[tuple[int, int]], begin: int, end: int, changes: list[int], offsets: list[int]
) -> tuple[list[int], list[int]]:
    """Open time in UTC by membership (rule 2): between two transitions wall time is UTC shifted.

    A skipped hour belongs to no stretch and adds nothing; a repeated one belongs to two and counts
    twice. Touching pieces are joined.
    """
    opens: list[int] = []
    closes: list[int] = []
    edges = [begin, *changes, end]
    position = 0
    for stretch, offset in enumerate(offsets):
        low, high = edges[stretch] + offset, edges[stretch + 1] + offset
        while position > 0 and local[position - 1][1] > low:
            position -= 1
        while position < len(local) and local[position][0] < high:
            opened, closed = max(local[position][0], low), min(local[position][1], high)
            position += 1
            if closed <= opened:
                continue
            if closes and closes[-1] == opened - offset:
                closes[-1] = closed - offset
            else:
                opens.append(opened - offset)
                closes.append(closed - offset)
    return opens, closes
