"""Opening spans of a day in minutes, moved by hand: none overlaps, none leaves the day."""

from typing import Final

from models.handbook.typed_hours import Hours

Spans = tuple[tuple[int, int], ...]
"""(opens, closes) in minutes of the day, ascending and apart."""

DAY: Final = 24 * 60


def spans_of(hours: Hours) -> Spans:
    """Intervals of the file in minutes; parts of a minute are left to the file."""
    return tuple((_minute(begin), _minute(end)) for begin, end in hours)


def hours_of_spans(spans: Spans) -> Hours:
    """Spans as the file writes them; those that touch are one."""
    joined: list[tuple[int, int]] = []
    for begin, end in spans:
        if joined and joined[-1][1] == begin:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((begin, end))
    return [[_clock(begin), _clock(end)] for begin, end in joined]


def shifted(spans: Spans, index: int, begin_by: int, end_by: int, least: int) -> Spans:
    """One span with its ends moved, as far as its neighbours and the day leave room.

    It keeps its length where both ends move by the same, and is never shorter than `least`.
    """
    begin, end = spans[index]
    low, high = bounds(spans, index)
    if begin_by == end_by:
        by = min(max(begin_by, low - begin), high - end)
        moved = begin + by, end + by
    else:
        first = min(max(begin + begin_by, low), max(end - least, low))
        last = max(min(end + end_by, high), min(begin + least, high))
        moved = (first, end) if begin_by else (begin, last)
    return (*spans[:index], moved, *spans[index + 1 :])


def added(spans: Spans, begin: int, end: int) -> tuple[Spans, int]:
    """One span more, cut to the room there is, and its place; the same where there is none."""
    index = sum(one[1] <= begin for one in spans)
    low = spans[index - 1][1] if index else 0
    high = spans[index][0] if index < len(spans) else DAY
    cut = max(begin, low), min(end, high)
    if cut[0] >= cut[1]:
        return spans, max(index - 1, 0)
    return (*spans[:index], cut, *spans[index:]), index


def bounds(spans: Spans, index: int) -> tuple[int, int]:
    """How far a span may reach: to its neighbours, or the ends of the day."""
    low = spans[index - 1][1] if index else 0
    high = spans[index + 1][0] if index + 1 < len(spans) else DAY
    return low, high


def _minute(time: str) -> int:
    hour, minute = time.split(":")[:2]
    return int(hour) * 60 + int(minute)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
