"""What breaches did, measured: customers, cases, time over target by commitment, credits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Customer
from models.handbook.remedies import HUNDREDTHS, credit_words
from models.queries.case_breaches import CaseBreach, case_breaches
from models.queries.case_credits import credited, granted_credits
from models.text import Text, counted, text
from models.wording import commitment_name, counted_words


@dataclass(frozen=True)
class OverTarget:
    """How often a commitment was breached, and the counted time over its target, all together.

    `business`: in hours of work; `running`: so many of them still grow.
    """

    commitment: str
    business: bool
    breaches: int
    seconds: int
    running: int

    @property
    def name_words(self) -> Text:
        """The commitment by its name."""
        return text(commitment_name(self.commitment))

    @property
    def kind_words(self) -> Text:
        """By which hours too: “Resolution, work time”, “Resolution, round the clock”."""
        key = "{commitment}, work time" if self.business else "{commitment}, round the clock"
        return text(key, commitment=self.name_words)

    @property
    def words(self) -> Text:
        """“Resolution: 2 breaches, 5 h of work time over target”."""
        return text(
            "{commitment}: {breaches}, {time} over target",
            commitment=self.name_words,
            breaches=counted(self.breaches, "1 breach", "{count} breaches"),
            time=counted_words(self.seconds, business=self.business),
        )

    def to_json(self) -> dict[str, Any]:
        """As `leadline postmortem show --json` gives it."""
        return {
            "commitment": self.commitment, "business": self.business, "breaches": self.breaches,
            "minutes": self.seconds // 60, "seconds": self.seconds, "running": self.running,
        }  # fmt: skip


@dataclass(frozen=True)
class Impact:
    """Of the cases that the reader may see, as of an instant.

    `breached` of the `cases` were; `breached_at` is by case when its first was. `credits` are
    amounts by their unit, of the periods in which they breached; None for who may not see them.
    """

    as_of: datetime
    cases: int
    breached: int
    customers: tuple[str, ...]
    over: tuple[OverTarget, ...]
    breached_at: Mapping[int, datetime]
    credits: Mapping[str, float] | None

    @property
    def credit_words(self) -> tuple[str, ...]:
        """“7.5 % of the monthly fee”, each unit for itself."""
        return tuple(
            f"{credit_words(round(amount * HUNDREDTHS))} {unit}"
            for unit, amount in (self.credits or {}).items()
        )

    def to_json(self) -> dict[str, Any]:
        """As `leadline postmortem show --json` gives it."""
        return {
            "as_of": self.as_of.isoformat(), "cases": self.cases, "breached": self.breached,
            "customers": list(self.customers), "over_target": [one.to_json() for one in self.over],
            "credits": self.credits,
        }  # fmt: skip


def impact_of(session: Session, case_ids: Collection[int], now: datetime, me: int | None) -> Impact:
    """What the breaches of some cases came to; of those that ended as no case there is none."""
    rows = session.execute(
        select(Case.id, Case.customer_id, Customer.name)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .where(Case.id.in_(case_ids))
    ).all()  # fmt: skip
    names = {row.name for row in rows if row.name}
    breaches = case_breaches(session, [row.id for row in rows], now)
    when = {case_id: some[0].at for case_id, some in breaches.items()}
    seen = [(row.customer_id, [one.at for one in breaches.get(row.id, ())]) for row in rows]
    return Impact(
        now, len(rows), len(breaches), tuple(sorted(names)),
        _over([one for some in breaches.values() for one in some]), when,
        credited(seen, granted_credits(session, me)),
    )  # fmt: skip


def _over(breaches: Sequence[CaseBreach]) -> tuple[OverTarget, ...]:
    found: dict[tuple[str, bool], list[CaseBreach]] = defaultdict(list)
    for one in breaches:
        found[one.commitment, one.over.business].append(one)
    rows = [
        OverTarget(commitment, business, len(some), sum(one.over.seconds for one in some),
                   sum(one.over.running for one in some))
        for (commitment, business), some in found.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.seconds, row.commitment, row.business)))
