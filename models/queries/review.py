"""A quarter's review: the rows that the Reviews page and the PDF both show (rules 26 to 31)."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import Session

from models.entities import Clock, Event
from models.errors import KnownError
from models.handbook.attainment import AttainmentRow
from models.handbook.periods import Period, before, midnight, weeks_of
from models.handbook.policy import RESOLUTION
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import DECIDED, attainment, outcomes
from models.queries.breaches import Breach, GroupBreaches, breaches, by_group, worst_cases
from models.queries.data_quality import DataQuality, data_quality
from models.queries.desk import desk_title
from models.queries.leakage import NONE_LEAKED, Leakage, leakage
from models.queries.reopening import ReopenRate, reopen_rate
from models.queries.satisfaction import NONE_SCORED, Satisfaction, satisfaction
from models.queries.used_policies import UsedPolicy, used_policies
from models.queries.volume import Volume, volume


@dataclass(frozen=True)
class Week:
    """One week's resolution attainment under the SLA; the last week ends with the period."""

    starts_on: date
    ends_on: date
    met: int
    decided: int


@dataclass(frozen=True)
class QuarterlyReview:
    """Everything a review says. It names groups, never persons (rule 31).

    `as_of` is the instant its figures are known at; `ended`: whether the period was over by then.
    """

    desk: str
    period: Period
    previous_period: Period
    zone: str
    as_of: datetime
    ended: bool
    attainment: tuple[AttainmentRow, ...]
    previous: tuple[AttainmentRow, ...]
    trend: tuple[Week, ...]
    breached_cases: int
    pareto: tuple[GroupBreaches, ...]
    worst: tuple[Breach, ...]
    quality: DataQuality
    reopening: ReopenRate
    previous_reopening: ReopenRate
    volume: Volume
    previous_volume: Volume
    policies: tuple[UsedPolicy, ...]
    satisfaction: Satisfaction = NONE_SCORED
    leakage: Leakage = NONE_LEAKED

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of the rows as canonical JSON: the same figures give the same hash."""
        written = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), default=_plain)
        return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def quarterly_review(session: Session, period: Period, now: datetime) -> QuarterlyReview:
    """The review of a period (a quarter, or any other) by what the desk knows.

    A `KnownError` where the period has not begun at `now`.
    """
    name = load_policies(session).newest.team.zone
    place = zone(name)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    last = before(period)
    last_begin = last.begin(place)
    found = breaches(session, begin, end, as_of)
    return QuarterlyReview(
        desk=desk_title(session),
        period=period,
        previous_period=last,
        zone=name,
        as_of=as_of,
        ended=as_of >= end,
        attainment=tuple(attainment(session, begin, end, as_of)),
        previous=tuple(attainment(session, last_begin, begin, as_of)),
        trend=tuple(_trend(session, period, place, as_of)),
        breached_cases=len({breach.case_id for breach in found}),
        pareto=tuple(by_group(found)),
        worst=tuple(worst_cases(found)),
        quality=data_quality(session, begin, end, as_of),
        reopening=reopen_rate(session, begin, end, as_of),
        previous_reopening=reopen_rate(session, last_begin, begin, as_of),
        volume=volume(session, begin, end, as_of),
        previous_volume=volume(session, last_begin, begin, as_of),
        policies=tuple(used_policies(session, begin, end, as_of)),
        satisfaction=satisfaction(session, begin, end, as_of),
        leakage=leakage(session, begin, end, as_of),
    )


def known_at(session: Session, begin: datetime, end: datetime, now: datetime) -> datetime:
    """The instant a review of [begin, end) is as of, which it prints (rule 26).

    While the period runs, `now`. Afterwards the last entry of the log, but not before the period's
    end: so the same log gives the same review whenever it is asked for, and what was recorded late
    is in it. A `KnownError` where the period has not begun.
    """
    if now < begin:
        raise KnownError(
            "Not yet", "This period has not begun.", "Choose one that has, or an earlier one."
        )
    if now < end:
        return now
    last: datetime | None = session.scalar(select(func.max(Event.recorded_at)))
    return min(now, end if last is None else max(end, last))


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no figure")


def _trend(session: Session, period: Period, place: ZoneInfo, as_of: datetime) -> list[Week]:
    starts = weeks_of(period)
    begins = [midnight(day, place) for day in starts]
    found = outcomes(begins[0], period.end(place), as_of, DECIDED)
    ended = [(found.at < first, i) for i, first in enumerate(begins[1:])]
    week = case(*ended, else_=len(ended)) if ended else literal(0)
    rows = session.execute(
        select(week, func.count(), func.count().filter(Clock.verdict == "met"))
        .where(found.belong, Clock.commitment == RESOLUTION, Clock.objective == "SLA")
        .group_by(week)
    )
    counts = {number: (met, decided) for number, decided, met in rows}
    ends = [*(day - timedelta(days=1) for day in starts[1:]), period.ends_on]
    return [
        Week(first, last, *counts.get(number, (0, 0)))
        for number, (first, last) in enumerate(zip(starts, ends, strict=True))
    ]
