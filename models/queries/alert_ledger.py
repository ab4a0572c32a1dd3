"""The ledger of alerts: planned, fired, shown, seen, acted on, and whether they were of use."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import Session, aliased

from models.entities import AlertDelivery, AlertStep, Case, Clock, Person, PlannedAlert
from models.handbook.alert_use import Fired, Means, Ran, Soon, means, use_of
from models.handbook.calendar import BusinessCalendar
from models.handbook.escalation import who_is_told
from models.handbook.instants import to_seconds
from models.handbook.policy import FIRST_RESPONSE
from models.policies import load_calendars
from models.rosters import load_roster
from models.wording import role_name

MEANT: Final = aliased(Person)
"""Whom an alert is for, told or not."""


@dataclass(frozen=True)
class StepTaken:
    """Unseen, an alert went on to a role; `unheld` where nobody held it: then to the lead."""

    role: str
    at: datetime
    unheld: bool


@dataclass(frozen=True)
class LedgerRow:
    """One alert at one person: `person` is empty where no desk has taken it to tell anybody yet.

    `channel` is by which it was shown. `useful` says whether it was followed by what it is for,
    which is what it `means` (`handbook/alert_use.py`); None of what is not decided, and of what did
    not fire in time. `reason` is that of its plan (`AlertPlan.reason`), `whom` whom it is for: a
    person, or a role.
    """

    case_id: int
    case_key: str
    commitment: str
    cycle: int
    level: str
    planned_for: datetime
    deadline_at: datetime
    fired_at: datetime | None
    withdrawn_at: datetime | None
    person: str
    shown_at: datetime | None
    seen_at: datetime | None
    acted_at: datetime | None
    acknowledged_at: datetime | None
    channel: str
    useful: bool | None
    reason: Mapping[str, Any] | None = None
    snoozed_until: datetime | None = None
    snooze_reason: str = ""
    whom: str = ""
    steps: tuple[StepTaken, ...] = ()
    claimed_at: datetime | None = None
    seen_channel: str = ""
    acted_channel: str = ""
    put_away_at: datetime | None = None
    means: Means = "kept"


def ledger_of_case(session: Session, case_id: int, now: datetime) -> list[LedgerRow]:
    """Every alert of a case, in the order they are planned for."""
    return ledger_rows(session, ledger_query().where(PlannedAlert.case_id == case_id), now)


def ledger_query(
    name: Any = Person.name, whom: Any = MEANT.name, told_to: ColumnElement[bool] | None = None
) -> Select[Any]:
    """Each alert with whom it was told (`told_to` these alone), whom it is for, the clocks it
    speaks of, and how soon its case was to be answered."""
    alert, told = PlannedAlert, AlertDelivery
    sla, slo, answer, wished = (aliased(Clock) for _ in range(4))
    columns: list[Any] = [alert, told, Case.key, name, whom]
    columns += (sla.verdict, sla.due_at, sla.stopped_at, slo.verdict, slo.due_at, slo.stopped_at)
    columns += (sla.case_id, slo.case_id)
    columns.append(func.coalesce(answer.target_seconds, wished.target_seconds))
    columns.append(func.coalesce(answer.calendar, wished.calendar))
    query = select(*columns).select_from(alert).join(Case, Case.id == alert.case_id)
    only = true() if told_to is None else told_to
    query = query.outerjoin(told, and_(told.alert_id == alert.id, only))
    query = query.outerjoin(Person, Person.id == told.person_id)
    query = query.outerjoin(MEANT, MEANT.id == alert.recipient_id)
    of_it, first = (alert.commitment, alert.cycle), (FIRST_RESPONSE, 1)
    for clock, objective, (commitment, cycle) in (
        (sla, "SLA", of_it), (slo, "SLO", of_it), (answer, "SLA", first), (wished, "SLO", first),
    ):  # fmt: skip
        query = query.outerjoin(clock, and_(
            clock.case_id == alert.case_id, clock.commitment == commitment,
            clock.cycle == cycle, clock.objective == objective,
        ))  # fmt: skip
    return query.order_by(alert.due_at, alert.id, told.id)


def ledger_rows(session: Session, query: Select[Any], now: datetime) -> list[LedgerRow]:
    """Run it, by what is known now."""
    rows = session.execute(query).all()
    steps = _steps(session, [row[0].id for row in rows if row[0].step])
    calendars = load_calendars(session) if rows else {}
    return [_row(row, steps, calendars, now) for row in rows]


def _steps(session: Session, alert_ids: Sequence[int]) -> Mapping[int, tuple[StepTaken, ...]]:
    if not alert_ids:
        return {}
    roster, found = load_roster(session), defaultdict[int, list[StepTaken]](list)
    between = AlertStep.alert_id.between(min(alert_ids), max(alert_ids))
    query = select(AlertStep).where(between).order_by(AlertStep.alert_id, AlertStep.step)
    for one in session.scalars(query):
        unheld = who_is_told(one.role, roster, to_seconds(one.began_at)).unheld
        found[one.alert_id].append(StepTaken(one.role, one.began_at, unheld))
    return {alert_id: tuple(taken) for alert_id, taken in found.items()}


def _row(
    row: Any, steps: Mapping[int, tuple[StepTaken, ...]],
    calendars: Mapping[str, BusinessCalendar], now: datetime,
) -> LedgerRow:  # fmt: skip
    alert, told, key, person, whom, *clocks = row
    at = told or AlertDelivery(channel="")
    return LedgerRow(
        alert.case_id, key, alert.commitment, alert.cycle, alert.level, alert.due_at,
        alert.deadline_at, alert.fired_at, alert.withdrawn_at, person or "", at.shown_at,
        at.seen_at, at.acted_at, at.acknowledged_at, at.channel,
        _useful(alert, clocks, calendars, now), alert.reason, at.snoozed_until,
        at.snooze_reason or "", whom or role_name(alert.role or ""), steps.get(alert.id, ()),
        at.claimed_at, at.seen_channel or "", at.acted_channel or "", at.put_away_at,
        means(alert.commitment, alert.level, clocks[6] is not None),
    )  # fmt: skip


def _useful(
    alert: PlannedAlert, clocks: Sequence[Any], calendars: Mapping[str, BusinessCalendar],
    now: datetime,
) -> bool | None:  # fmt: skip
    if alert.fired_at is None:
        return None
    sla, slo = Ran(*clocks[:3]), Ran(*clocks[3:6])
    has_sla, has_slo, seconds, calendar = clocks[6:]
    fired = Fired(
        alert.commitment, alert.level, alert.fired_at, alert.deadline_at, alert.withdrawn_at,
        None if has_sla is None else sla, None if has_slo is None else slo,
    )  # fmt: skip
    soon = None if seconds is None else Soon(calendars[calendar], timedelta(seconds=seconds))
    return use_of(fired, soon, now)
