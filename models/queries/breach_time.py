"""With whom the time of a period's breached targets went: by role, or by name (rules 25 and 31)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case, Clock
from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import merged
from models.handbook.instants import to_seconds
from models.handbook.ownership import Held, held, used
from models.handbook.periods import Period
from models.handbook.zones import zone
from models.policies import Policies, load_calendars, load_policies
from models.queries.attainment import outcomes
from models.queries.known_at import known_at
from models.queries.ownership import Owner, events_of, owners
from models.queries.sight import sees_figures

_AT_ONCE: Final = 500

Key = tuple[int, str, int]
"""A clock that breached: its case, commitment and cycle."""


@dataclass(frozen=True)
class Holding:
    """Somebody by name, a role whose people held cases, or while nobody did, the role's own."""

    name: str
    role: str
    unassigned: bool


@dataclass(frozen=True)
class TimeRow:
    """What of the breached targets passed so; in how many of the breaches it was the most."""

    holding: Holding
    seconds: int
    most_of: int


@dataclass(frozen=True)
class BreachTimes:
    """All of it, the most first, and of each breach the part that was the largest.

    `may_name`: whoever asked may switch names on; `named`: they have.
    """

    rows: tuple[TimeRow, ...]
    largest: Mapping[Key, tuple[Holding, int]]
    breaches: int
    named: bool
    may_name: bool

    @property
    def seconds(self) -> int:
        """All the time of all breached targets; hours of work and of the clock add up here."""
        return sum(row.seconds for row in self.rows)


def breach_times(
    session: Session, period: Period, now: datetime, asker_id: int | None, named: bool = False
) -> BreachTimes:
    """Of every SLA clock that breached in a period, from its start to its crossing.

    By role as the team has them today. Names are the lead's to switch on: a `KnownError` for
    anybody else.
    """
    may_name = sees_figures(session, asker_id)
    if named and not may_name:
        raise KnownError(
            "The lead sees names", "With whom the time of breaches went is told by roles.",
            "Ask the lead.",
        )  # fmt: skip
    policies = load_policies(session)
    place = zone(policies.newest.team.zone)
    begin, end = period.begin(place), period.end(place)
    clocks = _breached(session, begin, end, known_at(session, begin, end, now))
    sums, most = defaultdict[Holding, int](int), defaultdict[Holding, int](int)
    largest: dict[Key, tuple[Holding, int]] = {}
    for row, parts in _parts(session, policies, clocks):
        one = defaultdict[Holding, int](int)
        for owner, seconds in parts:
            one[_holding(owner, named)] += seconds
        for holding, seconds in one.items():
            sums[holding] += seconds
        if one:
            holding, seconds = max(one.items(), key=lambda item: item[1])
            most[holding] += 1
            largest[row.case_id, row.commitment, row.cycle] = holding, seconds
    rows = [TimeRow(holding, seconds, most[holding]) for holding, seconds in sums.items()]
    rows.sort(key=lambda row: (-row.seconds, row.holding.name, row.holding.role))
    return BreachTimes(tuple(rows), largest, len(clocks), named, may_name)


def _holding(owner: Owner, named: bool) -> Holding:
    """A person of no role is an agent; what passed before a case was opened is of no role."""
    return Holding(owner.name if named else "", owner.role, unassigned=not owner.name)


def _breached(session: Session, begin: datetime, end: datetime, as_of: datetime) -> Sequence[Any]:
    found = outcomes(begin, end, as_of, ("breached",))
    query = (
        select(
            Clock.case_id, Clock.commitment, Clock.cycle, Clock.started_at, Clock.calendar,
            Clock.pauses, Case.policy_number, found.at.label("at"),
        )
        .join(Case, Case.id == Clock.case_id)
        .where(found.belong, Clock.objective == "SLA")
        .order_by(Clock.case_id, Clock.commitment, Clock.cycle)
    )  # fmt: skip
    return session.execute(query).all()


def _parts(
    session: Session, policies: Policies, clocks: Sequence[Any]
) -> Iterator[tuple[Any, list[tuple[Owner, int]]]]:
    """Each clock with who held its case while it counted."""
    calendars = load_calendars(session)
    for first in range(0, len(clocks), _AT_ONCE):
        some = clocks[first : first + _AT_ONCE]
        stretches = _stretches(session, policies, some)
        every = (one.holder[0] for own in stretches.values() for one in own)
        people = owners(session, every)
        for row in some:
            shares = _shares(row, stretches[row.case_id], calendars)
            yield row, [(people(share.holder), share.seconds) for share in shares]


def _stretches(
    session: Session, policies: Policies, clocks: Sequence[Any]
) -> Mapping[int, list[Held]]:
    """By case, up to the last of its crossings."""
    until: dict[int, int] = {}
    for row in clocks:
        until[row.case_id] = max(until.get(row.case_id, 0), to_seconds(row.at))
    versions = {row.case_id: policies.versions[row.policy_number] for row in clocks}
    logs = events_of(session, sorted(until))
    return {
        case_id: held(logs[case_id], last, versions[case_id].provisional_priority)
        for case_id, last in until.items()
    }


def _shares(
    row: Any, stretches: Sequence[Held], calendars: Mapping[str, BusinessCalendar]
) -> Sequence[Any]:
    start, until = to_seconds(row.started_at), to_seconds(row.at)
    pauses = merged([(begin, finish) for begin, finish in row.pauses], start, until)
    return used(stretches, start, until, pauses, calendars[row.calendar])
