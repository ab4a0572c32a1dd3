"""When in the week cases come, and when SLA clocks breach: by weekday and hour of the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, case, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.instants import to_seconds
from models.handbook.open_time import transitions
from models.queries.volume import opened_in

HOURS: Final = 7 * 24
"""Hours of a week; the first begins on Monday at midnight."""
_EPOCH: Final = 3 * 24 * 3600
"""From Monday to the first second of all, a Thursday."""


@dataclass(frozen=True)
class Hours:
    """Cases opened and SLA clocks breached in a period, by the hour of the week.

    A clock counts at the instant it crossed its due time.
    """

    opened: tuple[int, ...]
    breached: tuple[int, ...]


NO_HOURS: Final = Hours((0,) * HOURS, (0,) * HOURS)


def opened_hours(
    session: Session, begin: datetime, end: datetime, place: ZoneInfo, as_of: datetime
) -> tuple[int, ...]:
    """How many cases of [begin, end) were opened in each hour of the week."""
    hour = hour_of_week(Case.opened_at, begin, end, place)
    opened = select(hour, func.count()).where(*opened_in(begin, end, as_of)).group_by(hour)
    counts = [0] * HOURS
    for number, count in session.execute(opened):
        counts[number] = count
    return tuple(counts)


def hour_of_week(at: Any, begin: datetime, end: datetime, place: ZoneInfo) -> ColumnElement[int]:
    """The hour of the week of an instant of [begin, end) by the clocks of a zone, 0 to 167.

    Both databases work it out from whole seconds: how far the zone's clocks are ahead of UTC is
    written into the statement, with the instants at which that changes.
    """
    seconds = type_coerce(at, BigInteger)
    changes, offsets = transitions(place, to_seconds(begin), to_seconds(end))
    ahead: ColumnElement[int] = literal(offsets[-1])
    if changes:
        ahead = case(
            *((seconds < change, offset) for change, offset in zip(changes, offsets, strict=False)),
            else_=offsets[-1],
        )
    return (seconds + ahead + _EPOCH) // 3600 % HOURS


def by_day(counts: Sequence[int]) -> list[Sequence[int]]:
    """The hours of each weekday."""
    return [counts[first : first + 24] for first in range(0, HOURS, 24)]
