"""Business time the slow way: every instant asks the wall clock. No tables, no arithmetic of ours.

Instants are whole seconds since the epoch. The walks go minute by minute, so they hold where hours,
offsets and transitions are whole minutes: everywhere since 1973.
"""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from models.handbook.calendar import BusinessCalendar, Edge
from models.handbook.zones import zone

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Intervals = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Oracle:
    """The same four things a calendar is made of, in plain Python values."""

    zone: str
    hours: Mapping[str, Intervals]
    holidays: Sequence[date] = ()
    exceptions: Mapping[date, Intervals] = field(default_factory=dict)

    def calendar(self) -> BusinessCalendar:
        return BusinessCalendar(self.zone, self.hours, self.holidays, self.exceptions)

    def intervals(self, day: date) -> Intervals:
        if day in self.exceptions:
            return self.exceptions[day]
        return () if day in self.holidays else self.hours.get(DAYS[day.weekday()], ())

    def local(self, at: int) -> datetime:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)).astimezone(
            zone(self.zone)
        )

    def is_open(self, at: int) -> bool:
        """Rule 2, as it is written."""
        local = self.local(at)
        wall = local.hour * 3600 + local.minute * 60 + local.second
        spans = self.intervals(local.date())
        return any(_of_day(opened) <= wall < _of_day(closed) for opened, closed in spans)

    def elapsed(self, start: int, end: int) -> int:
        """Rule 3, minute by minute with the broken ones at both ends."""
        total = 0
        while start < end:
            until = min(end, (start // 60 + 1) * 60)
            total += (until - start) if self.is_open(start) else 0
            start = until
        return total

    def add(self, start: int, amount: int, edge: Edge) -> int:
        """Rule 4: walk until the amount is used up; then, for the opening edge, until it opens."""
        while amount > 0:
            until = (start // 60 + 1) * 60
            if self.is_open(start):
                until = min(until, start + amount)
                amount -= until - start
            start = until
        while edge == "opening" and not self.is_open(start):
            start = (start // 60 + 1) * 60
        return start

    def add_days(self, start: int, days: int, edge: Edge) -> int:
        """Rule 6, for one day or more."""
        at = self._same_wall(start, days)
        if self.elapsed(start, at) == 0:
            at = self._same_wall(self.add(start, 0, "opening"), days)
        if edge == "opening":
            return self.add(at, 0, "opening")
        while not self.is_open(at - 1):
            at = (at - 1) // 60 * 60
        return at

    def _same_wall(self, start: int, days: int) -> int:
        if not self.intervals(self.local(start).date()):
            start = self.add(start, 0, "opening")
        local = self.local(start)
        day = local.date()
        while days > 0:
            day += timedelta(days=1)
            days -= bool(self.intervals(day)) and exists(day, zone(self.zone))
        return int(datetime.combine(day, local.time(), zone(self.zone)).timestamp())


@lru_cache
def _of_day(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def exists(day: date, where: ZoneInfo) -> bool:
    """Whether the zone's calendar held that date at all: any of its hours comes back as itself."""
    walls = [datetime.combine(day, time(hour, 30)) for hour in range(24)]
    return any(
        wall.replace(tzinfo=where).astimezone(UTC).astimezone(where).replace(tzinfo=None) == wall
        for wall in walls
    )


_LOOK = 4 * 86_400


@lru_cache(maxsize=1024)
def transitions(name: str, first_year: int = 2015, last_year: int = 2032) -> tuple[int, ...]:
    """Where a zone's offset changes, to the minute, found by looking every fourth day."""
    where = zone(name)

    def offset(at: int) -> timedelta | None:
        return datetime.fromtimestamp(at, where).utcoffset()

    def first(step: int, begin: int, end: int) -> int:
        before = offset(begin)
        looks = range(begin, end + 1, step)
        return looks[bisect(looks, False, key=lambda at: offset(at) != before)]

    begin = int(datetime(first_year, 1, 1, tzinfo=UTC).timestamp())
    end = int(datetime(last_year, 1, 1, tzinfo=UTC).timestamp())
    looks = [(at, offset(at)) for at in range(begin, end, _LOOK)]
    hours = [first(3600, at, at + _LOOK) for (at, a), (_, b) in pairwise(looks) if a != b]
    return tuple(first(60, hour - 3600, hour) for hour in hours)
