"""Attainment over a period: which clocks were decided in it, and how (handbook, rule 26)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, null, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.handbook.attainment import AttainmentRow, in_order, share_of

OUTCOMES: Final = ("met", "breached", "running", "excluded")
DECIDED: Final = ("met", "breached")

_SECOND = timedelta(seconds=1)


class Outcomes(NamedTuple):
    """Which clocks `belong` to a period, the outcome of each (`name`), and the instant `at` of it.

    Parts of a SELECT from `Clock`.
    """

    belong: ColumnElement[bool]
    name: ColumnElement[str]
    at: ColumnElement[datetime]


def attainment(
    session: Session,
    begin: datetime,
    end: datetime,
    as_of: datetime,
    *,
    customer_id: int | None = None,
) -> list[AttainmentRow]:
    """The clocks of [begin, end) by priority, commitment and objective, as known at `as_of`.

    Of one customer alone, where one is named. None while the period has not begun.
    """
    if as_of < begin:
        return []
    conditions = _conditions(begin, end, as_of)
    columns = Clock.priority, Clock.commitment, Clock.objective
    counts = [func.count().filter(conditions[outcome]).label(outcome) for outcome in OUTCOMES]
    found = select(*columns, *counts).where(or_(*conditions.values())).group_by(*columns)
    if customer_id is not None:
        found = found.where(clocks_of(customer_id))
    return in_order([_row(row) for row in session.execute(found)])


def decided(
    session: Session, begin: datetime, end: datetime, as_of: datetime
) -> list[AttainmentRow]:
    """The SLA clocks met or breached in [begin, end): the same rows without those that ran or were
    left out, found by an index alone."""
    found = outcomes(begin, end, as_of, DECIDED)
    rows = session.execute(
        select(
            Clock.priority, Clock.commitment, func.count().label("all"),
            func.count().filter(found.name == "met").label("met"),
        )
        .where(found.belong, Clock.objective == "SLA")
        .group_by(Clock.priority, Clock.commitment)
    ).all()  # fmt: skip
    return in_order(
        [
            AttainmentRow(
                priority, commitment, "SLA", met, every - met, 0, 0, share_of(met, every - met)
            )
            for priority, commitment, every, met in rows
        ]
    )


def clocks_of(customer_id: int) -> ColumnElement[bool]:
    """What tells the clocks of a customer's cases."""
    return Clock.case_id.in_(select(Case.id).where(Case.customer_id == customer_id))


def _row(row: Any) -> AttainmentRow:
    return AttainmentRow(**row._mapping, share=share_of(row.met, row.breached))


def outcomes(
    begin: datetime, end: datetime, as_of: datetime, wanted: Sequence[str] = OUTCOMES
) -> Outcomes:
    """What tells the clocks that belong to [begin, end) as known at `as_of`.

    A clock belongs where its verdict falls: the stop if met, the crossing if breached; one left
    out where it stopped, or began. A clock still running is breached from the second after its
    due time; it is running where nothing decided it before the period ended (or before `as_of`).
    Met and breached ones are found by an index: ask for no more than is `wanted`.
    """
    conditions = _conditions(begin, end, as_of)
    decided_at = func.coalesce(Clock.verdict_at, Clock.due_at)
    instants = {"running": null(), "excluded": _left_at()}
    others = [(conditions[name], instants[name]) for name in wanted if name in instants]
    at = case(*others, else_=decided_at) if others else decided_at
    name = case(*((conditions[outcome], outcome) for outcome in wanted))
    return Outcomes(or_(*(conditions[outcome] for outcome in wanted)), name, at)


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
