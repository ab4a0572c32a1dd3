"""Calendar periods by name (2016Q1, 2016-03, 2016-W10), in the team's zone (rule 26)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.errors import KnownError

_QUARTER: Final = re.compile(r"(\d{4})-?Q([1-4])")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_WEEK: Final = re.compile(r"(\d{4})-?W(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1971, 9998


@dataclass(frozen=True)
class Period:
    """From the start of `starts_on` to the end of `ends_on`, both dates included."""

    name: str
    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """How many dates the period has."""
        return (self.ends_on - self.starts_on).days + 1

    def begin(self, zone: ZoneInfo) -> datetime:
        """The first instant, in UTC."""
        return midnight(self.starts_on, zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """The first instant after the period, in UTC."""
        return midnight(self.ends_on + timedelta(days=1), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The start of a date in a zone, as a UTC instant."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def parse_period(name: str) -> Period:
    """The period of that name; a `KnownError` where it is none."""
    written = name.strip().upper()
    readers = ((_QUARTER, quarter), (_MONTH, _month), (_WEEK, _week))
    for pattern, make in readers:
        match = pattern.fullmatch(written)
        if match and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
            try:
                return make(int(match[1]), int(match[2]))
            except ValueError:
                break
    raise KnownError(
        "Unknown period",
        f"“{name[:40]}” is not a period.",
        "Write a quarter (2016Q1), a month (2016-03) or a week (2016-W10).",
    )


def quarter(year: int, number: int) -> Period:
    """The quarter `number` (1 to 4) of a year."""
    starts_on = date(year, 3 * number - 2, 1)
    return Period(f"{year}Q{number}", starts_on, _last_day(year, 3 * number))


def quarter_of(day: date) -> Period:
    """The quarter a date lies in."""
    return quarter(day.year, (day.month + 2) // 3)


def month_of(day: date) -> Period:
    """The month a date lies in."""
    return _month(day.year, day.month)


def week_of(day: date) -> Period:
    """The ISO week a date lies in: it may be named by the year before, or after."""
    year, week, _ = day.isocalendar()
    return _week(year, week)


def months_of(period: Period) -> list[Period]:
    """The months that a period holds, in order."""
    found, month = [], month_of(period.starts_on)
    while month.ends_on <= period.ends_on:
        if month.starts_on >= period.starts_on:
            found.append(month)
        month = after(month)
    return found


def before(period: Period) -> Period:
    """The period of the same kind that ends where this one begins."""
    return _like(period, period.starts_on - timedelta(days=1))


def after(period: Period) -> Period:
    """The period of the same kind that begins where this one ends."""
    return _like(period, period.ends_on + timedelta(days=1))


def whole_periods(begin: datetime, end: datetime, zone: ZoneInfo) -> list[Period]:
    """The months and the quarters that lie wholly in [begin, end), each kind in order."""
    first, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
    found = []
    for kind in (month_of, quarter_of):
        period = kind(first)
        while period.starts_on <= last:
            if period.begin(zone) >= begin and period.end(zone) <= end:
                found.append(period)
            period = after(period)
    return found


def last_full_quarter(now: datetime, zone: ZoneInfo) -> Period:
    """The latest quarter that has ended by `now`."""
    return before(quarter_of(now.astimezone(zone).date()))


def weeks_of(period: Period) -> list[date]:
    """The first days of the period's weeks, counted from its start; the last takes what is left.

    A quarter has thirteen, so that their sums are the quarter's.
    """
    count = max(1, round(period.days / 7))
    return [period.starts_on + timedelta(weeks=week) for week in range(count)]


def _like(period: Period, day: date) -> Period:
    if "Q" in period.name:
        return quarter_of(day)
    if "W" in period.name:
        return week_of(day)
    return month_of(day)


def _month(year: int, month: int) -> Period:
    return Period(f"{year}-{month:02}", date(year, month, 1), _last_day(year, month))


def _week(year: int, week: int) -> Period:
    monday = date.fromisocalendar(year, week, 1)
    return Period(f"{year}-W{week:02}", monday, monday + timedelta(days=6))


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
