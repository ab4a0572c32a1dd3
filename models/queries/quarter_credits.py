"""The credits of a quarter and of its months, for whoever may see them (rule 30)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Contract
from models.handbook.instants import to_seconds
from models.handbook.lengths import seconds_words
from models.handbook.periods import Period, months_of
from models.handbook.remedies import HUNDREDTHS, credit_words
from models.handbook.zones import zone
from models.policies import Policies, load_policies
from models.queries.remedies import (
    APPROVED,
    CALCULATED,
    PAID,
    RemedyRow,
    remedies,
    sees_credits,
)
from models.text import Text, text
from models.wording import commitment_name


@dataclass(frozen=True)
class QuarterCredits:
    """`rows` of its periods, the last first; `over` are those that can be calculated.

    `has_tables`: some contract of its end credits anything.
    """

    rows: tuple[RemedyRow, ...]
    over: tuple[Period, ...]
    has_tables: bool


def quarter_credits(
    session: Session, me: int | None, quarter: Period, now: datetime
) -> QuarterCredits | None:
    """What customers are credited for it; None for whoever is not to see that."""
    if not sees_credits(session, me):
        return None
    policies = load_policies(session)
    place = zone(policies.newest.team.zone)
    periods = [*months_of(quarter), quarter]
    names = {period.name for period in periods}
    return QuarterCredits(
        tuple(row for row in remedies(session, me) if row.period in names),
        tuple(period for period in periods if period.end(place) <= now),
        _has_tables(session, policies, to_seconds(quarter.end(place)) - 1),
    )


@dataclass(frozen=True)
class CreditLine:
    """A credit in a review: what was calculated, and what was approved of it, if anything was.

    Amounts are hundredths of `unit`; nothing is owed before it is approved (rule 30).
    """

    customer: str
    contract: str
    period: str
    unit: str
    calculated: int
    approved: int | None
    state: str


@dataclass(frozen=True)
class Credits:
    """A period's credits; `missing` are its periods that are over and of which none was calculated,
    though some contract credits something."""

    rows: tuple[CreditLine, ...]
    missing: tuple[str, ...]

    @property
    def waiting(self) -> int:
        """How many are calculated and neither approved nor disputed."""
        return sum(row.state == CALCULATED for row in self.rows)


def credits_of(session: Session, me: int | None, quarter: Period, now: datetime) -> Credits | None:
    """The credits of a period for its review; None for whoever is not to see them."""
    found = quarter_credits(session, me, quarter, now)
    if found is None:
        return None
    told = {row.period for row in found.rows}
    missing = [period.name for period in found.over if period.name not in told]
    return Credits(
        tuple(map(_line, found.rows)), tuple(missing) if found.has_tables and not told else ()
    )


def _line(row: RemedyRow) -> CreditLine:
    calculated = [step.amount for step in row.steps if step.kind == CALCULATED]
    return CreditLine(
        row.customer, row.contract, row.period, row.unit, (calculated or [row.amount])[-1],
        row.amount if row.state in (APPROVED, PAID) else None, row.state,
    )  # fmt: skip


def credit_line_words(line: Mapping[str, Any], unit: str) -> Text:
    """“CS-1428, P2 resolution, over by 2 h: 100 EUR”; “P1 resolution, 8 of 10 met: 5 EUR”."""
    said = {
        "target": f"{line['priority']} {commitment_name(line['commitment']).lower()}",
        "credit": f"{credit_words(round(line['credit'] * HUNDREDTHS))} {unit}",
    }
    if "case" in line:
        over = seconds_words(line["over_seconds"])
        return text("{case}, {target}, over by {over}: {credit}", case=line["case"], over=over,
                    **said)  # fmt: skip
    return text("{target}, {met} of {decided} met: {credit}", met=line["met"],
                decided=line["decided"], **said)  # fmt: skip


def amount_of(row: RemedyRow) -> str:
    """“7.5 % of the monthly fee”."""
    return f"{credit_words(row.amount)} {row.unit}"


def _has_tables(session: Session, policies: Policies, at: int) -> bool:
    if any(own.remedies is not None for _, own in policies.at(at).contracts):
        return True
    return any("remedies" in terms for terms in session.scalars(select(Contract.terms)))
