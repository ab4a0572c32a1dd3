"""Does what is stored agree with the log? Each difference in a sentence."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, PlannedAlert
from models.entities.plain import plain
from models.policies import load_policies
from models.projection import Projection
from models.refresh import alert_row, clock_row, projections

_CHUNK = 400
_LAX = ("id", "fired_at", "withdrawn_at")


def differences(session: Session) -> list[str]:
    """Recompute every case's facts, clocks and planned alerts, and name what is not the same."""
    policies = load_policies(session)
    ids = list(session.scalars(select(Case.id).order_by(Case.id)))
    found: list[str] = []
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        told = projections(session, chunk, policies)
        found += _compare(session, chunk, {i: p for i, (p, _) in told.items()})
    return found


def _compare(session: Session, ids: list[int], told: dict[int, Projection]) -> list[str]:
    cases, clocks, alerts = plain(Case), plain(Clock), plain(PlannedAlert)
    found: list[str] = []
    for row in session.execute(select(cases).where(cases.c.id.in_(ids))).mappings():
        wanted = told[row["id"]].case
        found += [f"{row['key']}: {name} is {row[name]!r}, the log says {value!r}"
                  for name, value in wanted.items() if row[name] != value]  # fmt: skip
    stored = session.execute(select(clocks).where(clocks.c.case_id.in_(ids))).mappings()
    wanted_clocks = [clock_row(i, clock) for i in ids for clock in told[i].clocks]
    found += _differ("clock", map(dict, stored), wanted_clocks)
    planned = session.execute(
        select(alerts).where(alerts.c.case_id.in_(ids), alerts.c.fired_at.is_(None))
    ).mappings()
    fired = {
        tuple(row)
        for row in session.execute(
            select(*_alert_key(alerts)).where(
                alerts.c.case_id.in_(ids), alerts.c.fired_at.is_not(None)
            )
        )
    }
    wanted_alerts = [alert_row(i, plan) for i in ids for plan in told[i].alerts]
    names = [column.name for column in _alert_key(alerts)]
    unfired = [row for row in wanted_alerts if tuple(row[name] for name in names) not in fired]
    found += _differ("alert", map(dict, planned), unfired)
    return found


def _alert_key(alerts: Any) -> list[Any]:
    return [alerts.c[n] for n in ("case_id", "commitment", "cycle", "level", "deadline_at")]


def _differ(what: str, stored: Iterable[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[str]:
    have = {_line(row) for row in stored}
    want = {_line(row) for row in wanted}
    return [f"stored {what} is not in the log: {line}" for line in sorted(have - want)] + [
        f"{what} of the log is not stored: {line}" for line in sorted(want - have)
    ]


def _line(row: dict[str, Any]) -> str:
    return ", ".join(f"{name}={row[name]}" for name in sorted(row) if name not in _LAX)
