"""When each priority is due for one start, with the days, holidays and clock changes between."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.periods import midnight
from models.handbook.policy import PRIORITIES, Amount, Policy
from models.handbook.policy_words import amount_words
from models.handbook.zones import zone
from models.text import Text, text

_DAY: Final = 86_400
_LONGEST: Final = 400
"""Days drawn at most: a longer promise is told in words."""

Span = tuple[int, int]


@dataclass(frozen=True)
class DueRow:
    """One priority: what is promised, when that is due, and the time that counts until then.

    `promised` is empty and `due_at` None where nothing is; `slo_due_at` where there is an SLO too.
    """

    priority: str
    promised: str = ""
    due_at: int | None = None
    slo_due_at: int | None = None
    counted: tuple[Span, ...] = ()


@dataclass(frozen=True)
class DayMark:
    """A day of the zone shown: where it begins, and what is to be said of it."""

    begins_at: int
    day: date
    open: bool
    note: str = ""
    shift: Text | None = None


@dataclass(frozen=True)
class DueTimes:
    """Everything from `begin` to `end`, whole days of the zone shown."""

    start: int
    begin: int
    end: int
    rows: tuple[DueRow, ...]
    days: tuple[DayMark, ...]


def due_times(
    policy: Policy, commitment: str, start: int, shown: ZoneInfo, names: Mapping[date, str]
) -> DueTimes:
    """For a case received at `start` (seconds since the epoch); `names` are those of holidays.

    A `KnownError` where a calendar does not reach that far.
    """
    rows = tuple(_row(policy, priority, commitment, start) for priority in PRIORITIES)
    last = max([start, *(row.due_at for row in rows if row.due_at is not None)])
    first_day = from_seconds(start).astimezone(shown).date()
    last_day = from_seconds(last).astimezone(shown).date()
    count = min(max((last_day - first_day).days + 1, 2), _LONGEST)
    days = tuple(_days(policy.team, first_day, count, shown, names))
    end = to_seconds(midnight(first_day + timedelta(days=count), shown))
    return DueTimes(start, days[0].begins_at, end, rows, days)


def _row(policy: Policy, priority: str, commitment: str, start: int) -> DueRow:
    target = policy.target(priority, commitment)
    amount = None if target is None else target.sla or target.slo
    if target is None or amount is None:
        return DueRow(priority)
    calendar = policy.calendars[target.calendar]

    def due(promise: Amount) -> int:
        return calendar.add_seconds(start, promise.budget(start, calendar), policy.edge)

    at = due(amount)
    both = target.sla is not None and target.slo is not None
    slo = due(target.slo) if both and target.slo is not None else None
    counted = tuple(calendar.open_intervals(start, at))
    return DueRow(priority, amount_words(amount, calendar), at, slo, counted)


def _days(
    team: BusinessCalendar, first: date, count: int, shown: ZoneInfo, names: Mapping[date, str]
) -> Iterator[DayMark]:
    own = zone(team.zone)
    special = team.to_data()
    for offset in range(count):
        day = first + timedelta(days=offset)
        begin, end = (to_seconds(midnight(one, shown)) for one in (day, day + timedelta(days=1)))
        of_team = (to_seconds(midnight(one, own)) for one in (day, day + timedelta(days=1)))
        is_open = team.elapsed_seconds(*of_team) > 0
        note = names.get(day, "") if not is_open or day.isoformat() in special["exceptions"] else ""
        if not note and day.isoformat() in special["holidays"] and not is_open:
            note = str(text("Holiday"))
        yield DayMark(begin, day, is_open, note, _shift(end - begin))


def _shift(length: int) -> Text | None:
    """What a change of the clocks makes of a day."""
    if length == _DAY:
        return None
    minutes = abs(length - _DAY) // 60
    if length < _DAY:
        return text("Clocks go forward by {minutes} min", minutes=minutes)
    return text("Clocks go back by {minutes} min", minutes=minutes)
