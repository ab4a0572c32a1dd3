"""Days off from a calendar file (iCalendar, RFC 5545): its whole-day events, repeats unfolded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from models.errors import KnownError

_WHOLE_DAYS: Final = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b")
_MOST: Final = 5000
"""Days of one file: beyond, it is no list of holidays."""


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
    from dateutil.rrule import rrulestr

    rule = event["RRULE"].to_ical().decode()
    if not _WHOLE_DAYS.search(rule):
        raise ValueError("a whole day repeats by days or more")
    left_out = {day.dt for dates in _listed(event.get("EXDATE")) for day in dates.dts}
    start = datetime.combine(begin, time())
    repeats = rrulestr(rule, dtstart=start, ignoretz=True)
    for at in repeats.between(
        datetime.combine(first, time()), datetime.combine(last, time()), inc=True
    ):
        if at.date() not in left_out:
            yield at.date()


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
