"""Attainment week by week of a period, and period by period of it and the seven before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook.periods import Period, before, midnight, weeks_of
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.queries.attainment import DECIDED, outcomes
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


Counts = dict[str, tuple[int, int]]
"""(met, decided) under the SLA by commitment."""


def trends(session: Session, period: Period, place: ZoneInfo, as_of: datetime) -> Trends:
    """Both from one look at the clocks: what is decided in a week is decided in its period."""
    spans = [period]
    while len(spans) < SPANS:
        spans.insert(0, before(spans[0]))
    weeks = weeks_of(period)
    begins = [*(span.starts_on for span in spans[:-1]), *weeks]
    edges, end = [midnight(day, place) for day in begins], period.end(place)
    decided = _decided(session, edges, end, as_of)
    opened = _opened(session, edges, end, as_of)
    last = len(spans) - 1
    parts = [*([place] for place in range(last)), range(last, len(edges))]
    told = [
        _span(span, [decided[part] for part in own], sum(opened[part] for part in own),
              span == period and as_of < end)
        for span, own in zip(spans, parts, strict=True)
    ]  # fmt: skip
    while len(told) > 1 and told[0].empty:
        told.pop(0)
    ends = [*(day - timedelta(days=1) for day in weeks[1:]), period.ends_on]
    by_week = [
        Week(first, until, *counts.get(RESOLUTION, (0, 0)))
        for first, until, counts in zip(weeks, ends, decided[last:], strict=True)
    ]
    return Trends(tuple(by_week), tuple(told))


def _span(period: Period, parts: Sequence[Counts], opened: int, so_far: bool) -> Span:
    def of(commitment: str) -> tuple[int, int]:
        found = [counts.get(commitment, (0, 0)) for counts in parts]
        return sum(met for met, _ in found), sum(decided for _, decided in found)

    breached = sum(all_of - met for counts in parts for met, all_of in counts.values())
    return Span(
        period.name, period.starts_on, period.ends_on, *of(RESOLUTION), *of(FIRST_RESPONSE),
        breached, opened, so_far,
    )  # fmt: skip


def _decided(
    session: Session, edges: Sequence[datetime], end: datetime, as_of: datetime
) -> list[Counts]:
    found = outcomes(edges[0], end, as_of, DECIDED)
    part = _part(found.at, edges)
    rows = session.execute(
        select(part, Clock.commitment, func.count(), func.count().filter(Clock.verdict == "met"))
        .where(found.belong, Clock.objective == "SLA")
        .group_by(part, Clock.commitment)
    )
    counts: list[Counts] = [{} for _ in edges]
    for number, commitment, decided, met in rows:
        counts[number][commitment] = met, decided
    return counts


def _opened(
    session: Session, edges: Sequence[datetime], end: datetime, as_of: datetime
) -> list[int]:
    part = _part(Case.opened_at, edges)
    wanted = opened_in(edges[0], end, as_of)
    rows = session.execute(select(part, func.count()).where(*wanted).group_by(part))
    counts = [0] * len(edges)
    for number, opened in rows:
        counts[number] = opened
    return counts


def _part(at: Any, edges: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the stretch between two edges that an instant lies in."""
    ended = [(at < first, number) for number, first in enumerate(edges[1:])]
    return case(*ended, else_=len(ended)) if ended else literal(0)
