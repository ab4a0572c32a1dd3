"""A quarter's review: the rows that the Reviews page and the PDF both show (rules 26 to 31)."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256

from sqlalchemy.orm import Session

from models.handbook.attainment import AttainmentRow
from models.handbook.periods import Period, before
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attained import attained
from models.queries.breach_figures import breach_figures
from models.queries.breaches import Breach, GroupBreaches
from models.queries.data_quality import DataQuality, data_quality
from models.queries.desk import desk_title
from models.queries.error_budgets import BudgetLine, budget_lines, error_budgets, lately_from
from models.queries.factors import Systemic, systemic_factors
from models.queries.hours import NO_HOURS, Hours, opened_hours
from models.queries.known_at import known_at
from models.queries.leakage import NONE_LEAKED, Leakage, leakage
from models.queries.offenders import Offenders, offenders
from models.queries.quarter_credits import Credits, credits_of
from models.queries.reopening import ReopenRate, reopen_rate
from models.queries.review_actions import NO_ACTIONS, ReviewActions, review_actions
from models.queries.satisfaction import NONE_SCORED, Satisfaction, satisfaction
from models.queries.trends import Span, Week, edges_of, trends
from models.queries.used_policies import UsedPolicy, used_policies
from models.queries.verdict_counts import verdict_counts
from models.queries.volume import Volume, volume


@dataclass(frozen=True)
class QuarterlyReview:
    """Everything a review says. It names groups and customers, never persons (rule 31).

    `as_of` is the instant its figures are known at; `ended`: whether the period was over by then.
    Only then is it compared: what is `previous` is empty or None while it runs. `spans` are it and
    the seven periods before it; `credits` are None for whoever is not to see them (rule 30).
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
    previous_reopening: ReopenRate | None
    volume: Volume
    previous_volume: Volume | None
    policies: tuple[UsedPolicy, ...]
    satisfaction: Satisfaction = NONE_SCORED
    leakage: Leakage = NONE_LEAKED
    budgets: tuple[BudgetLine, ...] = ()
    spans: tuple[Span, ...] = ()
    hours: Hours = NO_HOURS
    offenders: tuple[Offenders, ...] = ()
    credits: Credits | None = None
    actions: ReviewActions = NO_ACTIONS
    systemic: tuple[Systemic, ...] = ()

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of the rows as canonical JSON: the same figures give the same hash."""
        written = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), default=_plain)
        return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def quarterly_review(
    session: Session, period: Period, now: datetime, me: int | None = None
) -> QuarterlyReview:
    """The review of a period (a quarter, or any other) by what the desk knows, for `me`.

    A `KnownError` where the period has not begun at `now`.
    """
    name = load_policies(session).newest.team.zone
    place = zone(name)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    ended = as_of >= end
    last = before(period)
    last_begin = last.begin(place)
    edges = [*edges_of(period, place), lately_from(begin, end, as_of)]
    course = verdict_counts(session, edges, end, as_of)
    trend = trends(session, period, place, as_of, course)
    stretches = [(begin, end), *([(last_begin, begin)] if ended else [])]
    rows = [*attained(session, stretches, as_of, course), ()]
    broken = breach_figures(session, begin, end, place, as_of)
    budgets = error_budgets(session, period, now, course)
    return QuarterlyReview(
        desk=desk_title(session),
        period=period,
        previous_period=last,
        zone=name,
        as_of=as_of,
        ended=ended,
        attainment=rows[0],
        previous=rows[1],
        trend=trend.weeks,
        breached_cases=broken.cases,
        pareto=broken.groups,
        worst=broken.worst,
        quality=data_quality(session, begin, end, as_of),
        reopening=reopen_rate(session, begin, end, as_of),
        previous_reopening=reopen_rate(session, last_begin, begin, as_of) if ended else None,
        volume=volume(session, begin, end, as_of),
        previous_volume=volume(session, last_begin, begin, as_of) if ended else None,
        policies=tuple(used_policies(session, begin, end, as_of)),
        satisfaction=satisfaction(session, begin, end, as_of),
        leakage=leakage(session, begin, end, as_of),
        budgets=tuple(budget_lines(budgets)),
        spans=trend.spans,
        hours=Hours(opened_hours(session, begin, end, place, as_of), broken.hours),
        offenders=offenders(
            session, broken.whose, begin, end, as_of, last_begin if ended else None
        ),
        credits=credits_of(session, me, period, now),
        actions=review_actions(session, last, as_of),
        systemic=tuple(_systemic(session, period, now)),
    )


def _systemic(session: Session, period: Period, now: datetime) -> list[Systemic]:
    """What recurs is told of quarters (rule 28)."""
    return systemic_factors(session, period, now) if "Q" in period.name else []


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no figure")
