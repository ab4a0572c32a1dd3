"""Attainment over a period: which clocks were decided in it, and how (handbook, rule 26)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Clock
from models.handbook.attainment import AttainmentRow, in_order, share_of

OUTCOMES: Final = ("met", "breached", "running", "excluded")
DECIDED: Final = ("met", "breached")
KEY: Final = ("case_id", "commitment", "cycle", "objective")
"""What tells a clock from every other."""

_SECOND = timedelta(seconds=1)


def attainment(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[AttainmentRow]:
    """The clocks of [begin, end) by priority, commitment and objective, as known at `as_of`."""
    found = outcomes(begin, end, as_of)
    columns = found.c.priority, found.c.commitment, found.c.objective
    counts = [func.count().filter(found.c.outcome == outcome) for outcome in OUTCOMES]
    rows = session.execute(select(*columns, *counts).group_by(*columns))
    return in_order(
        [
            AttainmentRow(priority, commitment, objective, met, breached, running, excluded,
                          share_of(met, breached))
            for priority, commitment, objective, met, breached, running, excluded in rows
        ]
    )  # fmt: skip


def outcomes(
    begin: datetime, end: datetime, as_of: datetime, wanted: Sequence[str] = OUTCOMES
) -> Subquery:
    """The clocks that belong to [begin, end): each with its `outcome` and the instant `at` of it.

    A clock belongs where its verdict falls: the stop if met, the crossing if breached; one left
    out where it stopped, or began. A clock still running is breached from the second after its
    due time; it is running where nothing decided it before the period ended (or before `as_of`).
    Met and breached ones are found by an index: ask for no more than is `wanted`.
    """
    conditions = _conditions(begin, end, as_of)
    chosen = [conditions[outcome] for outcome in wanted]
    outcome = case(*((conditions[name], name) for name in wanted))
    crossing = case((Clock.verdict == "breached", Clock.verdict_at), else_=Clock.due_at)
    at = case(
        (conditions["met"], Clock.verdict_at),
        (conditions["breached"], crossing),
        (conditions["excluded"], _left_at()),
    )
    columns = [getattr(Clock, name) for name in (*KEY, "priority")]
    return (
        select(*columns, outcome.label("outcome"), at.label("at"))
        .where(or_(*chosen))
        .subquery("outcomes")
    )


def same_clock(found: Subquery) -> Any:
    """Joins a clock's row to its outcome."""
    return and_(*(getattr(Clock, name) == found.c[name] for name in KEY))


def _conditions(begin: datetime, end: datetime, as_of: datetime) -> dict[str, Any]:
    until, crossed_by = min(end, as_of + _SECOND), min(end, as_of)
    clock, left_at = Clock, _left_at()
    undecided = and_(clock.verdict.is_(None), clock.stopped_at.is_(None))
    judged = and_(
        clock.verdict == "breached", clock.verdict_at >= begin, clock.verdict_at < crossed_by
    )
    crossed = and_(undecided, clock.due_at >= begin, clock.due_at < crossed_by)
    return {
        "met": and_(clock.verdict == "met", clock.verdict_at >= begin, clock.verdict_at < until),
        "breached": or_(judged, crossed),
        "excluded": and_(
            clock.verdict.in_(("unknown", "excluded")), left_at >= begin, left_at < until
        ),
        "running": and_(
            clock.started_at < until,
            or_(
                and_(undecided, or_(clock.due_at.is_(None), clock.due_at >= crossed_by)),
                and_(clock.verdict == "breached", clock.verdict_at >= crossed_by),
                and_(clock.verdict == "met", clock.verdict_at >= until),
            ),
        ),
    }


def _left_at() -> Any:
    return func.coalesce(Clock.stopped_at, Clock.started_at)
