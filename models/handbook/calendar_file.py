"""Days off from a calendar file (iCalendar, RFC 5545): its whole-day events, repeats unfolded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from models.errors import KnownError
from models.handbook.calendar_repeats import starts, whole_day

_MOST: Final = 5000
"""Days of one file: beyond, it is no list of holidays."""
_LONGEST: Final = 366
"""Days of one event that are looked at."""

Changes = Mapping[date, Any]
"""The events that say otherwise of one day of a repeat, by the day it would have been."""


@dataclass(frozen=True)
class DaysOff:
    """The dates found, each with its name, and how many events were no whole days."""

    days: tuple[tuple[date, str], ...]
    with_times: int


def days_off(data: bytes, first: date, last: date) -> DaysOff:
    """The whole-day events of a file from `first` to `last`, in order; cancelled ones left out.

    An event of several days gives each of them; a day of a repeat that was moved is where it went.
    A `KnownError` where it is no calendar file.
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
            changes = _changes(events)
            for event in events:
                if _is_cancelled(event):
                    continue
                if isinstance(event["DTSTART"].dt, datetime):
                    with_times += 1
                    continue
                own = {} if "RECURRENCE-ID" in event else changes.get(str(event.get("UID")), {})
                for day, name in _days(event, own, first, last):
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


def _changes(events: list[Any]) -> dict[str, dict[date, Any]]:
    """What is said otherwise of single days of a repeat (RECURRENCE-ID), by the repeat's UID."""
    found: dict[str, dict[date, Any]] = {}
    for event in events:
        if "RECURRENCE-ID" in event and "UID" in event:
            by_day = found.setdefault(str(event["UID"]), {})
            by_day[whole_day(event["RECURRENCE-ID"].dt)] = event
    return found


def _days(event: Any, changes: Changes, first: date, last: date) -> Iterator[tuple[date, str]]:
    """Every date the event covers, on each day it repeats, within the years looked at.

    A day of its own event is left to that; one “and all after it” moves those after it too.
    """
    onward = {day: one for day, one in changes.items() if _goes_on(one)}
    reach = max([_length(event), *map(_length, onward.values())])
    moves = [abs(_moved(day, one)) for day, one in onward.items()]
    reach += max(moves, default=timedelta())
    for start in starts(event, first - reach, last + reach):
        if start in changes:
            continue
        since = max((day for day in onward if day < start), default=None)
        if since is None:
            yield from _covered(event, start, first, last)
        elif not _is_cancelled(onward[since]):
            one = onward[since]
            yield from _covered(one, start + _moved(since, one), first, last)


def _covered(event: Any, start: date, first: date, last: date) -> Iterator[tuple[date, str]]:
    name = " ".join(str(event.get("SUMMARY", "")).split())[:100]
    for offset in range(_length(event).days):
        day = start + timedelta(days=offset)
        if first <= day <= last:
            yield day, name


def _length(event: Any) -> timedelta:
    """How many days it takes, at least one and at most a year; its end is the day after."""
    begin, days = whole_day(event["DTSTART"].dt), 1
    if "DTEND" in event:
        days = (whole_day(event["DTEND"].dt) - begin).days
    elif "DURATION" in event:
        days = event["DURATION"].dt.days
    return timedelta(days=min(max(days, 1), _LONGEST))


def _moved(day: date, change: Any) -> timedelta:
    return whole_day(change["DTSTART"].dt) - day


def _goes_on(event: Any) -> bool:
    """Whether what it says is of all later days too."""
    return str(event["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE"


def _is_cancelled(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"
