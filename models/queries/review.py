"""A quarter's review: the rows that the Reviews page and the PDF both show (rules 26 to 31)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, DeskValue, PolicyVersion
from models.handbook.attainment import AttainmentRow
from models.handbook.periods import Period, before, midnight, weeks_of
from models.handbook.policy import RESOLUTION
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import attainment, outcomes
from models.queries.breaches import Breach, GroupBreaches, breaches, by_group, worst_cases
from models.queries.data_quality import DataQuality, data_quality
from models.queries.reopening import ReopenRate, reopen_rate


@dataclass(frozen=True)
class Week:
    """One week's resolution attainment under the SLA; the last week ends with the period."""

    starts_on: date
    ends_on: date
    met: int
    decided: int


@dataclass(frozen=True)
class Volume:
    """Cases opened in the period, by priority; those resolved; those open at its end."""

    opened: tuple[tuple[str, int], ...]
    resolved: int
    open_at_end: int

    @property
    def total(self) -> int:
        """All cases opened in the period."""
        return sum(count for _, count in self.opened)


@dataclass(frozen=True)
class UsedPolicy:
    """A version of the handbook that clocks of the period were judged by."""

    number: int
    name: str
    effective_at: datetime


@dataclass(frozen=True)
class QuarterlyReview:
    """Everything a review says. It names groups, never persons (rule 31)."""

    desk: str
    period: Period
    previous_period: Period
    zone: str
    as_of: datetime
    attainment: tuple[AttainmentRow, ...]
    previous: tuple[AttainmentRow, ...]
    trend: tuple[Week, ...]
    pareto: tuple[GroupBreaches, ...]
    worst: tuple[Breach, ...]
    quality: DataQuality
    reopening: ReopenRate
    previous_reopening: ReopenRate
    volume: Volume
    previous_volume: Volume
    policies: tuple[UsedPolicy, ...]

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of the rows as canonical JSON: the same figures give the same hash."""
        written = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), default=_plain)
        return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def quarterly_review(session: Session, period: Period, as_of: datetime) -> QuarterlyReview:
    """The review of a period (a quarter, or any other) as the desk knows it at `as_of`."""
    name = load_policies(session).newest.team.zone
    place = zone(name)
    begin, end = period.begin(place), period.end(place)
    last = before(period)
    last_begin = last.begin(place)
    found = breaches(session, begin, end, as_of)
    return QuarterlyReview(
        desk=_desk_title(session),
        period=period,
        previous_period=last,
        zone=name,
        as_of=as_of,
        attainment=tuple(attainment(session, begin, end, as_of)),
        previous=tuple(attainment(session, last_begin, begin, as_of)),
        trend=tuple(_trend(session, period, place, as_of)),
        pareto=tuple(by_group(found)),
        worst=tuple(worst_cases(found)),
        quality=data_quality(session, begin, end, as_of),
        reopening=reopen_rate(session, begin, end, as_of),
        previous_reopening=reopen_rate(session, last_begin, begin, as_of),
        volume=_volume(session, begin, end, as_of),
        previous_volume=_volume(session, last_begin, begin, as_of),
        policies=tuple(_policies(session, begin, end, as_of)),
    )


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no figure")


def _desk_title(session: Session) -> str:
    return session.scalar(select(DeskValue.value).where(DeskValue.name == "title")) or ""


def _trend(session: Session, period: Period, place: ZoneInfo, as_of: datetime) -> list[Week]:
    starts = weeks_of(period)
    begins = [midnight(day, place) for day in starts]
    found = outcomes(begins[0], period.end(place), as_of)
    rows = session.execute(
        select(found.c.at, found.c.outcome).where(
            found.c.commitment == RESOLUTION,
            found.c.objective == "SLA",
            found.c.outcome.in_(("met", "breached")),
        )
    )
    met, decided = [0] * len(starts), [0] * len(starts)
    for at, outcome in rows:
        week = max(i for i, first in enumerate(begins) if first <= at)
        decided[week] += 1
        met[week] += outcome == "met"
    ends = [*(day - timedelta(days=1) for day in starts[1:]), period.ends_on]
    return [Week(*row) for row in zip(starts, ends, met, decided, strict=True)]


def _volume(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Volume:
    until = min(end, as_of + timedelta(seconds=1))
    opened = session.execute(
        select(Case.priority, func.count())
        .where(Case.opened_at >= begin, Case.opened_at < until)
        .group_by(Case.priority)
        .order_by(Case.priority)
    )
    left = or_(Case.resolved_at.is_(None), Case.resolved_at >= until)
    return Volume(
        tuple((priority, count) for priority, count in opened),
        _count(session, Case.resolved_at >= begin, Case.resolved_at < until),
        _count(session, Case.opened_at < until, left),
    )


def _count(session: Session, *conditions: object) -> int:
    return session.scalar(select(func.count()).select_from(Case).where(*conditions)) or 0  # type: ignore[arg-type]


def _policies(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> Sequence[UsedPolicy]:
    found = outcomes(begin, end, as_of)
    used = select(Case.policy_number).join(found, found.c.case_id == Case.id).distinct()
    rows = session.execute(
        select(PolicyVersion.number, PolicyVersion.name, PolicyVersion.effective_at)
        .where(PolicyVersion.number.in_(used))
        .order_by(PolicyVersion.number)
    )
    return [UsedPolicy(*row) for row in rows]
