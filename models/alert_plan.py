"""Planned alerts written where a plan changed: one statement for each kind of change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, case, delete, or_, select, update
from sqlalchemy.orm import Session

from models.doing import NOBODY, Doing, note_acted
from models.entities import AlertDelivery, PlannedAlert
from models.entities.plain import plain
from models.handbook.alerting import AlertPlan
from models.handbook.instants import from_seconds
from models.kept import Kept, connection_of, run
from models.knowing import knows
from models.patience import wait_to_be_seen
from models.typed_text import to_json

_table, _told = plain(PlannedAlert), plain(AlertDelivery)
_AT_ONCE: Final = 500
"""Rows in one statement: SQLite takes so many values."""

_COLUMNS: Final = (
    "case_id", "commitment", "cycle", "level", "deadline_at", "due_at", "recipient_id", "role",
    "reason",
)  # fmt: skip
_STORED: Final = Kept(select(
    _table.c.id, _table.c.fired_at, _table.c.withdrawn_at, *(_table.c[name] for name in _COLUMNS)
).where(_table.c.case_id.in_(bindparam("ids", expanding=True))), listed="ids")  # fmt: skip
_CHANGE: Final = Kept(
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
_GONE: Final = Kept(delete(_table).where(_table.c.id == bindparam("alert")))
_WITHDRAWN: Final = Kept(
    update(_table).where(_table.c.id == bindparam("alert")).values(withdrawn_at=bindparam("now"))
)

_seen = knows(_told.c)
_KNOWN: Final = Kept(select(
    _told.c.alert_id, _told.c.person_id, case((_seen, None), else_=_told.c.snoozed_until)
).where(
    _told.c.alert_id.in_(bindparam("ids", expanding=True)),
    or_(_seen, _told.c.snoozed_until > bindparam("now")),
), listed="ids")  # fmt: skip
"""Who knows of which alert; until when, where they have only put it off."""
_NO_FURTHER: Final = Kept(
    update(_table).where(_table.c.id == bindparam("alert")).values(escalates_at=None)
)

Key = tuple[int, str, int, str, int]


def alert_row(case_id: int, plan: AlertPlan) -> dict[str, Any]:
    """A planned alert's columns, instants as seconds."""
    return {
        "case_id": case_id, "commitment": plan.commitment, "cycle": plan.cycle,
        "level": plan.level, "deadline_at": plan.deadline_at, "due_at": plan.due_at,
        "recipient_id": plan.recipient_id, "role": plan.role, "reason": dict(plan.reason) or None,
    }  # fmt: skip


def replan(
    session: Session, plans: Mapping[int, Sequence[AlertPlan]], now: int, doing: Doing = NOBODY,
    made: Collection[int] = (),
) -> None:  # fmt: skip
    """Plan what is true now. A fired alert stays; it is withdrawn for as long as it is not true.

    Who was told of one and is `doing` something about its case has acted on it. Of the cases `made`
    just now there are none yet.
    """
    wanted: dict[Key, AlertPlan] = {
        (i, p.commitment, p.cycle, p.level, p.deadline_at): p for i in plans for p in plans[i]
    }
    connection = connection_of(session)
    older = [case_id for case_id in plans if case_id not in made]
    stored = _STORED.rows(connection, {"ids": older}) if older else []
    have = {row[3:8]: row for row in stored}
    if doing.cases:
        live = [row for row in stored if row.fired_at is not None and row.withdrawn_at is None]
        note_acted(session, [row.id for row in live if row.case_id in doing.cases], doing, now)
    _withdraw(connection, [row for key, row in have.items() if key not in wanted], now)
    kept = [(have[key], plan) for key, plan in wanted.items() if key in have]
    withdrawn = [row for row, _ in kept if row.withdrawn_at is not None]
    _WITHDRAWN.run_each(connection, [{"alert": row.id, "now": None} for row in withdrawn])
    _change(connection, [(row.id, plan) for row, plan in kept if _differs(row, plan)])
    _hand_over(session, [(row, plan) for row, plan in kept if _for_another(row, plan)], now)
    _insert(connection, [(key[0], plan) for key, plan in wanted.items() if key not in have])


def _differs(row: Any, plan: AlertPlan) -> bool:
    moved = row.fired_at is None and row.due_at != plan.due_at
    told = (row.recipient_id, row.role, row.reason)
    return moved or told != (plan.recipient_id, plan.role, dict(plan.reason) or None)


def _for_another(row: Any, plan: AlertPlan) -> bool:
    """It fired, and is somebody else's by now."""
    return row.fired_at is not None and row.recipient_id != plan.recipient_id


def _hand_over(session: Session, moved: Sequence[tuple[Any, AlertPlan]], now: int) -> None:
    """What one person saw, or put off, waits to be seen by the next; not by who knows of it, and
    by who put it off from when it comes back to them."""
    if not moved:
        return
    whom = {row.id: plan.recipient_id for row, plan in moved}
    connection = connection_of(session)
    told = _KNOWN.rows(connection, {"ids": list(whom), "now": now})
    known = {alert: until for alert, person, until in told if person == whom[alert]}
    _NO_FURTHER.run_each(connection, [{"alert": alert} for alert in known])
    wait_to_be_seen(session, whom.keys() - known.keys(), from_seconds(now))
    for alert, until in known.items():
        if until is not None:
            wait_to_be_seen(session, [alert], from_seconds(until))


def _withdraw(connection: Connection, gone: Sequence[Any], now: int) -> None:
    planned = [{"alert": row.id} for row in gone if row.fired_at is None]
    _GONE.run_each(connection, planned)
    fired = [row.id for row in gone if row.fired_at is not None and row.withdrawn_at is None]
    _WITHDRAWN.run_each(connection, [{"alert": alert, "now": now} for alert in fired])


def _change(connection: Connection, changed: Sequence[tuple[int, AlertPlan]]) -> None:
    _CHANGE.run_each(connection, [
        {"alert": i, "whom": p.recipient_id, "whose": p.role, "why": dict(p.reason) or None,
         "due": p.due_at}
        for i, p in changed
    ])  # fmt: skip


def _insert(connection: Connection, fresh: Sequence[tuple[int, AlertPlan]]) -> None:
    """Many in one statement."""
    place = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    row = f"({', '.join([place] * len(_COLUMNS))})"
    for first in range(0, len(fresh), _AT_ONCE):
        some = fresh[first : first + _AT_ONCE]
        into = f"INSERT INTO planned_alerts ({', '.join(_COLUMNS)}) VALUES "
        values = tuple(value for case_id, plan in some for value in _values(case_id, plan))
        run(connection, into + ", ".join([row] * len(some)), values)


def _values(case_id: int, plan: AlertPlan) -> tuple[Any, ...]:
    return (
        case_id, plan.commitment, plan.cycle, plan.level, plan.deadline_at, plan.due_at,
        plan.recipient_id, plan.role, to_json(plan.reason) if plan.reason else None,
    )  # fmt: skip
