"""Of what happened to some cases, the rows that tell the story: proposed, for people to choose."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.alert_words import level_words
from models.entities import AlertDelivery, AlertStep, Clock, Person, PlannedAlert
from models.handbook import events as ev
from models.handbook.alerting import CALLS
from models.handbook.events import Event, in_force
from models.handbook.instants import to_seconds
from models.handbook.postmortems import row_of
from models.handbook.suggestion import YES
from models.queries.workaround import case_workaround
from models.refresh import read_logs
from models.text import Text, text
from models.wording import STATUSES, clock_name, commitment_name, role_name

MOST_PROPOSED: Final = 200
"""So many rows are proposed at most; the turning points of the cases come first."""

_TURN, _ACT, _ALARM, _STATE = range(4)
_ONCE: Final = frozenset({ev.OPENED, ev.ASSIGNED, "workaround"})
"""What tells something by its first time alone."""


class _Row(NamedTuple):
    """A row of the timeline, and how much it tells; the less, the more."""

    weight: int
    row: dict[str, Any]


def curated_timeline(
    session: Session, case_ids: Sequence[int], now: datetime
) -> tuple[dict[str, Any], ...]:
    """The rows, in the order they happened. People are told by their roles (rule 31)."""
    roles = dict(session.execute(select(Person.id, Person.role)).all())
    logs = read_logs(session, case_ids)
    found = [row for case_id in case_ids for row in _of_events(case_id, logs[case_id], roles)]
    alerts = _alerts(session, case_ids)
    found += _of_clocks(session, case_ids, now, {one[:3] for one in alerts})
    found += [row for one in alerts for row in _of_alert(*one)]
    found += _of_steps(session, case_ids)
    found.sort(key=lambda one: (one.weight, one.row["at"]))
    return tuple(sorted((one.row for one in found[:MOST_PROPOSED]), key=lambda row: row["at"]))


def _of_events(
    case_id: int, log: Sequence[Event], roles: Mapping[int, str]
) -> Iterator[_Row]:  # fmt: skip
    told: set[str] = set()
    for event in in_force(log):
        once, found = event.kind, _words(event, roles)
        if event.kind == ev.FIELDS_CHANGED:
            once = "workaround"
        if event.kind == ev.REOPENED:
            told.discard(ev.CONTACT)
        if found is None or (once in told and once in (*_ONCE, ev.CONTACT)):
            continue
        told.add(once)
        weight, words = found
        yield _Row(weight, row_of(
            at=event.occurred_at, words=str(words), case_id=case_id, event_id=event.id,
        ))  # fmt: skip


def _words(event: Event, roles: Mapping[int, str]) -> tuple[int, Text] | None:
    """What it says and how much that tells; None of what tells nothing here."""
    data, kind = event.data, event.kind
    if kind in _SAID:
        return _SAID[kind]
    if kind == ev.OPENED:
        priority = data.get("priority")
        return _TURN, (
            text("Opened as {priority}", priority=str(priority)) if priority else text("Opened")
        )
    if kind == ev.ASSIGNED:
        role = roles.get(data.get("person_id") or 0)
        words = text("Assigned: {role}", role=role_name(role)) if role else text("Assigned")
        return _ACT, words
    if kind == ev.PRIORITY_CHANGED:
        return _ACT, text("Priority set to {name}", name=str(data["priority"]))
    if kind == ev.ESCALATED:
        names = ", ".join(role_name(role) for role in data["roles"])
        return _ACT, text("Escalated to {names}", names=names) if names else text("Escalated")
    if kind in (ev.PAUSED, ev.PAUSE_ENTERED, ev.STATUS_CHANGED):
        return _STATE, text(STATUSES.get(str(data.get("status")), "Waiting"))
    found = data.get("workaround_known") == YES or case_workaround(data)
    return (_ACT, text("Workaround found")) if kind == ev.FIELDS_CHANGED and found else None


_SAID: Final[Mapping[str, tuple[int, Text]]] = {
    ev.CONTACT: (_TURN, text("First contact by a person")),
    ev.RESOLVED: (_TURN, text("Resolved")),
    ev.REOPENED: (_TURN, text("Reopened")),
    ev.CLOSED: (_ACT, text("Closed")),
    ev.EXCLUDED: (_ACT, text("Left out of figures")),
    ev.RESUMED: (_STATE, text("Work goes on")),
    ev.HOTFIX_SCHEDULED: (_ACT, text("Hotfix scheduled")),
    ev.HOTFIX_SHIPPED: (_ACT, text("Hotfix shipped")),
    ev.DEADLINE_OVERRIDDEN: (_STATE, text("Deadline set by hand")),
}


def _of_clocks(
    session: Session, case_ids: Sequence[int], now: datetime, alerted: set[tuple[int, str, int]]
) -> Iterator[_Row]:
    """The warnings and crossings of every clock; where an alert told of it, or an SLO was missed by
    then, that stands for the warning."""
    rows = session.execute(
        select(Clock.case_id, Clock.commitment, Clock.cycle, Clock.objective, Clock.due_at,
               Clock.warn_at, Clock.stopped_at, Clock.verdict)
        .where(Clock.case_id.in_(case_ids))
        .order_by(Clock.case_id, Clock.due_at, Clock.commitment, Clock.cycle, Clock.objective)
    ).all()  # fmt: skip
    slo = {
        (row.case_id, row.commitment, row.cycle): row.due_at for row in rows
        if row.objective == "SLO" and row.due_at is not None
    }  # fmt: skip
    for row in rows:
        key = [row.commitment, row.cycle, row.objective]
        name, until = clock_name(*key), now if row.stopped_at is None else row.stopped_at
        if row.verdict in ("excluded", "unknown"):
            continue
        crossed = row.due_at is not None and row.due_at < until
        if crossed:
            words = text("{clock} breached" if row.objective == "SLA" else "{clock} missed",
                         clock=name)  # fmt: skip
            yield _Row(_TURN if row.objective == "SLA" else _ACT, row_of(
                at=to_seconds(row.due_at), words=str(words), case_id=row.case_id, clock=key,
            ))  # fmt: skip
        its = row.case_id, row.commitment, row.cycle
        warned = row.warn_at is not None and row.warn_at <= until and its not in alerted
        if warned and its in slo and slo[its] <= row.warn_at:
            continue  # the SLO says it already
        if warned and crossed and row.objective == "SLA":
            yield _Row(_ALARM, row_of(
                at=to_seconds(row.warn_at), words=str(text("{clock}: first warning", clock=name)),
                case_id=row.case_id, clock=[*key, "warning"],
            ))  # fmt: skip


def _alerts(session: Session, case_ids: Sequence[int]) -> list[Any]:
    """Every alert of a clock that fired, and when somebody first saw it."""
    seen = func.min(func.coalesce(AlertDelivery.seen_at, AlertDelivery.acted_at))
    alert = PlannedAlert
    columns = (alert.case_id, alert.commitment, alert.cycle, alert.level, alert.id, alert.fired_at)
    return list(session.execute(
        select(*columns, seen).outerjoin(AlertDelivery, AlertDelivery.alert_id == alert.id)
        .where(alert.case_id.in_(case_ids), alert.fired_at.is_not(None),
               alert.commitment.not_in(CALLS))
        .group_by(*columns).order_by(alert.id)
    ))  # fmt: skip


def _of_alert(
    case_id: int, commitment: str, cycle: int, level: str, alert_id: int, fired_at: datetime,
    seen_at: datetime | None,
) -> Iterator[_Row]:  # fmt: skip
    clock = commitment_name(commitment) + (f" {cycle}" if cycle > 1 else "")
    said: dict[str, str | Text] = {"clock": clock, "level": level_words(level)}
    if level not in ("sla", "slo"):  # the crossing itself is a row
        yield _Row(_ALARM, row_of(
            at=to_seconds(fired_at), words=str(text("Alert: {clock}, {level}", **said)),
            case_id=case_id, alert=[alert_id, "fired"],
        ))  # fmt: skip
    if seen_at is not None:
        yield _Row(_ALARM, row_of(
            at=to_seconds(seen_at), words=str(text("Alert seen: {clock}, {level}", **said)),
            case_id=case_id, alert=[alert_id, "seen"],
        ))  # fmt: skip


def _of_steps(session: Session, case_ids: Sequence[int]) -> Iterator[_Row]:
    rows = session.execute(
        select(PlannedAlert.case_id, AlertStep.alert_id, AlertStep.step, AlertStep.role,
               AlertStep.began_at)
        .join(PlannedAlert, PlannedAlert.id == AlertStep.alert_id)
        .where(PlannedAlert.case_id.in_(case_ids))
    )  # fmt: skip
    for case_id, alert_id, step, role, at in rows:
        words = text("Alert unseen: on to the {role}", role=role_name(role))
        yield _Row(_ACT, row_of(
            at=to_seconds(at), words=str(words), case_id=case_id,
            alert=[alert_id, f"step {step}"],
        ))  # fmt: skip
