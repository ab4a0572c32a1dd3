"""The credits that the breaches of cases fall under, for whoever may see credits (rule 30)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Customer
from models.handbook.periods import parse_period
from models.handbook.remedies import HUNDREDTHS
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.remedies import APPROVED, PAID, remedies, sees_credits


@dataclass(frozen=True)
class Granted:
    """A credit that was approved or paid, and whose it is."""

    customer_id: int
    begin: datetime
    end: datetime
    unit: str
    amount: int


BreachedAt = tuple[int | None, Sequence[datetime]]
"""A case as credits see it: its customer, and when its SLA clocks breached."""


def granted_credits(session: Session, me: int | None) -> list[Granted] | None:
    """Every credit of a customer that stands; None for who may not see them."""
    if not sees_credits(session, me):
        return None
    place = zone(load_policies(session).newest.team.zone)
    ids = dict(session.execute(select(Customer.name, Customer.id)).all())
    found = []
    for row in remedies(session, me):
        if row.state in (APPROVED, PAID):
            period = parse_period(row.period)
            found.append(Granted(ids[row.customer], period.begin(place), period.end(place),
                                 row.unit, row.amount))  # fmt: skip
    return found


def credited(
    cases: Collection[BreachedAt], granted: Sequence[Granted] | None
) -> Mapping[str, float] | None:
    """Amounts by their unit: of each customer of a breached case, what they were credited for the
    period in which it breached. Each credit counts once, however many of the cases it covers."""
    if granted is None:
        return None
    sums: dict[str, int] = defaultdict(int)
    for one in granted:
        if any(
            customer_id == one.customer_id and any(one.begin <= at < one.end for at in breached_at)
            for customer_id, breached_at in cases
        ):
            sums[one.unit] += one.amount
    return {unit: amount / HUNDREDTHS for unit, amount in sums.items()}
