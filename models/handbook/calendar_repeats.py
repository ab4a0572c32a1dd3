"""On which days an event of a calendar file begins: its rule, the days listed and left out."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from models.errors import KnownError

_WHOLE_DAYS: Final = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b")
_PARTS_OF_DAYS: Final = re.compile(r"\bBY(HOUR|MINUTE|SECOND)=")
_MOST_REPEATS: Final = 150_000
"""Dates that one rule gives on its way: every day of four hundred years."""


def starts(event: Any, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` on which a whole-day event begins, its repeats unfolded.

    A `KnownError` where its rule gives no whole days, or does not end.
    """
    begin = whole_day(event["DTSTART"].dt)
    left_out = set(_listed(event.get("EXDATE")))
    repeats = _repeats(event["RRULE"], begin, last) if "RRULE" in event else iter([begin])
    for days in (repeats, _listed(event.get("RDATE"))):
        for day in days:
            if first <= day <= last and day not in left_out:
                yield day


def whole_day(value: date) -> date:
    """The date of an instant, or the date itself."""
    return value.date() if isinstance(value, datetime) else value


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


def _listed(value: Any) -> Iterator[date]:
    """The dates of one line, or of several; a period is the day it begins on."""
    lines = [] if value is None else value if isinstance(value, list) else [value]
    for line in lines:
        for one in line.dts:
            yield whole_day(one.dt[0] if isinstance(one.dt, tuple) else one.dt)
