"""Days off from a calendar file (iCalendar, RFC 5545): its whole-day events, repeats unfolded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from models.errors import KnownError

_WHOLE_DAYS: Final = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b")
_PARTS_OF_DAYS: Final = re.compile(r"\bBY(HOUR|MINUTE|SECOND)=")
_MOST: Final = 5000
"""Days of one file: beyond, it is no list of holidays."""
_MOST_REPEATS: Final = 150_000
"""Dates that one rule gives on its way: every day of four hundred years."""


@dataclass(frozen=True)
class DaysOff:
    """The dates found, each with its name, and how many events were no whole days."""

    days: tuple[tuple[date, str], ...]
    with_times: int


def days_off(data: bytes, first: date, last: date) -> DaysOff:
    """The whole-day events of a file from `first` to `last`, in order; cancelled ones left out.

    An event of several days gives each of them. A `KnownError` where it is no calendar file.
    """
    from icalendar import Calendar

    found: dict[date, str] = {}
    with_times = 0
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        if not calendars:
            raise ValueError("no calendar")
        for calendar in calendars:
            events: list[Any] = calendar.walk("VEVENT")
            for event in events:
                if str(event.get("STATUS", "")).upper() == "CANCELLED":
                    continue
                begin = event["DTSTART"].dt
                if isinstance(begin, datetime):
                    with_times += 1
                    continue
                name = " ".join(str(event.get("SUMMARY", "")).split())[:100]
                for day in _days(event, begin, first, last):
                    found.setdefault(day, name)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError):
        raise KnownError(
            "The calendar file cannot be read", "It is not an iCalendar file, or it is damaged.",
            "Export it again as .ics from the calendar it comes from.",
        ) from None  # fmt: skip
    if len(found) > _MOST:
        raise KnownError(
            "Too many days", f"The file has {len(found):,} days off.", "Choose a smaller calendar."
        )
    return DaysOff(tuple(sorted(found.items())), with_times)


def _days(event: Any, begin: date, first: date, last: date) -> Iterator[date]:
    """Every date the event covers, on each day it repeats, within the years looked at."""
    length = _length(event, begin)
    for start in _starts(event, begin, first - length, last):
        for offset in range(min(length.days, 366)):
            day = start + timedelta(days=offset)
            if first <= day <= last:
                yield day


def _length(event: Any, begin: date) -> timedelta:
    """How many days it takes, at least one; its end is the day after."""
    days = 1
    if "DTEND" in event:
        days = (event["DTEND"].dt - begin).days
    elif "DURATION" in event:
        days = event["DURATION"].dt.days
    return timedelta(days=max(days, 1))


def _starts(event: Any, begin: date, first: date, last: date) -> Iterator[date]:
    if "RRULE" not in event:
        yield begin
        return
    left_out = {day.dt for dates in _listed(event.get("EXDATE")) for day in dates.dts}
    for day in _repeats(event["RRULE"], begin, last):
        if day >= first and day not in left_out:
            yield day


def _repeats(rule: Any, begin: date, last: date) -> Iterator[date]:
    """The dates of a rule up to `last`; a `KnownError` where they would not end, or never begin."""
    from dateutil.rrule import rrulestr

    written = rule.to_ical().decode()
    for_days = _WHOLE_DAYS.search(written) and not _PARTS_OF_DAYS.search(written)
    ends_twice = "COUNT" in rule and "UNTIL" in rule  # RFC 5545, 3.3.10
    if not for_days or ends_twice or min(rule.get("INTERVAL", [1])) < 1:
        raise _no_repeat(written)
    repeats: Any = rrulestr(written, dtstart=datetime.combine(begin, time()), ignoretz=True)
    # One that never comes (30 February) is looked for up to the year 9999: once in a file, not
    # for each of its events. Whatever comes once comes again within four hundred years.
    if next(iter(repeats.replace(count=None, until=None)), None) is None:
        raise _no_repeat(written)
    for number, at in enumerate(repeats):
        if at.date() > last:
            return
        if number >= _MOST_REPEATS:
            raise _no_repeat(written)
        yield at.date()


def _no_repeat(rule: str) -> KnownError:
    return KnownError(
        "The calendar file cannot be read",
        f"An event repeats by a rule that gives no whole days: {rule[:100]}.",
        "Change how it repeats in the calendar it comes from, and export it again as .ics.",
    )


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
