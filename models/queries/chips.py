"""What the chips of the queue mean in SQL: the one definition of at risk and of breached.

A case is in the state of the clock that binds next, as `Reader.state` reads it: *at risk* once its
first warning is past, a missed SLO among them, and until the breach (handbook, rule 9).
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Case
from models.gauge import Danger, State
from models.handbook.instants import to_seconds


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
    """What the tray tells of the whole desk; its cost is that of what is warned of, not of what is
    open: the first warning of a case comes before its SLO and its breach.
    """
    at = {"now": now, "second": to_seconds(now)}
    at_risk, off = session.execute(_WARNED, at).one()
    over = session.scalar(_CROSSED, at) or 0
    worst: State | None = (
        "breached" if over else "slo_missed" if off else "at_risk" if at_risk else None
    )
    return Danger(at_risk, over, worst)


def _breached(now: datetime | BindParameter[datetime]) -> Any:
    return Case.next_due_at < now


def _slo_missed(now: datetime | BindParameter[datetime]) -> Any:
    return Case.next_slo_due_at < now


def _at_risk(now: datetime | BindParameter[datetime]) -> list[Any]:
    return [Case.next_due_at >= now, or_(Case.next_warn_at <= now, _slo_missed(now))]


_NOW: Final[BindParameter[datetime]] = bindparam("now")
_WARNED: Final = (
    select(
        func.count().filter(*_at_risk(_NOW)),
        func.count().filter(*_at_risk(_NOW), _slo_missed(_NOW)),
    )
    .select_from(Case)
    .where(Case.is_open, Case.next_warn_at <= _NOW)
)
_CROSSED: Final = (
    select(func.count())
    .select_from(Case)
    .where(Case.is_open, Case.sort_at < bindparam("second"), _breached(_NOW))
)
