"""Which alerts are due, and for whom: by an index, so that the cost grows with what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from models.entities import AlertDelivery, Case, Clock, Customer, Person, PlannedAlert
from models.handbook.alerting import roles_heard
from models.restricted import LEAD, hidden_from

PATIENCE: Final = timedelta(minutes=1)
"""How long a desk may take to show what it claimed; then the alert is anybody's again."""

_WAITING: Final = (PlannedAlert.fired_at.is_(None), PlannedAlert.withdrawn_at.is_(None))
LIVE: Final = (PlannedAlert.fired_at.is_not(None), PlannedAlert.withdrawn_at.is_(None))


@dataclass(frozen=True)
class AlertRow:
    """An alert with what a person needs to see of its case.

    `due_at` is the alert's own instant, `deadline_at` that of what it warns of, `owed_at` the due
    time of what binds (rule 18). `recipient` is a person's name, or the role while there is none.
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

    @property
    def clock(self) -> tuple[int, str, int]:
        """Which clock it speaks of."""
        return self.case_id, self.commitment, self.cycle


def due_alerts(session: Session, now: datetime, limit: int) -> list[int]:
    """The ids of alerts planned for now or before that nobody fired yet, oldest first."""
    query = select(PlannedAlert.id).where(*_WAITING, PlannedAlert.due_at <= now)
    return list(session.scalars(query.order_by(PlannedAlert.due_at).limit(limit)))


def next_due_at(session: Session, now: datetime) -> datetime | None:
    """When the next alert falls due after now."""
    return session.scalar(
        select(func.min(PlannedAlert.due_at)).where(*_WAITING, PlannedAlert.due_at > now)
    )


def unshown_alerts(session: Session, person_id: int, now: datetime) -> list[AlertRow]:
    """Alerts that fired and that this person was not told of: their own, and their roles'.

    One that a desk of theirs claimed and did not show in good time is among them.
    """
    dealt_with = select(AlertDelivery.id).where(
        AlertDelivery.alert_id == PlannedAlert.id,
        AlertDelivery.person_id == person_id,
        or_(
            AlertDelivery.shown_at.is_not(None),
            AlertDelivery.claimed_at.between(now - PATIENCE, now),
        ),
    )
    theirs = heard_by(session, person_id)
    return rows_of(session, alert_rows().where(*LIVE, theirs, ~dealt_with.exists()))


def alerts_by_id(session: Session, ids: Sequence[int]) -> list[AlertRow]:
    """These alerts, the worst first."""
    return rows_of(session, alert_rows().where(PlannedAlert.id.in_(ids)))


def heard_by(session: Session, person_id: int) -> ColumnElement[bool]:
    """Of a planned alert: whether this person is told (rule 25).

    Of a restricted case that nobody has, the leads are told too: who holds the role may not see it.
    """
    team = select(Person.id, Person.role).where(Person.active)
    roles_of = {row.id: row.role for row in session.execute(team)}
    told: ColumnElement[bool] = PlannedAlert.role.in_(roles_heard(person_id, roles_of))
    if roles_of.get(person_id) == LEAD:
        told = or_(told, PlannedAlert.case_id.in_(select(Case.id).where(Case.named.is_not(None))))
    nobody = and_(PlannedAlert.recipient_id.is_(None), told)
    left_out = hidden_from(session, person_id)
    seen = PlannedAlert.case_id.not_in(left_out) if left_out else true()
    return and_(seen, or_(PlannedAlert.recipient_id == person_id, nobody))


def alert_rows() -> Select[Any]:
    """The columns of an `AlertRow`, in its order."""
    binding = aliased(Clock)
    alert, columns = PlannedAlert, list[Any]()
    columns += (alert.id, alert.case_id, Case.key, Case.title, func.coalesce(Customer.name, ""))
    columns += (Case.priority, alert.commitment, alert.cycle, alert.level, alert.due_at)
    columns += (alert.deadline_at, func.coalesce(binding.due_at, alert.deadline_at))
    columns += (alert.recipient_id, func.coalesce(Person.name, alert.role, ""))
    columns.append(Case.waiting_for)
    return (
        select(*columns)
        .join(Case, Case.id == alert.case_id)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .outerjoin(Person, Person.id == alert.recipient_id)
        .outerjoin(binding, and_(
            binding.case_id == alert.case_id, binding.commitment == alert.commitment,
            binding.cycle == alert.cycle, binding.objective == "SLA",
        ))
    )  # fmt: skip


def rows_of(session: Session, query: Select[Any]) -> list[AlertRow]:
    """Run it: the worst first, that is by what binds (rule 18)."""
    rows = [AlertRow(*row) for row in session.execute(query)]
    return sorted(rows, key=lambda row: (row.owed_at, row.case_id, row.due_at, row.id))
