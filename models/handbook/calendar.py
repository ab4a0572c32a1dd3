"""Business time: add, subtract, elapsed and business days (handbook, rules 1 to 7)."""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, Self

from models.errors import KnownError
from models.handbook.calendar_many import CalendarMany
from models.handbook.instants import EPOCH, to_seconds
from models.handbook.open_time import OpenTime, build
from models.handbook.working_hours import DAY_SECONDS, DAYS, clock, parse_date, parse_hours
from models.handbook.zones import zone as load_zone

Edge = Literal["closing", "opening"]
Hours = Mapping[str, Sequence[tuple[str, str]]]

_FURTHEST = 300
"""Years a table may span: beyond, a calendar is refused instead of searched for ever."""


class BusinessCalendar(CalendarMany):
    """Opening hours of a zone, with holidays and exceptions; immutable.

    `hours` maps mon..sun to ("HH:MM", "HH:MM") intervals, a close of 24:00 allowed; `exceptions`
    maps a date to intervals of its own, which win. Methods on `datetime` refuse naive instants
    (ValueError), truncate to whole seconds and answer in UTC; methods named `..._seconds` are the
    same on whole seconds since the epoch. `edge` is rule 4's. A calendar that never opens, has
    overlapping intervals or an unknown zone is a `KnownError`.
    """

    def __init__(
        self,
        zone: str,
        hours: Hours,
        holidays: Iterable[date | str] = (),
        exceptions: Mapping[Any, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        self.zone = zone
        self._zone_info = load_zone(zone)
        self._hours = parse_hours(hours, free := list(holidays), exceptions or {})
        self._data: dict[str, Any] = {
            "zone": zone,
            "hours": _written(dict(zip(DAYS, self._hours.week, strict=True))),
            "holidays": sorted({parse_date(day).isoformat() for day in free}),
            "exceptions": {
                parse_date(day).isoformat(): [list(span) for span in spans]
                for day, spans in sorted((exceptions or {}).items(), key=lambda item: str(item[0]))
            },
        }
        text = json.dumps(self._data, sort_keys=True)
        self.fingerprint = hashlib.sha256(text.encode()).hexdigest()
        self._table: OpenTime | None = None

    @classmethod
    def always(cls) -> Self:
        """Round the clock, every day, in UTC."""
        return cls("UTC", {day: [("00:00", "24:00")] for day in DAYS})

    def to_data(self) -> dict[str, Any]:
        """The calendar as plain data, to be stored; `from_data` reads it back."""
        return json.loads(json.dumps(self._data))  # type: ignore[no-any-return]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The calendar that `to_data` wrote."""
        return cls(data["zone"], data["hours"], data["holidays"], data["exceptions"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BusinessCalendar) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def add(self, start: datetime, amount: timedelta, edge: Edge = "closing") -> datetime:
        """The instant at which so much business time has passed since `start` (rule 4)."""
        try:
            since = start - EPOCH
        except TypeError:
            raise ValueError("an instant needs a time zone") from None
        at = self.add_seconds(
            since.days * DAY_SECONDS + since.seconds,
            amount.days * DAY_SECONDS + amount.seconds,
            edge,
        )
        return EPOCH + timedelta(0, at)

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """The last instant from which so much business time passes until `end`.

        It inverts `add` from an open instant; an amount of nothing is `end` itself.
        """
        return EPOCH + timedelta(
            seconds=self.subtract_seconds(to_seconds(end), amount // timedelta(seconds=1))
        )

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Business time in [start, end); nothing where `end` is not after `start` (rule 3)."""
        return timedelta(seconds=self.elapsed_seconds(to_seconds(start), to_seconds(end)))

    def add_days(self, start: datetime, days: int, edge: Edge = "closing") -> datetime:
        """The same wall time on the N-th business date after, brought to an edge (rule 6)."""
        return EPOCH + timedelta(seconds=self.add_days_seconds(to_seconds(start), days, edge))

    def is_open(self, instant: datetime) -> bool:
        """Whether the instant is business time (rule 2)."""
        at = to_seconds(instant)
        table = self._covering(at, at)
        return table.closes[bisect_right(table.opens, at) - 1] > at >= table.opens[0]

    def add_seconds(self, start: int, amount: int, edge: Edge = "closing") -> int:
        """`add` on whole seconds since the epoch."""
        if amount <= 0:
            if amount < 0:
                raise ValueError("an amount of business time is not negative")
            return start if edge == "closing" else self.edge_of(start, edge)
        table = self._table
        if table is None or not table.begin <= start < table.end:
            table = self._covering(start, start)
        reach = _position(table, start) + amount
        find = bisect_left if edge == "closing" else bisect_right
        index = find(table.through, reach)
        while index == len(table.through):
            table = self._further(table)
            reach = _position(table, start) + amount
            index = find(table.through, reach)
        return table.closes[index] - table.through[index] + reach

    def subtract_seconds(self, end: int, amount: int) -> int:
        """`subtract` on whole seconds since the epoch."""
        if amount <= 0:
            if amount < 0:
                raise ValueError("an amount of business time is not negative")
            return end
        table = self._covering(end, end)
        while (reach := _position(table, end) - amount) < 0:
            table = self._earlier(table)
        index = bisect_right(table.through, reach)
        return table.closes[index] - table.through[index] + reach

    def elapsed_seconds(self, start: int, end: int) -> int:
        """`elapsed` on whole seconds since the epoch."""
        if end <= start:
            return 0
        table = self._table
        if table is None or not (table.begin <= start and end < table.end):
            table = self._covering(start, end)
        return _position(table, end) - _position(table, start)

    def edge_of(self, instant: int, edge: Edge) -> int:
        """The first (closing) or last (opening) instant with the same elapsed time as `instant`."""
        table = self._covering(instant, instant)
        if edge == "opening":
            while (index := bisect_right(table.through, _position(table, instant))) == len(
                table.through
            ):
                table = self._further(table)
            return max(instant, table.opens[index])
        while (reach := _position(table, instant)) == 0:
            table = self._earlier(table)
        index = bisect_left(table.through, reach)
        return table.closes[index] - table.through[index] + reach

    def add_days_seconds(self, start: int, days: int, edge: Edge = "closing") -> int:
        """`add_days` on whole seconds since the epoch; no days is the edge of `start` itself.

        Where the budget of rule 6 would be nothing, the count starts at the next opening.
        """
        if days < 0:
            raise ValueError("a number of business days is not negative")
        if days == 0:
            return self.edge_of(start, edge)
        at = self._same_wall(start, days)
        if self.elapsed_seconds(start, at) == 0:
            at = self._same_wall(self.edge_of(start, "opening"), days)
        return self.edge_of(at, edge)

    def days_budget(self, start: int, days: int) -> int:
        """N business days from `start` in counted seconds, never 0 for a positive N (rule 6)."""
        return self.elapsed_seconds(start, self.add_days_seconds(start, days))

    def open_intervals(self, start: int, end: int) -> list[tuple[int, int]]:
        """The open time within [start, end) as ascending pieces."""
        if end <= start:
            return []
        table = self._covering(start, end)
        first = max(bisect_right(table.opens, start) - 1, 0)
        last = bisect_left(table.opens, end)
        pieces = zip(table.opens[first:last], table.closes[first:last], strict=True)
        return [(max(a, start), min(b, end)) for a, b in pieces if b > start]

    def _same_wall(self, start: int, days: int) -> int:
        """The wall time of `start` on the N-th business date after its own, as an instant."""
        table = self._covering(start, start)
        local = start + table.offsets[bisect_right(table.changes, start)]
        if not self._hours.spans(local // DAY_SECONDS):
            start = self.edge_of(start, "opening")
            table = self._covering(start, start)
            local = start + table.offsets[bisect_right(table.changes, start)]
        day, wall = divmod(local, DAY_SECONDS)
        while (index := bisect_right(table.dates, day) + days - 1) >= len(table.dates) - 4:
            table = self._further(table)
        target = table.dates[index] * DAY_SECONDS + wall
        return target - table.offsets[bisect_right(table.wall_changes, target)]

    def _covering(self, start: int, end: int) -> OpenTime:
        """A table that answers for both instants with some time to spare."""
        table = self._table
        if table is not None and table.begin <= start and end < table.end:
            return table
        low, high = _year(start), _year(end)
        if table is not None:
            low, high = min(low, _year(table.begin) + 1), max(high, _year(table.end) - 2)
        return self._grown(low - 1, high + 2)

    def _further(self, table: OpenTime) -> OpenTime:
        first, last = _year(table.begin), _year(table.end)
        final = self._hours.last_opening
        if final is not None and table.end > (final + 3) * DAY_SECONDS:
            raise _out_of_reach()
        return self._grown(first, last + max(2, last - first))

    def _earlier(self, table: OpenTime) -> OpenTime:
        first, last = _year(table.begin), _year(table.end)
        days = self._hours.exceptions
        if not any(self._hours.week) and table.begin < (min(days) - 3) * DAY_SECONDS:
            raise _out_of_reach()
        return self._grown(first - max(2, last - first), last)

    def _grown(self, first: int, last: int) -> OpenTime:
        if last - first > _FURTHEST or first < 2 or last > 9998:
            raise _out_of_reach()
        table = build(self._hours, self._zone_info, first, last)
        if not table.opens:
            return self._further(table) if _opens_after(self._hours, last) else self._earlier(table)
        self._table = table
        return table


def _opens_after(hours: Any, year: int) -> bool:
    final = hours.last_opening
    return final is None or final >= (year - 1970) * 365


def _position(table: OpenTime, at: int) -> int:
    """Open seconds of the table before `at`."""
    index = bisect_right(table.opens, at) - 1
    if index < 0:
        return 0
    closed = table.closes[index]
    return table.through[index] - closed + at if at < closed else table.through[index]


def _year(seconds: int) -> int:
    return (EPOCH + timedelta(seconds=seconds)).year


def _out_of_reach() -> KnownError:
    return KnownError(
        "Out of the calendar's reach",
        "The calendar does not open often enough to count that far.",
        "Give it more opening hours, or a smaller target.",
    )


def _written(spans: Mapping[str, Sequence[tuple[int, int]]]) -> dict[str, list[list[str]]]:
    return {
        day: [[clock(begin), clock(end)] for begin, end in pieces]
        for day, pieces in spans.items()
        if pieces
    }
