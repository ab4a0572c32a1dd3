"""The calendar and the rota of the month ahead: special days, and where nobody would be there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Absence, Person
from models.handbook.escalation import ROLES
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.periods import Period
from models.handbook.policy import Policy
from models.handbook.roster_findings import roster_findings
from models.handbook.special_days import SpecialDay, special_days
from models.handbook.zones import zone
from models.queries.team import FindingRow
from models.rosters import load_roster
from models.wording import capitalised, role_name


@dataclass(frozen=True)
class PersonAhead:
    """Somebody of the team: by role, and by name where names are told."""

    name: str
    role: str

    @property
    def called(self) -> str:
        """The name, or the role."""
        return self.name or capitalised(role_name(self.role))


@dataclass(frozen=True)
class CalendarDay:
    """A day on which a calendar of the handbook is not as in an ordinary week."""

    calendar: str
    day: SpecialDay


@dataclass(frozen=True)
class Overlap:
    """Two are away at once in [begins_at, ends_at)."""

    people: tuple[PersonAhead, PersonAhead]
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class MonthAhead:
    """What is to be known of the month that follows. `team`: how many work on the desk; where it is
    nobody, no role and no shift is missed."""

    period: Period
    team: int
    days: tuple[CalendarDay, ...]
    unheld: tuple[str, ...]
    away: int
    overlaps: tuple[Overlap, ...]
    without_shifts: tuple[PersonAhead, ...]
    gaps: tuple[FindingRow, ...]


def month_ahead(
    session: Session, period: Period, policy: Policy, source: str, *, named: bool
) -> MonthAhead:
    """The month `period`, by a handbook with the file `source`, and the team as it is.

    A role is unheld where nobody has it, nor stands in, as the month begins.
    """
    place = zone(policy.team.zone)
    begin, end = period.begin(place), period.end(place)
    roster = load_roster(session)
    people = {
        row.id: PersonAhead(row.name if named else "", row.role)
        for row in session.execute(select(Person.id, Person.name, Person.role))
    }
    here = [one for one in roster.members.values() if one.active]
    leaves = _leaves(session, begin, end)
    first, last = to_seconds(begin), to_seconds(end)
    gaps = tuple(
        FindingRow(
            one.kind, from_seconds(one.begins_at), from_seconds(one.ends_at), one.role,
            tuple(people[i].called for i in one.people if i in people),
        )
        for one in roster_findings(roster, first, last)
    )  # fmt: skip
    return MonthAhead(
        period,
        len(here),
        tuple(_days(source, policy, period.starts_on, period.ends_on)),
        tuple(r for r in ROLES if here and not roster.named(r, first)),
        len({one.person_id for one in leaves}),
        tuple(
            Overlap(
                (people[a.person_id], people[b.person_id]),
                max(a.begins_at, b.begins_at, begin), min(a.ends_at, b.ends_at, end),
            )
            for a, b in combinations(leaves, 2)
            if a.person_id != b.person_id
            and max(a.begins_at, b.begins_at, begin) < min(a.ends_at, b.ends_at, end)
        ),
        tuple(people[one.id] for one in here if not one.shifts and one.id in people),
        gaps,
    )  # fmt: skip


def _days(source: str, policy: Policy, first: date, last: date) -> Iterator[CalendarDay]:
    """Of each calendar that has any, in the order of the dates."""
    found = [
        CalendarDay(name, one)
        for name in policy.calendars
        for one in special_days(source, name)
        if first <= one.day <= last
    ]
    yield from sorted(found, key=lambda one: (one.day.day, one.calendar))


def _leaves(session: Session, begin: datetime, end: datetime) -> list[Absence]:
    query = (
        select(Absence)
        .join(Person, Person.id == Absence.person_id)
        .where(Absence.ends_at > begin, Absence.begins_at < end, Person.active)
        .order_by(Absence.begins_at, Absence.id)
    )
    return list(session.scalars(query))
