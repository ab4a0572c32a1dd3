"""Attainment week by week of a period, and period by period of it and the seven before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.handbook.periods import Period, before, midnight, weeks_of
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.verdict_counts import Counts, Course, part_of
from models.queries.volume import opened_in

SPANS: Final = 8
"""How many periods a review looks over, its own the last."""


@dataclass(frozen=True)
class Week:
    """One week's resolution attainment under the SLA; the last week ends with the period."""

    starts_on: date
    ends_on: date
    met: int
    decided: int


@dataclass(frozen=True)
class Span:
    """A period among its like: resolutions and first responses under the SLA, `met` and `answered`
    of those decided, SLA clocks `breached`, cases `opened`. `so_far`: it was not over.
    """

    name: str
    starts_on: date
    ends_on: date
    met: int
    decided: int
    answered: int
    answers: int
    breached: int
    opened: int
    so_far: bool

    @property
    def empty(self) -> bool:
        """Whether nothing happened in it."""
        return not (self.decided or self.answers or self.breached or self.opened)


@dataclass(frozen=True)
class Trends:
    """The weeks of a period, and it and those before it, from the first that holds anything."""

    weeks: tuple[Week, ...]
    spans: tuple[Span, ...]


def spans_to(period: Period) -> list[Period]:
    """The periods a review looks over, in order."""
    spans = [period]
    while len(spans) < SPANS:
        spans.insert(0, before(spans[0]))
    return spans


def edges_of(period: Period, place: ZoneInfo) -> list[datetime]:
    """Where the periods, and the weeks of the last, begin: verdicts are counted between these."""
    days = [*(span.starts_on for span in spans_to(period)), *weeks_of(period)]
    return [midnight(day, place) for day in days]


def trends(
    session: Session, period: Period, place: ZoneInfo, as_of: datetime, course: Course
) -> Trends:
    """Both from the same counts: what is decided in a week is decided in its period."""
    spans = spans_to(period)
    begins = [span.begin(place) for span in spans]
    opened = _opened(session, begins, period.end(place), as_of)
    told = [_span(span, place, course, opened[number], as_of) for number, span in enumerate(spans)]
    while len(told) > 1 and told[0].empty:
        told.pop(0)
    return Trends(tuple(_weeks(period, place, course)), tuple(told))


def _weeks(period: Period, place: ZoneInfo, course: Course) -> Iterator[Week]:
    starts = weeks_of(period)
    begins = [midnight(day, place) for day in starts] + [period.end(place)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), period.ends_on]
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        counts = course.between(begins[number], begins[number + 1])
        yield Week(first, last, *_of(counts, RESOLUTION))


def _span(period: Period, place: ZoneInfo, course: Course, opened: int, as_of: datetime) -> Span:
    end = period.end(place)
    counts = course.between(period.begin(place), end)
    breached = sum(broken for one, (_, broken) in counts.items() if one.objective == "SLA")
    return Span(
        period.name, period.starts_on, period.ends_on, *_of(counts, RESOLUTION),
        *_of(counts, FIRST_RESPONSE), breached, opened, as_of < end,
    )  # fmt: skip


def _of(counts: Counts, commitment: str) -> tuple[int, int]:
    """(met, decided) of a commitment under the SLA."""
    some = [
        pair
        for place, pair in counts.items()
        if (place.commitment, place.objective) == (commitment, "SLA")
    ]
    return sum(met for met, _ in some), sum(map(sum, some))


def _opened(
    session: Session, begins: Sequence[datetime], end: datetime, as_of: datetime
) -> list[int]:
    part = part_of(Case.opened_at, begins)
    wanted = opened_in(begins[0], end, as_of)
    rows = session.execute(select(part, func.count()).where(*wanted).group_by(part))
    counts = [0] * len(begins)
    for number, opened in rows:
        counts[number] = opened
    return counts
