"""What a customer is sent: what they are promised, and what was kept of it (rule 31)."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Case, PolicyVersion
from models.handbook.attainment import AttainmentRow
from models.handbook.instants import to_seconds
from models.handbook.periods import Period, before
from models.handbook.zones import zone
from models.policies import load_policies
from models.queries.attainment import attainment
from models.queries.breaches import Breach, breaches
from models.queries.customer import Terms, customer_by_id, terms_of
from models.queries.desk import desk_title
from models.queries.known_at import known_at
from models.queries.remedies import sees_credits
from models.queries.reopening import resolved_again, resolved_once
from models.queries.volume import left_open_again, left_open_once, opened_in
from models.snapshot import fingerprint, jsonable

LISTED: Final = 60
"""So many breaches a report lists, the worst first."""

TITLE: Final = 120
"""Characters of a case's title that a report has room for."""

_BEFORE: Final = ("priority", "commitment", "objective", "met", "breached")
_SHOWN: Final = ("priority", "key", "commitment", "cycle", "over")


@dataclass(frozen=True)
class CustomerVolume:
    """A customer's cases opened in the period, resolved in it (each once), and open at its end."""

    total: int
    resolved: int
    open_at_end: int


@dataclass(frozen=True)
class CustomerReview:
    """What the attainment report of a customer says: no SLO, no group, no person, no note."""

    desk: str
    customer: str
    period: Period
    previous_period: Period
    zone: str
    as_of: datetime
    ended: bool
    volume: CustomerVolume
    attainment: tuple[AttainmentRow, ...]
    previous: tuple[AttainmentRow, ...]
    breaches: tuple[Breach, ...]

    def told(self) -> dict[str, Any]:
        """What is shown of it and no more, as JSON, to be attached to the paper that is sent."""
        facts = ("desk", "customer", "period", "previous_period", "zone", "as_of", "ended",
                 "volume", "attainment")  # fmt: skip
        shown = self.breaches[:LISTED]
        return {
            **{name: jsonable(getattr(self, name)) for name in facts},
            "previous": [{name: getattr(row, name) for name in _BEFORE} for row in self.previous],
            "breaches": [
                {name: jsonable(getattr(one, name)) for name in _SHOWN}
                | {"title": one.title[:TITLE]}
                for one in shown
            ],
            "not_listed": len(self.breaches) - len(shown),
        }

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of what is shown as canonical JSON: the same figures give the same hash."""
        return fingerprint(self.told())


@dataclass(frozen=True)
class SlaSheet:
    """What a customer is promised: the terms that judge their next cases, since when.

    `in_force_from` is None where a contract was made with them alone: its day is not kept.
    `credits_shown`: whoever prints it may see what is credited (rule 30).
    """

    desk: str
    customer: str
    zone: str
    version: int
    in_force_from: datetime | None
    terms: tuple[Terms, ...]
    credits_shown: bool


def sla_sheet(session: Session, customer_id: int, now: datetime, me: int | None = None) -> SlaSheet:
    """The sheet as of `now`, printed by `me`; a `KnownError` where there is no such customer."""
    customer = customer_by_id(session, customer_id)
    policies = load_policies(session)
    handbook = policies.at(to_seconds(now))
    version = session.get_one(PolicyVersion, handbook.number)
    terms = terms_of(session, customer, handbook)
    return SlaSheet(
        desk=desk_title(session),
        customer=customer.name,
        zone=policies.newest.team.zone,
        version=handbook.number,
        in_force_from=None if any(one.made for one in terms) else version.effective_at,
        terms=terms,
        credits_shown=sees_credits(session, me),
    )


def customer_review(
    session: Session, customer_id: int, period: Period, now: datetime, *, slo: bool = False
) -> CustomerReview:
    """A customer's period by what the desk knows; `slo`: with the SLOs, for ourselves.

    A `KnownError` where there is no such customer, or the period has not begun at `now`.
    """
    customer = customer_by_id(session, customer_id)
    name = load_policies(session).newest.team.zone
    place = zone(name)
    begin, end = period.begin(place), period.end(place)
    as_of = known_at(session, begin, end, now)
    last = before(period)
    return CustomerReview(
        desk=desk_title(session),
        customer=customer.name,
        period=period,
        previous_period=last,
        zone=name,
        as_of=as_of,
        ended=as_of >= end,
        volume=_volume(session, customer_id, begin, end, as_of),
        attainment=_attainment(session, customer_id, begin, end, as_of, slo),
        previous=_attainment(session, customer_id, last.begin(place), begin, as_of, slo),
        breaches=tuple(
            replace(breach, group="")
            for breach in breaches(session, begin, end, as_of, customer_id)
        ),
    )


def _attainment(
    session: Session, customer_id: int, begin: datetime, end: datetime, as_of: datetime, slo: bool
) -> tuple[AttainmentRow, ...]:
    rows = attainment(session, begin, end, as_of, customer_id=customer_id)
    return tuple(row for row in rows if slo or row.objective == "SLA")


def _volume(
    session: Session, customer_id: int, begin: datetime, end: datetime, as_of: datetime
) -> CustomerVolume:
    own = Case.customer_id == customer_id

    def count(*conditions: Any) -> int:
        return session.scalar(select(func.count()).select_from(Case).where(own, *conditions)) or 0

    theirs = set(session.scalars(select(Case.id).where(own, Case.times_reopened > 0)))
    again = [one.case_id for one in resolved_again(session, begin, end, as_of)]
    left = left_open_again(session, end, as_of)
    return CustomerVolume(
        count(*opened_in(begin, end, as_of)),
        count(*resolved_once(begin, end, as_of)) + len(theirs.intersection(again)),
        count(*left_open_once(end, as_of)) + len(theirs.intersection(left)),
    )
