"""Attainment over a period: which clocks were decided in it, and how (handbook, rule 26)."""

from datetime import datetime, timedelta

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Clock
from models.handbook.attainment import AttainmentRow, in_order, share_of

_SECOND = timedelta(seconds=1)


def attainment(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[AttainmentRow]:
    """The clocks of [begin, end) by priority, commitment and objective, as known at `as_of`."""
    found = outcomes(begin, end, as_of)
    columns = found.c.priority, found.c.commitment, found.c.objective
    counts = [
        func.count().filter(found.c.outcome == outcome)
        for outcome in ("met", "breached", "running", "excluded")
    ]
    rows = session.execute(select(*columns, *counts).group_by(*columns))
    return in_order(
        [
            AttainmentRow(priority, commitment, objective, met, breached, running, excluded,
                          share_of(met, breached))
            for priority, commitment, objective, met, breached, running, excluded in rows
        ]
    )  # fmt: skip


def outcomes(begin: datetime, end: datetime, as_of: datetime) -> Subquery:
    """Every clock that belongs to [begin, end): its key, its `outcome`, and the instant `at` of it.

    A clock belongs where its verdict falls: the stop if met, the crossing if breached; one left
    out where it stopped, or began. A clock still running is breached from the second after its
    due time; it is running where nothing decided it before the period ended (or before `as_of`).
    """
    until = min(end, as_of + _SECOND)
    crossed_by = min(end, as_of)
    clock = Clock
    left_at = func.coalesce(clock.stopped_at, clock.started_at)
    undecided = and_(clock.verdict.is_(None), clock.stopped_at.is_(None))
    crossing = case((clock.verdict == "breached", clock.verdict_at), (undecided, clock.due_at))
    met = and_(clock.verdict == "met", clock.verdict_at >= begin, clock.verdict_at < until)
    breached = and_(crossing >= begin, crossing < crossed_by)
    excluded = and_(clock.verdict.in_(("unknown", "excluded")), left_at >= begin, left_at < until)
    running = and_(
        clock.started_at < until,
        or_(
            and_(undecided, or_(clock.due_at.is_(None), clock.due_at >= crossed_by)),
            and_(clock.verdict == "breached", clock.verdict_at >= crossed_by),
            and_(clock.verdict == "met", clock.verdict_at >= until),
        ),
    )
    outcome = case(
        (met, "met"), (breached, "breached"), (excluded, "excluded"), (running, "running")
    )
    at = case((met, clock.verdict_at), (breached, crossing), (excluded, left_at))
    return (
        select(
            clock.case_id, clock.commitment, clock.cycle, clock.objective, clock.priority,
            outcome.label("outcome"), at.label("at"),
        )
        .where(or_(met, breached, excluded, running))
        .subquery("outcomes")
    )  # fmt: skip
