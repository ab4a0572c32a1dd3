"""How far a calendar is laid out: its table of open time, over more years as they are asked for."""

from datetime import date

import numpy as np

from models.errors import KnownError
from models.handbook.open_time import OpenArrays, OpenTime, build
from models.handbook.working_hours import DAY_SECONDS, UNIX_ORDINAL, WorkingHours, iso
from models.handbook.zones import zone as load_zone

_FIRST, _LAST = 2, 9998
REACH = 400
"""Years one table may span: beyond, an answer is refused instead of searched for."""

_NONE = np.zeros(0, dtype=np.int64)
_NOTHING_YET = OpenTime(0, 0, 0, [], [], [], [], [], [], [], [], OpenArrays(*[_NONE] * 7))


class CalendarTable:
    """Hours in a zone, and the table of their open time so far.

    A table is never changed, only replaced as a whole, so threads may share a calendar.
    """

    def __init__(self, zone: str, hours: WorkingHours) -> None:
        self.zone = zone
        self._zone_info = load_zone(zone)
        self._hours = hours
        self._table = _NOTHING_YET

    def week(self) -> tuple[int, int]:
        """An ordinary week's open days and open seconds, holidays and exceptions aside."""
        days = [sum(end - begin for begin, end in spans) for spans in self._hours.week if spans]
        return len(days), sum(days)

    def last_holiday(self) -> date | None:
        """The last date of its list of holidays, or None where it lists none."""
        return (
            date.fromordinal(max(self._hours.holidays) + UNIX_ORDINAL)
            if self._hours.holidays
            else None
        )

    def _covering(self, start: int, end: int) -> OpenTime:
        """A table that answers for both instants."""
        table = self._table
        if table.begin <= start and end < table.end:
            return table
        low, high = _year(start), _year(end)
        first, last = max(low - 1, _FIRST), min(high + 2, _LAST)
        if low < first or high >= last or last - first > REACH:
            raise too_far()
        if table is not _NOTHING_YET:
            joined = min(first, _year(table.begin)), max(last, _year(table.end))
            if joined[1] - joined[0] <= REACH:
                first, last = joined
        return self._laid_out(first, last)

    def _further(self, table: OpenTime, start: int) -> OpenTime:
        """A table from `start` or before it that ends later than this one."""
        opening = self._hours.opening_dates()
        if opening and table.end > (opening[1] + 2) * DAY_SECONDS:
            raise _ended(f"It does not open after {iso(opening[1])}.")
        first, last = _year(table.begin), _year(table.end)
        later = min(2 * last - first, _year(start) + REACH, _LAST)
        if later <= last:
            raise too_far()
        return self._laid_out(max(first, later - REACH), later)

    def _earlier(self, table: OpenTime, end: int) -> OpenTime:
        """A table to after `end` that begins earlier than this one."""
        opening = self._hours.opening_dates()
        if opening and table.begin < (opening[0] - 2) * DAY_SECONDS:
            raise _ended(f"It does not open before {iso(opening[0])}.")
        first, last = _year(table.begin), _year(table.end)
        sooner = max(2 * first - last, _year(end) + 1 - REACH, _FIRST)
        if sooner >= first:
            raise too_far()
        return self._laid_out(sooner, min(last, sooner + REACH))

    def _laid_out(self, first: int, last: int) -> OpenTime:
        table = build(self._hours, self._zone_info, first, last)
        self._table = table
        return table


def _year(seconds: int) -> int:
    try:
        return date.fromordinal(UNIX_ORDINAL + seconds // DAY_SECONDS).year
    except (ValueError, OverflowError):
        raise too_far() from None


def too_far() -> KnownError:
    return _ended(f"It is laid out over at most {REACH} years at a time.")


def _ended(sentence: str) -> KnownError:
    return KnownError(
        "The calendar does not reach that far",
        sentence,
        "Give it more opening hours, or ask for less time.",
    )
