"""A calendar's open time over some years as sorted tables of UTC seconds, to bisect in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from models.handbook.working_hours import DAY_SECONDS, UNIX_ORDINAL, WorkingHours

Ints = NDArray[np.int64]

_MARGIN = 3
"""Days laid out beyond each end, so that a local date near an end is whole."""

_LOOK = 5 * DAY_SECONDS


@dataclass(frozen=True, slots=True)
class OpenArrays:
    """The lists of an `OpenTime` of the same names, as arrays."""

    opens: Ints
    through: Ints
    shift: Ints
    dates: Ints
    changes: Ints
    wall_changes: Ints
    offsets: Ints


@dataclass(frozen=True, slots=True)
class OpenTime:
    """Pieces of open time, ascending and apart: [opens[i], closes[i]) in UTC seconds.

    The table answers for instants in [begin, end). `through[i]` is the open seconds up to the end
    of piece i and `shift[i]` is through[i] - closes[i]: inside a piece, instant + shift = position,
    the open seconds of the table so far. Piece 0 is an empty one before all others, so that every
    instant has a piece at or before it; `total` is through[-1]. `dates` are the business dates as
    days since 1970, after one before all others. `changes`, `wall_changes` and `offsets` are the
    zone's: offsets[i] holds before changes[i]; wall_changes are the same as the first reading of a
    wall time sees them.
    """

    begin: int
    end: int
    total: int
    opens: list[int]
    closes: list[int]
    through: list[int]
    shift: list[int]
    dates: list[int]
    changes: list[int]
    wall_changes: list[int]
    offsets: list[int]
    arrays: OpenArrays

    def position(self, at: int) -> int:
        """Open seconds of the table before `at`."""
        index = bisect_right(self.opens, at) - 1
        return at + self.shift[index] if at < self.closes[index] else self.through[index]

    def local(self, at: int) -> int:
        """The wall time of an instant, in seconds since 1970-01-01T00:00 on that wall."""
        return at + self.offsets[bisect_right(self.changes, at)]

    def instant(self, wall: int) -> int:
        """The instant of a wall time: a skipped one moves forward by the gap, and of a repeated
        one the first counts (rule 6)."""
        return wall - self.offsets[bisect_right(self.wall_changes, wall)]


def build(hours: WorkingHours, zone: ZoneInfo, first_year: int, last_year: int) -> OpenTime:
    """Lay the hours out over the years [first_year, last_year)."""
    first, last = _new_year(first_year), _new_year(last_year)
    begin, end = (first - _MARGIN) * DAY_SECONDS, (last + _MARGIN) * DAY_SECONDS
    changes, offsets = transitions(zone, begin, end)
    local = list(hours.layout(first - 2 * _MARGIN, last + 2 * _MARGIN))
    opens, closes = _pieces(local, [begin, *changes, end], offsets)
    opens_array, closes_array = _array(opens), _array(closes)
    through = np.cumsum(closes_array - opens_array, dtype=np.int64)
    shift = through - closes_array
    walls = [at + max(pair) for at, *pair in zip(changes, offsets, offsets[1:], strict=False)]
    skipped = _skipped_dates(changes, offsets)
    days = range(first - _MARGIN + 1, last + 1)
    dates = [first - _MARGIN, *(day for day in days if day not in skipped and hours.spans(day))]
    arrays = OpenArrays(
        opens_array, through, shift, _array(dates), _array(changes), _array(walls), _array(offsets)
    )
    return OpenTime(
        begin=first * DAY_SECONDS,
        end=last * DAY_SECONDS,
        total=int(through[-1]),
        opens=opens,
        closes=closes,
        through=through.tolist(),
        shift=shift.tolist(),
        dates=dates,
        changes=changes,
        wall_changes=walls,
        offsets=offsets,
        arrays=arrays,
    )


def open_spans(hours: WorkingHours, zone: ZoneInfo, start: int, end: int) -> list[tuple[int, int]]:
    """The open time within [start, end), of hours that are asked once: no more is laid out."""
    begin, until = start - DAY_SECONDS, end + DAY_SECONDS
    changes, offsets = transitions(zone, begin, until)
    days = begin // DAY_SECONDS - 1, until // DAY_SECONDS + 2
    opens, closes = _pieces(list(hours.layout(*days)), [begin, *changes, until], offsets)
    pieces = zip(opens, closes, strict=True)
    return [(max(a, start), min(b, end)) for a, b in pieces if a < end and b > start]


def _array(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal() - UNIX_ORDINAL


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, zone).utcoffset()
    assert offset is not None
    return offset.days * DAY_SECONDS + offset.seconds


def transitions(zone: ZoneInfo, begin: int, end: int) -> tuple[list[int], list[int]]:
    """(instants at which the offset changes, offsets before, between and after them).

    Found by looking every few days: no zone ever changed twice within six.
    """
    changes: list[int] = []
    offsets = [_offset(zone, begin)]
    for low in range(begin, end, _LOOK):
        high = min(low + _LOOK, end)
        after = _offset(zone, high)
        if after != offsets[-1]:
            changes.append(_change(zone, low, high, offsets[-1]))
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


def _skipped_dates(changes: list[int], offsets: list[int]) -> set[int]:
    """The dates a zone left out altogether (Apia, 30 December 2011): nobody works on them."""
    return {
        day
        for at, before, after in zip(changes, offsets, offsets[1:], strict=False)
        for day in range(-(-(at + before) // DAY_SECONDS), (at + after) // DAY_SECONDS)
    }


def _pieces(
    local: list[tuple[int, int]], edges: list[int], offsets: list[int]
) -> tuple[list[int], list[int]]:
    """Open time in UTC by membership (rule 2): between two transitions wall time is UTC shifted.

    A skipped hour belongs to no stretch and adds nothing; a repeated one belongs to two and counts
    twice. Touching pieces are joined.
    """
    opens, closes = [edges[0]], [edges[0]]
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
            if len(opens) > 1 and closes[-1] == opened - offset:
                closes[-1] = closed - offset
            else:
                opens.append(opened - offset)
                closes.append(closed - offset)
    return opens, closes
