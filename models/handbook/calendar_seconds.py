"""The calendar's arithmetic on whole seconds since the epoch (handbook, rules 2 to 6)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Literal

from models.handbook.calendar_table import CalendarTable
from models.handbook.working_hours import DAY_SECONDS

Edge = Literal["closing", "opening"]


class CalendarSeconds(CalendarTable):
    """What a calendar answers, instants being int seconds since the epoch; what the clocks use."""

    def add_seconds(self, start: int, amount: int, edge: Edge = "closing") -> int:
        """The first (closing) or last (opening) instant with `amount` elapsed since `start`.

        Of no amount the closing edge is `start` itself (rule 4).
        """
        table = self._table
        if amount > 0 and table.begin <= start < table.end:  # written out: nearly every call
            index = bisect_right(table.opens, start) - 1
            inside = start < table.closes[index]
            reach = amount + (start + table.shift[index] if inside else table.through[index])
            if reach < table.total:
                find = bisect_left if edge == "closing" else search_of(edge)
                return reach - table.shift[find(table.through, reach)]
        return self._add_at_length(start, amount, edge)

    def subtract_seconds(self, end: int, amount: int) -> int:
        """The last instant from which `amount` elapses until `end`; of no amount, `end` itself."""
        if amount <= 0:
            if amount < 0:
                raise ValueError("an amount of business time is not negative")
            return end
        table = self._covering(end, end)
        while (reach := table.position(end) - amount) < 0:
            table = self._earlier(table, end)
        return reach - table.shift[bisect_right(table.through, reach)]

    def elapsed_seconds(self, start: int, end: int) -> int:
        """Business seconds in [start, end); 0 where `end` is not after `start` (rule 3)."""
        if end <= start:
            return 0
        table = self._table
        if start < table.begin or end >= table.end:
            table = self._covering(start, end)
        return table.position(end) - table.position(start)

    def open_at(self, instant: int) -> bool:
        """Whether the instant is business time (rule 2)."""
        table = self._covering(instant, instant)
        return instant < table.closes[bisect_right(table.opens, instant) - 1]

    def edge_of(self, instant: int, edge: Edge) -> int:
        """The first (closing) or last (opening) instant with the same elapsed time as `instant`."""
        if edge != "closing":
            return self.add_seconds(instant, 0, edge)
        table = self._covering(instant, instant)
        while (reach := table.position(instant)) == 0:
            table = self._earlier(table, instant)
        return reach - table.shift[bisect_left(table.through, reach)]

    def add_days_seconds(self, start: int, days: int, edge: Edge = "closing") -> int:
        """The same wall time on the N-th business date after, brought to an edge (rule 6).

        For every N this is `add_seconds` of `days_budget`. Where that budget would be 0 the count
        starts at the next opening; for N = 0 it is 0.
        """
        return self.add_seconds(start, self.days_budget(start, days), edge)

    def days_budget(self, start: int, days: int) -> int:
        """N business days from `start` in counted seconds, never 0 for a positive N (rule 6)."""
        if days <= 0:
            if days < 0:
                raise ValueError("a number of business days is not negative")
            return 0
        budget = self.elapsed_seconds(start, self._same_wall(start, days))
        if budget == 0:
            first = self.edge_of(start, "opening")
            budget = self.elapsed_seconds(first, self._same_wall(first, days))
        return budget

    def open_intervals(self, start: int, end: int) -> list[tuple[int, int]]:
        """The open time within [start, end) as ascending pieces."""
        if end <= start:
            return []
        table = self._covering(start, end)
        first, last = bisect_right(table.opens, start) - 1, bisect_left(table.opens, end)
        pieces = zip(table.opens[first:last], table.closes[first:last], strict=True)
        return [(max(a, start), min(b, end)) for a, b in pieces if b > start]

    def _add_at_length(self, start: int, amount: int, edge: Edge) -> int:
        search = search_of(edge)
        if amount <= 0:
            if amount < 0:
                raise ValueError("an amount of business time is not negative")
            if edge == "closing":
                return start
        table = self._covering(start, start)
        while (index := search(table.through, reach := table.position(start) + amount)) == len(
            table.through
        ):
            table = self._further(table, start)
        return reach - table.shift[index]

    def _same_wall(self, start: int, days: int) -> int:
        """The wall time of `start` on the N-th business date after its own, as an instant."""
        table = self._covering(start, start)
        day, wall = divmod(table.local(start), DAY_SECONDS)
        place = bisect_right(table.dates, day)
        if table.dates[place - 1] != day:
            return self._same_wall(self.edge_of(start, "opening"), days)
        while (index := place + days - 1) >= len(table.dates):
            table = self._further(table, start)
            place = bisect_right(table.dates, day)
        return table.instant(table.dates[index] * DAY_SECONDS + wall)


def search_of(edge: Edge) -> Callable[[list[int], int], int]:
    """The bisection that finds this edge; any other word than the two is refused."""
    if edge == "closing":
        return bisect_left
    if edge == "opening":
        return bisect_right
    raise ValueError(f"an edge is closing or opening, not {edge!r}")
