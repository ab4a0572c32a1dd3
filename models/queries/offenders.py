"""Whose SLA clocks breach most, with how many were decided: customers, categories, groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Customer
from models.queries.attainment import DECIDED, Outcomes, outcomes
from models.queries.breaches import NO_GROUP

Kind = Literal["customer", "category", "group"]
NO_CUSTOMER: Final = "No customer"
NO_CATEGORY: Final = "No category"
SHOWN: Final = 5
"""How many of a kind a review names."""

OF_KIND: Final[Mapping[Kind, Any]] = {
    "customer": Case.customer_id,
    "category": func.coalesce(func.nullif(Case.category, ""), NO_CATEGORY),
    "group": func.coalesce(func.nullif(Case.group_name, ""), NO_GROUP),
}
"""Whose a case is."""


@dataclass(frozen=True)
class Offender:
    """SLA clocks `breached` of those `decided` in the period; `before` are both in the one before
    it, None where that is not compared. `customer_id` is there for a customer.
    """

    name: str
    breached: int
    decided: int
    before: tuple[int, int] | None
    customer_id: int | None = None


@dataclass(frozen=True)
class Offenders:
    """Those of a kind with the most breaches, and how many more of it have any."""

    kind: Kind
    rows: tuple[Offender, ...]
    others: int


def offenders(
    session: Session, begin: datetime, end: datetime, as_of: datetime, since: datetime | None
) -> tuple[Offenders, ...]:
    """Of [begin, end) by each kind, beside what it was in [since, begin) where that is given."""
    return tuple(_of_kind(session, kind, begin, end, as_of, since) for kind in OF_KIND)


def _of_kind(
    session: Session, kind: Kind, begin: datetime, end: datetime, as_of: datetime,
    since: datetime | None,
) -> Offenders:  # fmt: skip
    now = _counts(session, kind, outcomes(begin, end, as_of, DECIDED))
    was = {} if since is None else _counts(session, kind, outcomes(since, begin, as_of, DECIDED))
    some = sorted(
        (key for key, (breached, _) in now.items() if breached),
        key=lambda key: (-now[key][0], now[key][1], key is None, key),
    )
    shown = some[:SHOWN]
    names = _customers(session, shown) if kind == "customer" else {key: key for key in shown}
    rows = [
        Offender(
            names[key], *now[key], None if since is None else was.get(key, (0, 0)),
            key if kind == "customer" else None,
        )
        for key in shown
    ]  # fmt: skip
    return Offenders(kind, tuple(rows), len(some) - len(rows))


def _counts(session: Session, kind: Kind, found: Outcomes) -> dict[Any, tuple[int, int]]:
    """(breached, decided) by whose they are."""
    whose = OF_KIND[kind]
    rows = session.execute(
        select(whose, func.count().filter(found.name == "breached"), func.count())
        .select_from(Clock)
        .join(Case, Case.id == Clock.case_id)
        .where(found.belong, Clock.objective == "SLA")
        .group_by(whose)
    )
    return {key: (breached, decided) for key, breached, decided in rows}


def _customers(session: Session, ids: Sequence[int | None]) -> dict[int | None, str]:
    rows = session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(ids)))
    names: dict[int | None, str] = {None: NO_CUSTOMER}
    names.update((row.id, row.name) for row in rows)
    return names
