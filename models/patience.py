"""How long an alert waits to be seen and who is told next, by what judges its case."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, select, type_coerce, update
from sqlalchemy.orm import Session

from models.entities import Case, Contract, Customer, PlannedAlert
from models.entities import Event as EventRow
from models.handbook import events as ev
from models.handbook.case_clocks import versions_of
from models.handbook.escalation import Escalation
from models.handbook.events import Event
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import Policy
from models.kept import Kept
from models.policies import Policies, Terms, load_policies
from models.projection import MATCHED, stored_matter
from models.restricted import fetch

_ALERTS: Final = Kept(
    select(
        PlannedAlert.id, PlannedAlert.role, PlannedAlert.step, Case.id.label("case_id"),
        Case.priority, Case.policy_number, Case.fields, Case.category, Case.group_name,
        Case.contract_id, Customer.name.label("customer"), Contract.name.label("contract"),
        Contract.terms,
    )
    .join(Case, Case.id == PlannedAlert.case_id)
    .outerjoin(Customer, Customer.id == Case.customer_id)
    .outerjoin(Contract, Contract.id == Case.contract_id)
    .where(PlannedAlert.id.in_(bindparam("ids", expanding=True))),
    listed="ids",
)  # fmt: skip
_APPLIED: Final = Kept(
    select(
        EventRow.case_id, EventRow.id, EventRow.kind, type_coerce(EventRow.occurred_at, BigInteger),
        type_coerce(EventRow.recorded_at, BigInteger), EventRow.data,
    )
    .where(
        EventRow.case_id.in_(bindparam("ids", expanding=True)),
        EventRow.kind.in_((ev.POLICY_APPLIED, ev.RETRACTED)),
    )
    .order_by(EventRow.id),
    listed="ids",
)  # fmt: skip


class Waiting(NamedTuple):
    """A fired alert on its path: for which role it was at first, and the steps it has taken."""

    id: int
    case_id: int
    role: str | None
    step: int
    escalation: Escalation


def paths_of(session: Session, alert_ids: Collection[int]) -> list[Waiting]:
    """Along which path each of these goes.

    What counts is the handbook that judges the case last, and its contract's word before it.
    """
    if not alert_ids:
        return []
    policies = load_policies(session)
    rows = fetch(session, _ALERTS, {"ids": list(alert_ids)})
    numbers = _applied(session, rows, policies)
    found = []
    for row in rows:
        policy = _under(policies, row)[numbers.get(row.case_id, row.policy_number)]
        path = policy.escalation(row.priority)
        found.append(Waiting(row.id, row.case_id, row.role, row.step, path))
    return found


def wait_to_be_seen(session: Session, alert_ids: Collection[int], since: datetime) -> None:
    """From an instant on, these wait to be seen; then they go on along their path."""
    until: dict[int, list[int]] = {}
    for one in paths_of(session, alert_ids):
        telling = one.escalation.after(one.role, one.step, to_seconds(since))
        if telling is not None:
            until.setdefault(telling.at, []).append(one.id)
    for at, ids in until.items():
        session.execute(
            update(PlannedAlert)
            .where(PlannedAlert.id.in_(ids))
            .values(escalates_at=from_seconds(at))
            .execution_options(synchronize_session=False)
        )


def _applied(session: Session, rows: Iterable[Any], policies: Policies) -> Mapping[int, int]:
    """The version that judges a case last, where one was applied to it."""
    if len(policies.rows) == 1:
        return {}
    opened_under = {row.case_id: row.policy_number for row in rows}
    logs: dict[int, list[Event]] = {}
    for case_id, *event in fetch(session, _APPLIED, {"ids": list(opened_under)}):
        logs.setdefault(case_id, []).append(Event(*event))
    return {i: _last_of(log, opened_under[i]) for i, log in logs.items()}


def _last_of(log: Sequence[Event], number: int) -> int:
    return versions_of(log, number)[-1][1]


def _under(policies: Policies, row: Any) -> Mapping[int, Policy]:
    """Every version as it judges the case."""
    terms = None if row.contract_id is None else Terms(row.contract, row.terms)
    if terms is None and not policies.have_contracts:
        return policies.versions
    matter = stored_matter(row.fields.get(MATCHED), row.customer, row.category, row.group_name)
    return policies.under(terms, matter)
