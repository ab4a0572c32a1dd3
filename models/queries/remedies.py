"""The credits of customers: what a period's SLA verdicts come to, and what became of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Contract, Customer, Person, RemedyStep
from models.errors import KnownError
from models.handbook.instants import to_seconds
from models.handbook.periods import Period
from models.handbook.policy import Policy
from models.handbook.remedies import HUNDREDTHS, Credit, Remedies, SlaVerdict, credit_of
from models.handbook.roster import LEAD
from models.handbook.zones import zone
from models.policies import load_calendars, load_policies
from models.queries.agreements import AGREED, Told, agreement_of, with_agreements
from models.queries.attainment import DECIDED, outcomes
from models.queries.breaches import overrun
from models.queries.known_at import known_at
from models.restricted import hidden_keys, without_names

CALCULATED, APPROVED, PAID, DISPUTED = "calculated", "approved", "paid", "disputed"

STATE_WORDS: Final = {
    CALCULATED: "calculated, not approved",
    APPROVED: "approved",
    PAID: "paid",
    DISPUTED: "disputed",
}


@dataclass(frozen=True)
class StepRow:
    """One step of a credit: what was done, by whom and when, and the amount it was done about."""

    number: int
    kind: str
    at: datetime
    by: str
    note: str
    amount: int


@dataclass(frozen=True)
class RemedyRow:
    """The credit of a contract, customer and period as it stands, with all its steps.

    `amount` and `cap` are hundredths of `unit`; `id` is that of its first step.
    """

    id: int
    contract: str
    customer: str
    period: str
    state: str
    unit: str
    amount: int
    cap: int
    lines: tuple[Any, ...]
    steps: tuple[StepRow, ...]

    @property
    def last_step(self) -> int:
        """What whoever takes the next step says they have seen."""
        return self.steps[-1].number

    def to_json(self) -> dict[str, Any]:
        """As `leadline remedies --json` gives it."""
        return {
            "id": self.id, "contract": self.contract, "customer": self.customer,
            "period": self.period, "state": self.state, "unit": self.unit,
            "amount": self.amount / HUNDREDTHS, "cap": self.cap / HUNDREDTHS,
            "lines": list(self.lines),
            "steps": [
                {"number": step.number, "kind": step.kind, "at": step.at.isoformat(),
                 "by": step.by, "note": step.note, "amount": step.amount / HUNDREDTHS}
                for step in self.steps
            ],
        }  # fmt: skip


@dataclass(frozen=True)
class Calculated:
    """What the SLA verdicts of one customer under one contract come to."""

    contract: str
    customer_id: int
    credit: Credit


def remedies(session: Session, me: int | None) -> list[RemedyRow]:
    """Every credit, the latest period first; a `KnownError` for whoever does not lead (rule 30)."""
    if me is not None:
        check_leads(session, me)
    steps = session.execute(
        select(RemedyStep, Customer.name.label("customer"), Person.name.label("by"))
        .join(Customer, Customer.id == RemedyStep.customer_id)
        .join(Person, Person.id == RemedyStep.person_id)
        .order_by(RemedyStep.contract, RemedyStep.customer_id, RemedyStep.period, RemedyStep.number)
    ).all()
    key = attrgetter("RemedyStep.contract", "RemedyStep.customer_id", "RemedyStep.period")
    unnamed = hidden_keys(session)
    rows = [_row(list(some), unnamed) for _, some in groupby(steps, key)]
    return sorted(rows, key=lambda row: (row.period, -row.id), reverse=True)


def sees_credits(session: Session, me: int | None) -> bool:
    """Whether somebody may see credits: not an agent, where anybody leads; nobody named may."""
    roles = dict(session.execute(select(Person.id, Person.role).where(Person.active)).all())
    return me is None or LEAD not in roles.values() or roles.get(me) == LEAD


def check_leads(session: Session, person_id: int) -> None:
    """Refuse somebody who does not lead (rule 30)."""
    if not sees_credits(session, person_id):
        raise KnownError(
            "For the lead", "What customers are credited is the lead's to see and to decide.",
            "Ask the lead.",
        )  # fmt: skip


def calculated(session: Session, period: Period, now: datetime) -> list[Calculated]:
    """The credit of each customer whose contract has tables for such a period.

    The tables are those of the handbook in force at the end of the period, and of the contracts as
    they are. A clock counts in the period of its verdict (rule 26); SLOs count for nothing here. A
    `KnownError` while the period runs.
    """
    policies = load_policies(session)
    place = zone(policies.newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    if now < end:
        raise KnownError(
            "Not over yet", f"{period.name} runs still; its verdicts may be others in the end.",
            "Calculate it when it is over.",
        )  # fmt: skip
    as_of = known_at(session, begin, end, now)
    handbook = policies.at(to_seconds(end) - 1)
    if not _credits(session, handbook):
        return []
    found = [
        Calculated(one.contract, one.customer_id, credit_of(one.remedies, one.verdicts))
        for one in judged_by_contract(session, begin, end, as_of, handbook)
        if one.remedies.per == per_of(period)
    ]
    return sorted(found, key=lambda one: (one.contract, one.customer_id))


def _credits(session: Session, handbook: Policy) -> bool:
    """Whether any contract has tables, so that its verdicts need to be read."""
    if any(policy.remedies is not None for _, policy in handbook.contracts):
        return True
    return any(terms.get("remedies") for terms in session.scalars(select(Contract.terms)))


@dataclass
class Judged:
    """The SLA clocks of a customer under one contract that were decided in a span."""

    remedies: Remedies
    contract: str
    customer_id: int
    verdicts: list[SlaVerdict]


def judged_by_contract(
    session: Session, begin: datetime, end: datetime, as_of: datetime, handbook: Policy
) -> list[Judged]:
    """What contracts with tables are judged by; the others are left out.

    Contracts of one name and customer are one, as for those who read it; the tables of the one
    made last count.
    """
    tables: dict[Told, Remedies | None] = {}
    found: dict[tuple[str, int], Judged] = {}
    calendars = load_calendars(session)
    for row in _decided(session, begin, end, as_of):
        told, agreement = agreement_of(row, handbook)
        if told not in tables:
            tables[told] = agreement.over(handbook).remedies
        own = tables[told]
        if own is None:
            continue
        met = row.outcome == "met"
        over = 0 if met else overrun(row, calendars, to_seconds(as_of)).seconds
        verdict = SlaVerdict(row.key, row.priority, row.commitment, row.cycle, met, over)
        judged = found.setdefault(
            (agreement.contract, row.customer_id),
            Judged(own, agreement.contract, row.customer_id, []),
        )
        judged.remedies = own
        judged.verdicts.append(verdict)
    return list(found.values())


def per_of(period: Period) -> str:
    """What kind of period it is: tables are a month's or a quarter's, and no other is credited."""
    return "quarter" if "Q" in period.name else "week" if "W" in period.name else "month"


def _decided(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Sequence[Any]:
    """The SLA clocks of customers' cases that were decided in the span, by when their contract was
    made; those under the handbook's own come first."""
    found = outcomes(begin, end, as_of, DECIDED)
    columns = (
        Case.key, Case.customer_id, Clock.priority, Clock.commitment, Clock.cycle, Clock.calendar,
        Clock.target_seconds, Clock.stopped_at, Clock.pauses, found.name.label("outcome"),
        found.at.label("at"),
    )  # fmt: skip
    cases = with_agreements(select(*columns, *AGREED).join(Clock, Clock.case_id == Case.id))
    wanted = found.belong, Clock.objective == "SLA", Case.customer_id.is_not(None)
    return session.execute(cases.where(*wanted).order_by(func.coalesce(Contract.id, 0))).all()


def _row(steps: list[Any], unnamed: Collection[str]) -> RemedyRow:
    first, last = steps[0].RemedyStep, steps[-1].RemedyStep
    told = tuple(
        StepRow(step.number, step.kind, step.at, row.by, step.note, step.amount)
        for row in steps
        for step in [row.RemedyStep]
    )
    return RemedyRow(
        first.id, first.contract, steps[0].customer, first.period, last.kind, last.unit,
        last.amount, last.cap, tuple(without_names(line, unnamed) for line in last.lines), told,
    )  # fmt: skip
