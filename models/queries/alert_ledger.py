"""The ledger of alerts: planned, fired, shown, seen, acted on, and whether they were of use."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import AlertDelivery, AlertStep, Case, Clock, Person, PlannedAlert
from models.handbook.alerting import CALLS
from models.handbook.escalation import who_is_told
from models.handbook.instants import to_seconds
from models.rosters import load_roster
from models.wording import role_name

_MEANT: Final = aliased(Person)
"""Whom an alert is for, told or not."""


@dataclass(frozen=True)
class StepTaken:
    """Unseen, an alert went on to a role; `unheld` where nobody held it: then to the lead."""

    role: str
    at: datetime
    unheld: bool


@dataclass(frozen=True)
class LedgerRow:
    """One alert at one person: `person` is empty where nobody was told of it yet.

    `useful` says of a warning whether what it warned of was kept after it had fired; None of what
    is not decided yet, of one that did not fire in time, and of what warns of nothing. `reason` is
    that of its plan (`AlertPlan.reason`), `whom` whom it is for: a person, or a role.
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


@dataclass(frozen=True)
class RuleUse:
    """How often what one rule warned of was kept: `useful` of `decided` alerts."""

    commitment: str
    level: str
    useful: int
    decided: int


def ledger_of_case(session: Session, case_id: int) -> list[LedgerRow]:
    """Every alert of a case, in the order they are planned for."""
    return ledger_rows(session, ledger_query().where(PlannedAlert.case_id == case_id))


def ledger_of_person(
    session: Session, person_id: int, begin: datetime, end: datetime
) -> list[LedgerRow]:
    """What a person was told of that fired in [begin, end)."""
    fired = PlannedAlert.fired_at >= begin, PlannedAlert.fired_at < end
    return ledger_rows(session, ledger_query().where(AlertDelivery.person_id == person_id, *fired))


def use_of_rules(session: Session, begin: datetime, end: datetime) -> list[RuleUse]:
    """Of the warnings that fired in [begin, end): by rule, how often they were of use.

    Each alert counts once, however many people were told of it.
    """
    fired = PlannedAlert.fired_at >= begin, PlannedAlert.fired_at < end
    found = defaultdict[tuple[str, str], list[bool]](list)
    rows = ledger_rows(session, ledger_query().where(*fired))
    for row in {_alert_of(row): row for row in rows}.values():
        if row.useful is not None:
            found[row.commitment, row.level].append(row.useful)
    return [RuleUse(*rule, sum(uses), len(uses)) for rule, uses in sorted(found.items())]


def _alert_of(row: LedgerRow) -> tuple[Any, ...]:
    return row.case_id, row.commitment, row.cycle, row.level, row.deadline_at


def ledger_query(name: Any = Person.name, whom: Any = _MEANT.name) -> Select[Any]:
    """Each alert with whom it was told, whom it is for, and the clocks it speaks of: the SLA's,
    else the SLO's."""
    sla, slo = aliased(Clock), aliased(Clock)
    alert, told = PlannedAlert, AlertDelivery
    columns: list[Any] = [alert, told, Case.key, name, whom, sla, slo]
    query = select(*columns).select_from(alert).join(Case, Case.id == alert.case_id)
    query = query.outerjoin(told, told.alert_id == alert.id)
    query = query.outerjoin(Person, Person.id == told.person_id)
    query = query.outerjoin(_MEANT, _MEANT.id == alert.recipient_id)
    for clock, objective in ((sla, "SLA"), (slo, "SLO")):
        query = query.outerjoin(clock, and_(
            clock.case_id == alert.case_id, clock.commitment == alert.commitment,
            clock.cycle == alert.cycle, clock.objective == objective,
        ))  # fmt: skip
    shown = or_(told.id.is_(None), told.shown_at.is_not(None))
    return query.where(shown).order_by(alert.due_at, alert.id, told.id)


def ledger_rows(session: Session, query: Select[Any]) -> list[LedgerRow]:
    """Run it."""
    rows = session.execute(query).all()
    steps = _steps(session, [alert.id for alert, *_ in rows if alert.step])
    return list(_told(rows, steps))


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


def _told(rows: Iterable[Any], steps: Mapping[int, tuple[StepTaken, ...]]) -> Iterable[LedgerRow]:
    for alert, told, key, person, whom, sla, slo in rows:
        clock = sla if sla is not None and alert.level != "slo" else slo
        at = told or AlertDelivery(channel="")
        yield LedgerRow(
            alert.case_id, key, alert.commitment, alert.cycle, alert.level, alert.due_at,
            alert.deadline_at, alert.fired_at, alert.withdrawn_at, person or "", at.shown_at,
            at.seen_at, at.acted_at, at.acknowledged_at, at.channel, _useful(alert, clock),
            alert.reason, at.snoozed_until, at.snooze_reason or "",
            whom or role_name(alert.role or ""), steps.get(alert.id, ()),
        )  # fmt: skip


def _useful(alert: PlannedAlert, clock: Clock | None) -> bool | None:
    """Kept after it was told of, or not."""
    if clock is None or alert.commitment in CALLS or clock.verdict not in ("met", "breached"):
        return None
    fired, stopped = alert.fired_at, clock.stopped_at
    if fired is None or stopped is None or alert.due_at >= alert.deadline_at:
        return None
    return clock.verdict == "met" if fired <= stopped else None
