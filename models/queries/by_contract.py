"""What was kept of each contract: its SLA clocks decided in a period (rule 26)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, Clock, Contract
from models.handbook.policy import COMMITMENTS, Policy
from models.policies import load_policies
from models.queries.agreements import AGREED, agreement_of, with_agreements
from models.queries.attainment import DECIDED, outcomes

HANDBOOK: Final = ""
"""What the handbook alone judges."""


@dataclass(frozen=True)
class Kept:
    """Clocks met, of those decided."""

    met: int = 0
    decided: int = 0


@dataclass(frozen=True)
class ContractRow:
    """What was kept of a contract by commitment, in the order of the handbook; of how many
    customers clocks were decided. Contracts of one name are one; `HANDBOOK` is no contract's."""

    contract: str
    customers: int
    kept: tuple[tuple[str, Kept], ...]

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
    for row in _decided(session, begin, end, as_of):
        name = agreement_of(row, handbook)[1].contract
        met = sums[name].setdefault(row.commitment, [0, 0])
        met[0] += row.met
        met[1] += row.decided
        customers[name].add(row.customer_id)
    return tuple(
        ContractRow(
            name, len(customers[name] - {None}),
            tuple((name, Kept(*found)) for name, found in sorted(kept.items(), key=_place)),
        )
        for name, kept in sorted(sums.items())
    )  # fmt: skip


def _place(one: tuple[str, object]) -> tuple[int, str]:
    known = COMMITMENTS.index(one[0]) if one[0] in COMMITMENTS else len(COMMITMENTS)
    return known, one[0]


def _decided(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Any:
    """The SLA clocks of each case and commitment, counted by the database."""
    found = outcomes(begin, end, as_of, DECIDED)
    counts = (
        select(
            Clock.case_id, Clock.commitment, func.count().label("decided"),
            func.count().filter(found.name == "met").label("met"),
        )
        .where(found.belong, Clock.objective == "SLA")
        .group_by(Clock.case_id, Clock.commitment)
        .subquery()
    )  # fmt: skip
    columns = Case.customer_id, counts.c.commitment, counts.c.met, counts.c.decided
    query = with_agreements(select(*columns, *AGREED).join(counts, counts.c.case_id == Case.id))
    return session.execute(query)
