"""What the chips of the queue mean in SQL: the one definition of at risk and of breached.

A case is in the state of the clock that binds next, as `Reader.state` reads it: *at risk* once its
first warning is past, a missed SLO among them, and until the breach (handbook, rule 9).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.gauge import Danger, State


def chip_conditions(chip: str, now: datetime, me: int | None) -> list[Any]:
    """What an open case must pass to be shown under a chip."""
    chips: dict[str, list[Any]] = {
        "open": [],
        "breached": [_breached(now)],
        "at_risk": _at_risk(now),
        "unassigned": [Case.assignee_id.is_(None)],
        "mine": [Case.assignee_id == (me if me is not None else -1)],
        "paused": [Case.next_paused_at.is_not(None)],
        "urgent": [Case.priority.in_(("P1", "P2"))],
    }
    return chips[chip]


def danger(session: Session, now: datetime) -> Danger:
    """What the tray tells of the whole desk."""
    at_risk, missed, breached = (
        func.count().filter(*conditions)
        for conditions in (_at_risk(now), [*_at_risk(now), _slo_missed(now)], [_breached(now)])
    )
    query = select(at_risk, missed, breached).select_from(Case).where(Case.is_open)
    at, off, over = session.execute(query).one()
    worst: State | None = "breached" if over else "slo_missed" if off else "at_risk" if at else None
    return Danger(at, over, worst)


def _breached(now: datetime) -> Any:
    return Case.next_due_at < now


def _slo_missed(now: datetime) -> Any:
    return Case.next_slo_due_at < now


def _at_risk(now: datetime) -> list[Any]:
    return [Case.next_due_at >= now, or_(Case.next_warn_at <= now, _slo_missed(now))]
