"""Whose SLA clocks breach most, with how many were decided: customers, categories, groups."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, case, false, func, literal, or_, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Customer
from models.queries.breaches import NO_GROUP
from models.queries.verdict_counts import BROKEN, crossed, first_verdict, judged, slices

Kind = Literal["customer", "category", "group"]
NO_CUSTOMER: Final = "No customer"
NO_CATEGORY: Final = "No category"
SHOWN: Final = 5
"""How many of a kind a review names."""
_SIZE: Final = SHOWN + 1

OF_KIND: Final[Mapping[Kind, Any]] = {
    "customer": Case.customer_id,
    "category": func.coalesce(func.nullif(Case.category, ""), NO_CATEGORY),
    "group": func.coalesce(func.nullif(Case.group_name, ""), NO_GROUP),
}
"""Whose a case is."""
_COLUMNS: Final[Mapping[Kind, tuple[Any, str | None]]] = {
    "customer": (Case.customer_id, None),
    "category": (Case.category, NO_CATEGORY),
    "group": (Case.group_name, NO_GROUP),
}


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
    session: Session, whose: Mapping[Kind, Mapping[Any, int]], begin: datetime, end: datetime,
    as_of: datetime, since: datetime | None,
) -> tuple[Offenders, ...]:  # fmt: skip
    """Those with the most breaches of [begin, end), which `whose` has counted by kind.

    Beside each stands how many were decided, and what it was in [since, begin) where that is given.
    """
    most = {kind: _most(counts) for kind, counts in whose.items()}
    now = _decided(session, most, begin, end, as_of)
    was = {} if since is None else _decided(session, most, since, begin, as_of)
    found = []
    for kind, keys in most.items():
        names = _customers(session, keys) if kind == "customer" else {key: key for key in keys}
        rows = [
            Offender(
                names[key], *now[kind, key],
                None if since is None else was.get((kind, key), (0, 0)),
                key if kind == "customer" else None,
            )
            for key in keys
        ]  # fmt: skip
        rows.sort(key=lambda row: (-row.breached, row.decided))
        found.append(Offenders(kind, tuple(rows), len(whose[kind]) - len(rows)))
    return tuple(found)


def _most(counts: Mapping[Any, int]) -> list[Any]:
    """Of equals the first by name, or of customers by number; what has none comes last."""
    return sorted(counts, key=lambda key: (-counts[key], key is None, key))[:SHOWN]


def _decided(
    session: Session, most: Mapping[Kind, Sequence[Any]], begin: datetime, end: datetime,
    as_of: datetime,
) -> dict[tuple[Kind, Any], tuple[int, int]]:  # fmt: skip
    """(breached, decided) of each, from one look: a clock is put under one number for all kinds."""
    counts: defaultdict[tuple[Kind, Any], list[int]] = defaultdict(lambda: [0, 0])
    number: ColumnElement[int] = BROKEN
    for kind, keys in most.items():
        number = number * _SIZE + _place(kind, keys)
    among = or_(false(), *(_is(kind, key) for kind, keys in most.items() for key in keys))
    query = select(number, func.count()).select_from(Clock).join(Case, Case.id == Clock.case_id)
    query = query.where(Clock.objective == "SLA", among).group_by(number)
    since = max(begin, first_verdict(session) or end)
    wanted = [judged(*stretch, as_of) for stretch in slices(since, end)]
    for some in (*wanted, crossed(begin, end, as_of)):
        for row, count in session.execute(query.where(some)):
            broken = row // _SIZE ** len(most)
            for digit, (kind, keys) in enumerate(reversed(list(most.items()))):
                place = row // _SIZE**digit % _SIZE
                if place < len(keys):
                    counts[kind, keys[place]][broken] += count
    return {whose: (breached, met + breached) for whose, (met, breached) in counts.items()}


def _place(kind: Kind, keys: Sequence[Any]) -> ColumnElement[int]:
    """Which of the keys a row has; `SHOWN` where it has another."""
    if not keys:
        return literal(SHOWN)
    return case(*((_is(kind, key), place) for place, key in enumerate(keys)), else_=SHOWN)


def _is(kind: Kind, key: Any) -> ColumnElement[bool]:
    """What `OF_KIND` says of it, by the column alone, which costs far less."""
    column, none = _COLUMNS[kind]
    if key == none:
        return or_(column.is_(None), column.in_(("", none))) if none else column.is_(None)
    found: ColumnElement[bool] = column == key
    return found


def _customers(session: Session, ids: Sequence[int | None]) -> dict[int | None, str]:
    rows = session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(ids)))
    names: dict[int | None, str] = {None: NO_CUSTOMER}
    names.update((row.id, row.name) for row in rows)
    return names
