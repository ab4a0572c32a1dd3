"""Which alerts are due, and for whom: by an index, so that the cost grows with what is due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from models.entities import AlertDelivery, AlertStep, Case, Clock, Customer, Person, PlannedAlert
from models.handbook.escalation import who_is_told
from models.handbook.instants import to_seconds
from models.hearing import Hearing, heard_by, hearing
from models.knowing import has_seen
from models.policies import load_policies
from models.rosters import load_roster

PATIENCE: Final = timedelta(minutes=1)
"""How long a desk may take to show what it claimed; then the alert is anybody's again."""

_KEPT: Final = 32
"""Statements that are kept, one for each person and their roles."""

_WAITING: Final = (PlannedAlert.fired_at.is_(None), PlannedAlert.withdrawn_at.is_(None))
_ESCALATING: Final = (PlannedAlert.escalates_at.is_not(None), PlannedAlert.withdrawn_at.is_(None))
LIVE: Final = (PlannedAlert.fired_at.is_not(None), PlannedAlert.withdrawn_at.is_(None))


@dataclass(frozen=True)
class AlertRow:
    """An alert with what a person needs to see of its case.

    `due_at` is the alert's own instant, `deadline_at` that of what it warns of, `owed_at` the due
    time of what binds (rule 18). `recipient` is a person's name, or the role while there is none;
    `reason` is that of its plan (`AlertPlan.reason`); `assignee` has the case, "" for nobody.
    Unseen, it went on to the role `called`, `unheld` where nobody held that: then to the lead.
    """

    id: int
    case_id: int
    case_key: str
    title: str
    customer: str
    priority: str
    commitment: str
    cycle: int
    level: str
    due_at: datetime
    deadline_at: datetime
    owed_at: datetime
    recipient_id: int | None
    recipient: str
    waiting_for: str
    reason: Mapping[str, Any] | None = None
    assignee: str = ""
    called: str = ""
    called_at: datetime | None = None
    unheld: bool = False

    @property
    def clock(self) -> tuple[int, str, int]:
        """Which clock it speaks of."""
        return self.case_id, self.commitment, self.cycle


def due_alerts(session: Session, now: datetime, limit: int, skip_locked: bool = False) -> list[int]:
    """The ids of alerts planned for now or before that nobody fired yet, oldest first.

    With `skip_locked` they are held, but for those that somebody else holds already.
    """
    query = select(PlannedAlert.id).where(*_WAITING, PlannedAlert.due_at <= now)
    return _ids(session, query.order_by(PlannedAlert.due_at, PlannedAlert.id), limit, skip_locked)


def unseen_alerts(
    session: Session, now: datetime, limit: int, skip_locked: bool = False
) -> list[int]:
    """The ids of alerts that nobody has seen for as long as they may wait; held as above."""
    query = select(PlannedAlert.id).where(*_ESCALATING, PlannedAlert.escalates_at <= now)
    in_order = query.order_by(PlannedAlert.escalates_at, PlannedAlert.id)
    return _ids(session, in_order, limit, skip_locked)


def _ids(session: Session, query: Select[Any], limit: int, held: bool) -> list[int]:
    query = query.limit(limit)
    return list(session.scalars(query.with_for_update(skip_locked=True) if held else query))


def next_due_at(session: Session, now: datetime) -> datetime | None:
    """When the next alert falls due after now, or the next one has waited too long to be seen."""
    first: list[datetime | None] = [
        session.scalar(select(func.min(column)).where(*those, column > now))
        for column, those in (
            (PlannedAlert.due_at, _WAITING), (PlannedAlert.escalates_at, _ESCALATING),
        )
    ]  # fmt: skip
    return min((at for at in first if at is not None), default=None)


def unshown_alerts(
    session: Session, person_id: int, now: datetime, only: Collection[str] | None = None
) -> list[AlertRow]:
    """Alerts that fired and that this person was not told of: their own, and their roles'; `only`
    of these priorities.

    One that a desk of theirs claimed and did not show in good time is among them, and one that was
    snoozed until now. What a breach has overtaken is not.
    """
    untold = _untold(hearing(session, person_id, now), _these(only))
    return rows_of(session, alert_rows().where(*untold), _at(now))


def anything_unshown(
    session: Session, person_id: int, now: datetime, only: Collection[str] | None = None
) -> bool:
    """Whether there are any of these: what a desk asks at each look."""
    one = _one_untold(hearing(session, person_id, now), _these(only))
    return session.scalar(one, _at(now)) is not None


# A desk asks the same at each look: to write a statement takes longer than to run it.


@lru_cache(maxsize=_KEPT)
def _one_untold(heard: Hearing, only: tuple[str, ...] | None) -> Select[int]:
    return select(PlannedAlert.id).where(*_untold(heard, only)).limit(1)


@lru_cache(maxsize=_KEPT)
def _untold(heard: Hearing, only: tuple[str, ...] | None) -> Sequence[ColumnElement[bool]]:
    delivery = AlertDelivery
    now: BindParameter[datetime] = bindparam("now")
    told = or_(delivery.snoozed_until.is_(None), delivery.shown_at >= delivery.snoozed_until)
    dealt_with = select(delivery.id).where(
        delivery.alert_id == PlannedAlert.id, delivery.person_id == heard.person_id,
        or_(
            and_(delivery.shown_at.is_not(None), told), delivery.snoozed_until > now,
            has_seen(delivery),
            delivery.claimed_at.between(bindparam("patient_since"), now),
        ),
    )  # fmt: skip
    untold = (*LIVE, heard_by(heard), ~dealt_with.exists(), ~hidden_by_a_breach())
    if only is None:
        return untold
    of_these = select(Case.id).where(Case.id == PlannedAlert.case_id, Case.priority.in_(only))
    return *untold, of_these.correlate(PlannedAlert).exists()


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "patient_since": now - PATIENCE}


def _these(only: Collection[str] | None) -> tuple[str, ...] | None:
    return None if only is None else tuple(sorted(only))


def heard_of(
    session: Session, heard: Hearing, ids: Sequence[int], only: Collection[str] | None = None
) -> list[AlertRow]:
    """Of these alerts, fired or not, what somebody is told; `only` of these priorities."""
    if not ids:
        return []
    rows = rows_of(session, alert_rows().where(PlannedAlert.id.in_(ids), heard_by(heard)))
    return rows if only is None else [row for row in rows if row.priority in only]


def may_break_quiet(session: Session) -> tuple[str, ...]:
    """The priorities whose alerts come though somebody asked for quiet."""
    return load_policies(session).newest.breaks_quiet


def alerts_by_id(session: Session, ids: Sequence[int]) -> list[AlertRow]:
    """These alerts, the worst first."""
    return rows_of(session, alert_rows().where(PlannedAlert.id.in_(ids)))


@cache
def hidden_by_a_breach() -> ColumnElement[bool]:
    """Of an alert: what it warns of has come about, and that is told instead."""
    breach = aliased(PlannedAlert)
    return exists().where(
        breach.case_id == PlannedAlert.case_id, breach.commitment == PlannedAlert.commitment,
        breach.cycle == PlannedAlert.cycle, breach.fired_at.is_not(None),
        breach.withdrawn_at.is_(None), breach.due_at == breach.deadline_at,
        breach.level.in_(("sla", "slo")), breach.deadline_at >= PlannedAlert.deadline_at,
        breach.due_at > PlannedAlert.due_at,
    )  # fmt: skip


@cache
def alert_rows() -> Select[Any]:
    """The columns of an `AlertRow`, in its order."""
    binding, holder = aliased(Clock), aliased(Person)
    alert, columns = PlannedAlert, list[Any]()
    columns += (alert.id, alert.case_id, Case.key, Case.title, func.coalesce(Customer.name, ""))
    columns += (Case.priority, alert.commitment, alert.cycle, alert.level, alert.due_at)
    columns += (alert.deadline_at, func.coalesce(binding.due_at, alert.deadline_at))
    columns += (alert.recipient_id, func.coalesce(Person.name, alert.role, ""))
    columns += (Case.waiting_for, alert.reason, func.coalesce(holder.name, ""))
    last = aliased(AlertStep)
    columns += (func.coalesce(last.role, ""), last.began_at)
    return (
        select(*columns)
        .join(Case, Case.id == alert.case_id)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .outerjoin(Person, Person.id == alert.recipient_id)
        .outerjoin(holder, holder.id == Case.assignee_id)
        .outerjoin(last, and_(last.alert_id == alert.id, last.step == alert.step))
        .outerjoin(binding, and_(
            binding.case_id == alert.case_id, binding.commitment == alert.commitment,
            binding.cycle == alert.cycle, binding.objective == "SLA",
        ))
    )  # fmt: skip


def rows_of(
    session: Session, query: Select[Any], values: Mapping[str, Any] | None = None
) -> list[AlertRow]:
    """Run it: the worst first, that is by what binds (rule 18)."""
    rows = [AlertRow(*row) for row in session.execute(query, values)]
    if any(row.called for row in rows):
        roster = load_roster(session)
        rows = [
            replace(row, unheld=who_is_told(row.called, roster, to_seconds(row.called_at)).unheld)
            if row.called_at is not None
            else row
            for row in rows
        ]
    return sorted(rows, key=lambda row: (row.owed_at, row.case_id, row.due_at, row.id))
