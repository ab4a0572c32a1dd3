"""The hours of a business calendar as written: parsed, checked, and laid out over dates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.errors import KnownError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SECONDS = 86_400
UNIX_ORDINAL = date(1970, 1, 1).toordinal()
Spans = tuple[tuple[int, int], ...]


def refused(sentence: str) -> KnownError:
    """The error of a calendar that cannot be used."""
    return KnownError("The calendar cannot be used", sentence, "Correct it and try again.")


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

    def business_dates(self, first: int, last: int) -> list[int]:
        """The dates of [first, last) with any opening."""
        return [day for day in range(first, last) if self.spans(day)]

    @property
    def last_opening(self) -> int | None:
        """The last date that can open at all, or None where the week goes on for ever."""
        if any(self.week):
            return None
        return max(day for day, spans in self.exceptions.items() if spans)


def parse_hours(
    hours: Mapping[str, Sequence[tuple[str, str]]],
    holidays: Iterable[date | str],
    exceptions: Mapping[date | str, Sequence[tuple[str, str]]],
) -> WorkingHours:
    """Read hours as written; a `KnownError` names the day and the interval that is wrong."""
    for name in hours:
        if name not in DAYS:
            raise refused(f"“{name}” is not a weekday; use mon, tue, wed, thu, fri, sat, sun.")
    week = tuple(_parse_day(name, hours.get(name, ())) for name in DAYS)
    special = {_parse_date(day): _parse_day(str(day), spans) for day, spans in exceptions.items()}
    if not any(week) and not any(special.values()):
        raise refused("It never opens: no weekday and no exception has an interval.")
    return WorkingHours(week, frozenset(_parse_date(day) for day in holidays), special)


def parse_date(value: date | str) -> date:
    """A date as a date or as YYYY-MM-DD."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise refused(f"“{value}” is not a date; write it as 2026-12-25.") from None


def _parse_date(value: date | str) -> int:
    return parse_date(value).toordinal() - UNIX_ORDINAL


def _parse_day(name: str, intervals: Sequence[tuple[str, str]]) -> Spans:
    spans = sorted((_parse_time(name, begin), _parse_time(name, end)) for begin, end in intervals)
    previous = 0
    for begin, end in spans:
        if end <= begin:
            raise refused(f"{name}: {clock(begin)}–{clock(end)} ends before it begins.")
        if begin < previous:
            raise refused(f"{name}: {clock(begin)}–{clock(end)} overlaps the interval before it.")
        previous = end
    return tuple(spans)


def _parse_time(name: str, value: str) -> int:
    parts = str(value).split(":")
    if len(parts) in (2, 3) and all(part.isascii() and part.isdigit() for part in parts):
        hour, minute, second = [*map(int, parts), 0][:3]
        seconds = hour * 3600 + minute * 60 + second
        if minute < 60 and second < 60 and seconds <= DAY_SECONDS:
            return seconds
    raise refused(f"{name}: “{value}” is not a time between 00:00 and 24:00.")


def clock(seconds: int) -> str:
    """Seconds of the day as HH:MM, or HH:MM:SS where there are seconds."""
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text
