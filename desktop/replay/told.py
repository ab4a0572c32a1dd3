"""What people had been told by an instant: alerts and burns, and how far each had gone."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from desktop.replay.rows import AS_STORED, copy_rows
from desktop.replay.scratch import chunked
from models.entities import (
    AlertDelivery,
    AlertStep,
    BurnAlert,
    BurnDelivery,
    CrossingDelivery,
    PlannedAlert,
    QueueCrossing,
)
from models.entities.plain import plain
from models.knowing import since_put_off
from models.patience import paths_of
from models.queries.alerts import hidden_by_a_breach

_alerts, _deliveries, _steps = plain(PlannedAlert), plain(AlertDelivery), plain(AlertStep)
_burns, _burn_deliveries = plain(BurnAlert), plain(BurnDelivery)
_crossings, _crossing_deliveries = plain(QueueCrossing), plain(CrossingDelivery)
_STEPS_OF: Final = ("seen", "acted", "acknowledged")


def copy_told(
    source: Connection, target: Connection, known: ColumnElement[bool], until: int
) -> None:
    """Alerts that had fired by then of the cases that are `known`, and to whom they were shown."""
    fired = and_(_alerts.c.fired_at <= until, known)
    copy_rows(source, target, _alerts, fired, columns=alert_then(until))
    of_these = select(_alerts.c.id).where(fired)
    copy_rows(
        source, target, _deliveries, _deliveries.c.alert_id.in_(of_these), _shown_by(until),
        columns=_delivery_then(until),
    )  # fmt: skip
    copy_rows(source, target, _steps, _steps.c.began_at <= until, _steps.c.alert_id.in_(of_these))


def copy_burns(source: Connection, target: Connection, until: int) -> None:
    """Burns found by then, and to whom they were told; later ones the copy finds by itself."""
    copy_rows(source, target, _burns, _burns.c.found_at <= until)
    _copy_deliveries(source, target, _burn_deliveries, until)


def copy_crossings(source: Connection, target: Connection, until: int) -> None:
    """Crossings found by then; one that fell back later stands in the copy, until it falls there.

    What was posted is not posted from a copy.
    """
    then = _as_of(_crossings, until, "fell_at")
    copy_rows(source, target, _crossings, _crossings.c.crossed_at <= until, columns=then)
    _copy_deliveries(source, target, _crossing_deliveries, until)


def _copy_deliveries(source: Connection, target: Connection, told: Table, until: int) -> None:
    """What was shown by then, which is of what was found by then."""
    copy_rows(source, target, told, told.c.shown_at <= until,
              columns=_as_of(told, until, "claimed_at", "seen_at"))  # fmt: skip


def alert_then(until: int) -> dict[str, Any]:
    """An alert's columns as they were; until when it waits to be seen is found afterwards."""
    taken = (
        select(func.count())
        .where(_steps.c.alert_id == _alerts.c.id, _steps.c.began_at <= until)
        .scalar_subquery()
    )
    then = _as_of(_alerts, until, "fired_at", "withdrawn_at")
    return then | {"step": taken, "escalates_at": None}


def wait_on(target: Connection) -> None:
    """Of the copy's alerts that nobody has seen: until when each waits, from its last step on.

    What was put off waits from when it comes back.
    """
    rows = target.execute(_waiting()).all()
    since = {row.id: max(row.fired_at, row.stepped_at or 0, row.back_at or 0) for row in rows}
    with Session(target) as session:
        for ids in chunked(list(since)):
            for one in paths_of(session, ids):
                telling = one.escalation.after(one.role, one.step, since[one.id])
                if telling is not None:
                    this = _alerts.c.id == one.id
                    target.execute(update(_alerts).where(this).values(escalates_at=telling.at))
        overtaken = update(PlannedAlert).where(PlannedAlert.escalates_at.is_not(None))
        session.execute(
            overtaken.where(hidden_by_a_breach()).values(escalates_at=None),
            execution_options={"synchronize_session": False},
        )
        session.flush()


def _waiting() -> Any:
    of_it = _deliveries.c.alert_id == _alerts.c.id
    steps = (_deliveries.c[f"{step}_at"] for step in _STEPS_OF)
    seen = select(_deliveries.c.id).where(
        of_it, or_(*(since_put_off(at, _deliveries.c) for at in steps))
    )
    stepped = select(func.max(_steps.c.began_at)).where(_steps.c.alert_id == _alerts.c.id)
    back = select(func.max(_deliveries.c.snoozed_until)).where(of_it)
    return select(
        _alerts.c.id, _alerts.c.fired_at, stepped.scalar_subquery().label("stepped_at"),
        back.scalar_subquery().label("back_at"),
    ).where(
        _alerts.c.fired_at.is_not(None), _alerts.c.withdrawn_at.is_(None), ~seen.exists()
    )  # fmt: skip


def _shown_by(until: int) -> ColumnElement[bool]:
    """Shown by then; what was put off is shown a second time later, and had been once before."""
    return or_(_deliveries.c.shown_at <= until, _deliveries.c.snoozed_at <= until)


def _delivery_then(until: int) -> dict[str, Any]:
    columns = _deliveries.c
    then = _as_of(
        _deliveries, until, "claimed_at", "put_away_at", "snoozed_at",
        *(f"{step}_at" for step in _STEPS_OF),
    )  # fmt: skip
    shown = columns.shown_at <= until
    then["shown_at"] = case((shown, columns.shown_at), else_=columns.snoozed_at)
    for name, at in (
        ("seen_channel", columns.seen_at), ("acted_channel", columns.acted_at),
        ("snoozed_until", columns.snoozed_at), ("snooze_reason", columns.snoozed_at),
    ):  # fmt: skip
        then[name] = case((at <= until, columns[name]))
    return then


def _as_of(table: Table, until: int, *instants: str) -> dict[str, Any]:
    """Columns of which these instants are empty where they had not come yet."""
    then = {name: case((table.c[name] <= until, table.c[name])) for name in instants}
    return dict.fromkeys(table.columns.keys(), AS_STORED) | then
