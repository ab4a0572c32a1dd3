"""Days on which somebody works other hours than in their week: once, from a day to a day, or again
and again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final, Literal

from models.handbook.working_hours import DAYS

Span = tuple[str, str]
Repeats = Literal["once", "daily", "weekly", "monthly"]
_FORESEEN: Final = timedelta(days=800)
"""So far it is looked whether two of them fall on one day."""


@dataclass(frozen=True, slots=True)
class DifferentDays:
    """The hours of some days, none where they are off; dates are written as 2026-05-16.

    `weekly`: on `weekdays` of each `interval`-th week from that of `begins_on`. `monthly`: on the
    `nth` of these weekdays in a month, the last where it is -1. `once` is `begins_on` alone.
    """

    spans: tuple[Span, ...]
    begins_on: str
    ends_on: str | None = None
    repeats: Repeats = "once"
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    nth: int = 0

    @property
    def dated(self) -> bool:
        """Whether these are days of the calendar, which come before what repeats."""
        return self.repeats in ("once", "daily")

    @property
    def rank(self) -> int:
        """Which come before which: a day before a span of days, and that before what repeats."""
        return {"once": 2, "daily": 1}.get(self.repeats, 0)

    def to_json(self) -> dict[str, Any]:
        """As it is stored: what it does not say is left out."""
        kept = {name: value for name, value in asdict(self).items() if value}
        return {**kept, "spans": [list(span) for span in self.spans]}


def days_from(written: Iterable[Mapping[str, Any]] | None) -> tuple[DifferentDays, ...]:
    """A person's stored days as values."""
    return tuple(
        DifferentDays(**{
            **row, "spans": tuple((begin, end) for begin, end in row["spans"]),
            "weekdays": tuple(row.get("weekdays", ())),
        })
        for row in written or ()
    )  # fmt: skip


def dates_of(days: DifferentDays, first: date, last: date) -> Iterator[date]:
    """The dates from `first` to `last` that these are, ascending."""
    begins_on = date.fromisoformat(days.begins_on)
    ends_on = date.fromisoformat(days.ends_on) if days.ends_on else last
    ends_on = begins_on if days.repeats == "once" else ends_on
    begin = max(begins_on, first)
    for number in range((min(ends_on, last) - begin).days + 1):
        on = begin + timedelta(days=number)
        if days.dated or _falls_on(days, on, begins_on):
            yield on


def _falls_on(days: DifferentDays, on: date, begins_on: date) -> bool:
    if DAYS[on.weekday()] not in days.weekdays:
        return False
    if days.repeats == "monthly":
        last = days.nth < 0 and (on + timedelta(days=7)).month != on.month
        return last or (on.day + 6) // 7 == days.nth
    weeks = (on - begins_on).days + begins_on.weekday()
    return weeks // 7 % days.interval == 0


def next_on(days: DifferentDays, today: date) -> date | None:
    """The first of them from today on; None where they are over, or never come."""
    last = max(today, date.fromisoformat(days.begins_on)) + _FORESEEN
    return next(dates_of(days, today, last), None)


def deciding(days: Sequence[DifferentDays], first: date, last: date) -> dict[date, DifferentDays]:
    """Which of them decides on each date from `first` to `last` that differs: by rank."""
    return {
        day: one
        for one in sorted(days, key=lambda one: one.rank)
        for day in dates_of(one, first, last)
    }


def exceptions_in(
    days: Sequence[DifferentDays], first: date, last: date
) -> dict[date, tuple[Span, ...]]:
    """The hours of each date from `first` to `last` that differs."""
    return {day: one.spans for day, one in deciding(days, first, last).items()}


def next_decided(days: Sequence[DifferentDays], one: DifferentDays, today: date) -> date | None:
    """The first date from today on on which it is this one that decides; None where none is."""
    last = max(today, date.fromisoformat(one.begins_on)) + _FORESEEN
    return min((on for on, by in deciding(days, today, last).items() if by == one), default=None)


def at_once(
    days: Sequence[DifferentDays], today: date
) -> tuple[DifferentDays, DifferentDays, date] | None:
    """Two of them that say different things of one date, which none that comes before them says."""
    last = today + _FORESEEN
    when = {one: set(dates_of(one, today, last)) for one in days}
    for one, other in combinations(days, 2):
        if one.rank != other.rank or one.spans == other.spans:
            continue
        settled = (on for before, on in when.items() if before.rank > one.rank)
        both = (when[one] & when[other]).difference(*settled)
        if both:
            return one, other, min(both)
    return None
