"""Planned alerts written where a plan changed: one statement for each kind of change."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, or_, select, update
from sqlalchemy.orm import Session

from models.entities import AlertDelivery, PlannedAlert
from models.entities.plain import plain
from models.handbook.alerting import AlertPlan
from models.handbook.instants import from_seconds
from models.patience import wait_to_be_seen
from models.typed_text import to_json

_table, _told = plain(PlannedAlert), plain(AlertDelivery)
_AT_ONCE: Final = 500
"""Rows in one statement: SQLite takes so many values."""

_COLUMNS: Final = (
    "case_id", "commitment", "cycle", "level", "deadline_at", "due_at", "recipient_id", "role",
    "reason",
)  # fmt: skip
_STORED: Final = select(
    _table.c.id, _table.c.fired_at, _table.c.withdrawn_at, *(_table.c[name] for name in _COLUMNS)
).where(_table.c.case_id.in_(bindparam("ids", expanding=True)))  # fmt: skip
_CHANGE: Final = (
    update(_table)
    .where(_table.c.id == bindparam("alert"))
    .values(
        recipient_id=bindparam("whom"),
        role=bindparam("whose"),
        reason=bindparam("why"),
        due_at=case((_table.c.fired_at.is_(None), bindparam("due")), else_=_table.c.due_at),
    )
)
"""When an alert that fired was due is history; whom it is for is not."""

_KNOWN: Final = select(_told.c.alert_id, _told.c.person_id).where(
    _told.c.alert_id.in_(bindparam("ids", expanding=True)),
    or_(_told.c.seen_at.is_not(None), _told.c.acted_at.is_not(None)),
)
"""Who knows of which alert."""

Key = tuple[int, str, int, str, int]


def alert_row(case_id: int, plan: AlertPlan) -> dict[str, Any]:
    """A planned alert's columns, instants as seconds."""
    return {
        "case_id": case_id, "commitment": plan.commitment, "cycle": plan.cycle,
        "level": plan.level, "deadline_at": plan.deadline_at, "due_at": plan.due_at,
        "recipient_id": plan.recipient_id, "role": plan.role, "reason": dict(plan.reason) or None,
    }  # fmt: skip


def replan(session: Session, plans: Mapping[int, Sequence[AlertPlan]], now: int) -> None:
    """Plan what is true now. A fired alert stays; it is withdrawn for as long as it is not true."""
    wanted: dict[Key, AlertPlan] = {
        (i, p.commitment, p.cycle, p.level, p.deadline_at): p for i in plans for p in plans[i]
    }
    stored = session.connection().execute(_STORED, {"ids": list(plans)})
    have = {tuple(row[3:8]): row for row in stored}
    _withdraw(session, [row for key, row in have.items() if key not in wanted], now)
    kept = [(have[key], plan) for key, plan in wanted.items() if key in have]
    _restore(session, [row.id for row, _ in kept if row.withdrawn_at is not None])
    _change(session, [(row.id, plan) for row, plan in kept if _differs(row, plan)])
    _hand_over(session, [(row, plan) for row, plan in kept if _for_another(row, plan)], now)
    _insert(session, [(key[0], plan) for key, plan in wanted.items() if key not in have])


def _differs(row: Any, plan: AlertPlan) -> bool:
    moved = row.fired_at is None and row.due_at != plan.due_at
    told = (row.recipient_id, row.role, row.reason)
    return moved or told != (plan.recipient_id, plan.role, dict(plan.reason) or None)


def _for_another(row: Any, plan: AlertPlan) -> bool:
    """It fired, and is somebody else's by now."""
    return row.fired_at is not None and row.recipient_id != plan.recipient_id


def _hand_over(session: Session, moved: Sequence[tuple[Any, AlertPlan]], now: int) -> None:
    """What one person saw, or put off, waits to be seen by the next; not by who knows of it."""
    if not moved:
        return
    whom = {row.id: plan.recipient_id for row, plan in moved}
    known = {alert for alert, person in session.connection().execute(_KNOWN, {"ids": list(whom)})
             if person == whom[alert]}  # fmt: skip
    wait_to_be_seen(session, whom.keys() - known, from_seconds(now))


def _withdraw(session: Session, gone: Sequence[Any], now: int) -> None:
    planned = [row.id for row in gone if row.fired_at is None]
    if planned:
        session.connection().execute(delete(_table).where(_table.c.id.in_(planned)))
    fired = [row.id for row in gone if row.fired_at is not None and row.withdrawn_at is None]
    if fired:
        session.connection().execute(
            update(_table).where(_table.c.id.in_(fired)).values(withdrawn_at=now)
        )


def _restore(session: Session, ids: Sequence[int]) -> None:
    if ids:
        session.connection().execute(
            update(_table).where(_table.c.id.in_(ids)).values(withdrawn_at=None)
        )


def _change(session: Session, changed: Sequence[tuple[int, AlertPlan]]) -> None:
    if changed:
        session.connection().execute(_CHANGE, [
            {"alert": i, "whom": p.recipient_id, "whose": p.role, "why": dict(p.reason) or None,
             "due": p.due_at}
            for i, p in changed
        ])  # fmt: skip


def _insert(session: Session, fresh: Sequence[tuple[int, AlertPlan]]) -> None:
    """Handed to the driver as they are, many in one statement."""
    connection = session.connection()
    place = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    row = f"({', '.join([place] * len(_COLUMNS))})"
    for first in range(0, len(fresh), _AT_ONCE):
        some = fresh[first : first + _AT_ONCE]
        into = f"INSERT INTO planned_alerts ({', '.join(_COLUMNS)}) VALUES "
        values = tuple(value for case_id, plan in some for value in _values(case_id, plan))
        connection.exec_driver_sql(into + ", ".join([row] * len(some)), values)


def _values(case_id: int, plan: AlertPlan) -> tuple[Any, ...]:
    return (
        case_id, plan.commitment, plan.cycle, plan.level, plan.deadline_at, plan.due_at,
        plan.recipient_id, plan.role, to_json(plan.reason) if plan.reason else None,
    )  # fmt: skip
