"""The hours of a business calendar as written: parsed, checked, and laid out over dates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from models.errors import KnownError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SECONDS = 86_400
UNIX_ORDINAL = date(1970, 1, 1).toordinal()
Spans = tuple[tuple[int, int], ...]
Intervals = Sequence[tuple[str, str]]
Exceptions = Mapping[date, Intervals] | Mapping[str, Intervals]


@dataclass(frozen=True)
class WorkingHours:
    """Opening spans in seconds of the day, by weekday (0 is Monday), holiday and exception.

    Dates are days since 1970-01-01. An exception wins over weekday and holiday (rule 1).
    """

    week: tuple[Spans, ...]
    holidays: frozenset[int]
    exceptions: Mapping[int, Spans]

    def spans(self, day: int) -> Spans:
        """The opening spans of a date; none where it is not a business date."""
        special = self.exceptions.get(day)
        if special is not None:
            return special
        return () if day in self.holidays else self.week[(day + 3) % 7]

    def layout(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The open spans of the dates [first, last) in local seconds since 1970-01-01T00:00."""
        for day in range(first, last):
            midnight = day * DAY_SECONDS
            for begin, end in self.spans(day):
                yield midnight + begin, midnight + end

    def opening_dates(self) -> tuple[int, int] | None:
        """The first and last date that can open, or None where the week goes on for ever."""
        if any(self.week):
            return None
        days = [day for day, spans in self.exceptions.items() if spans]
        return min(days), max(days)

    def written(self) -> dict[str, Any]:
        """The hours as plain data; the same hours are written the same way."""
        week = zip(DAYS, self.week, strict=True)
        return {
            "hours": {name: _written(spans) for name, spans in week if spans},
            "holidays": [iso(day) for day in sorted(self.holidays)],
            "exceptions": {
                iso(day): _written(spans) for day, spans in sorted(self.exceptions.items())
            },
        }


def parse_hours(
    hours: Mapping[str, Intervals], holidays: Iterable[date | str], exceptions: Exceptions
) -> WorkingHours:
    """Read hours as written; a `KnownError` names the day and the interval that is wrong."""
    for name in hours:
        if name not in DAYS:
            raise _refused(f"“{name}” is not a weekday; use mon, tue, wed, thu, fri, sat, sun.")
    week = tuple(parse_day(name, hours.get(name, ())) for name in DAYS)
    special: dict[int, Spans] = {}
    for key, intervals in exceptions.items():
        day = parse_date(key)
        if day in special:
            raise _refused(f"The exception for {iso(day)} is there twice.")
        special[day] = parse_day(iso(day), intervals)
    if not any(week) and not any(special.values()):
        raise _refused("It never opens: no weekday and no exception has an interval.")
    return WorkingHours(week, frozenset(parse_date(day) for day in holidays), special)


def iso(day: int) -> str:
    """A day since 1970-01-01 as YYYY-MM-DD."""
    return date.fromordinal(day + UNIX_ORDINAL).isoformat()


def clock(seconds: int) -> str:
    """Seconds of the day as HH:MM, or HH:MM:SS where there are seconds."""
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def _refused(sentence: str) -> KnownError:
    return KnownError("The calendar cannot be used", sentence, "Correct it and try again.")


def parse_date(value: object) -> int:
    """A date as days since 1970-01-01; a `KnownError` where it is none."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise _refused(f"“{value}” is not a date; write it as 2026-12-25.") from None
    if isinstance(day, datetime):
        raise _refused(f"“{value}” has a time of day; a holiday or an exception is a date.")
    return day.toordinal() - UNIX_ORDINAL


def parse_day(name: str, intervals: Intervals) -> Spans:
    """A day's intervals as spans in order; a `KnownError` where one is wrong or two overlap."""
    spans = sorted(_parse_interval(name, interval) for interval in intervals)
    for before, after in pairwise(spans):
        if after[0] < before[1]:
            raise _refused(f"{name}: {_shown(before)} and {_shown(after)} overlap.")
    return tuple(spans)


def _parse_interval(name: str, interval: object) -> tuple[int, int]:
    if not isinstance(interval, list | tuple) or len(interval) != 2:
        raise _refused(f"{name}: “{interval}” is not an interval; give when it opens and closes.")
    begin, end = (_parse_time(name, value) for value in interval)
    if begin == end:
        raise _refused(f"{name}: {_shown((begin, end))} is empty.")
    if begin > end:
        raise _refused(
            f"{name}: {_shown((begin, end))} ends before it begins; a night is written as two"
            f" intervals, {_shown((begin, DAY_SECONDS))} and, the day after, {_shown((0, end))}."
        )
    return begin, end


def _parse_time(name: str, value: object) -> int:
    parts = str(value).split(":")
    if len(parts) in (2, 3) and all(
        part.isascii() and part.isdigit() and len(part) <= 2 for part in parts
    ):
        hour, minute, second = [*map(int, parts), 0][:3]
        seconds = hour * 3600 + minute * 60 + second
        if minute < 60 and second < 60 and seconds <= DAY_SECONDS:
            return seconds
    raise _refused(f"{name}: “{value}” is not a time between 00:00 and 24:00.")


def _shown(span: tuple[int, int]) -> str:
    return f"{clock(span[0])}–{clock(span[1])}"


def _written(spans: Spans) -> list[list[str]]:
    return [[clock(begin), clock(end)] for begin, end in spans]
