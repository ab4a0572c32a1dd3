"""What was kept of each contract in a period: its SLA clocks decided (rule 26), and how much of its
SLOs' error budget was used."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import floor
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Contract
from models.handbook.policy import COMMITMENTS, Policy
from models.policies import load_policies
from models.queries.agreements import AGREED, Told, agreement_of, with_agreements
from models.queries.attainment import DECIDED, outcomes

HANDBOOK: Final = ""
"""What the handbook alone judges."""

_CLOCK: Final = (Clock.case_id, Clock.objective, Clock.priority, Clock.commitment)


@dataclass(frozen=True)
class Kept:
    """Clocks met, of those decided."""

    met: int = 0
    decided: int = 0


@dataclass(frozen=True)
class ContractRow:
    """What was kept of a contract by commitment, in the order of the handbook; of how many
    customers clocks were decided. Contracts of one name are one; `HANDBOOK` is no contract's.

    `spent` are its SLO clocks missed, `allowed` how many of those decided its SLOs allow to miss,
    all its priorities and commitments together.
    """

    contract: str
    customers: int
    kept: tuple[tuple[str, Kept], ...]
    spent: int = 0
    allowed: int = 0

    @property
    def whole(self) -> Kept:
        """All commitments together."""
        return Kept(sum(k.met for _, k in self.kept), sum(k.decided for _, k in self.kept))


def by_contract(
    session: Session, begin: datetime, end: datetime, as_of: datetime, handbook: Policy
) -> tuple[ContractRow, ...]:
    """Each contract of which a clock was decided in [begin, end), by name; the handbook first.

    Where the desk has no contracts nothing is read: all of it is the handbook's.
    """
    if not load_policies(session).have_contracts and not session.scalar(
        select(func.count(Contract.id))
    ):
        return ()
    sums: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    customers: defaultdict[str, set[Any]] = defaultdict(set)
    spent: defaultdict[str, int] = defaultdict(int)
    may: defaultdict[str, Fraction] = defaultdict(Fraction)
    judged: dict[Told, Policy] = {}
    for row in _decided(session, begin, end, as_of):
        told, agreed = agreement_of(row, handbook)
        name = agreed.contract
        if row.objective == "SLO":
            if told not in judged:
                judged[told] = agreed.over(handbook)
            target = judged[told].commitments(row.priority).get(row.commitment)
            if target is not None and target.slo is not None:
                spent[name] += row.decided - row.met
                may[name] += row.decided * (1 - target.slo_share)
            continue
        met = sums[name].setdefault(row.commitment, [0, 0])
        met[0] += row.met
        met[1] += row.decided
        customers[name].add(row.customer_id)
    return tuple(
        ContractRow(
            name, len(customers[name] - {None}),
            tuple((name, Kept(*found)) for name, found in sorted(kept.items(), key=_place)),
            spent[name], floor(may[name]),
        )
        for name, kept in sorted(sums.items())
    )  # fmt: skip


def _place(one: tuple[str, object]) -> tuple[int, str]:
    known = COMMITMENTS.index(one[0]) if one[0] in COMMITMENTS else len(COMMITMENTS)
    return known, one[0]


def _decided(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Any:
    """The clocks of each case, objective, priority and commitment, counted by the database."""
    found = outcomes(begin, end, as_of, DECIDED)
    counts = (
        select(
            *_CLOCK, func.count().label("decided"),
            func.count().filter(found.name == "met").label("met"),
        )
        .where(found.belong)
        .group_by(*_CLOCK)
        .subquery()
    )  # fmt: skip
    columns = (
        Case.customer_id, counts.c.objective, counts.c.priority, counts.c.commitment,
        counts.c.met, counts.c.decided,
    )  # fmt: skip
    query = with_agreements(select(*columns, *AGREED).join(counts, counts.c.case_id == Case.id))
    return session.execute(query)
