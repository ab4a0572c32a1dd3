"""The Team page: who works when, who is away, who stands in, and who holds which role when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from models.entities import Absence, Case, Person, RotaTurn
from models.handbook.assignment import AVAILABLE
from models.handbook.different_days import DifferentDays, next_decided, next_on
from models.handbook.escalation import ROLES
from models.handbook.instants import from_seconds, maybe_to_seconds, to_seconds
from models.handbook.roster import Roster, Shifts
from models.handbook.roster_findings import Kind, RosterFinding, roster_findings
from models.handbook.skills import Skill, skills_from
from models.handbook.standing import standing
from models.handbook.zones import zone as read_zone
from models.policies import load_policies
from models.queries.people import PersonRow, former_team, team
from models.queries.skill_gaps import SkillGap, skill_gaps
from models.rosters import load_roster

_AHEAD: Final = 90 * 86_400
"""Seconds for which leave and turns are looked through."""


@dataclass(frozen=True)
class LeaveRow:
    """Leave that is not over; `stand_in` is empty where the role is told instead.

    `relief` is who stands in while the stand-in is away too, "" where nobody does, None where they
    are there all along. `open_cases` is how many cases the person has that somebody else sees to
    meanwhile.
    """

    id: int
    version: int
    person_id: int
    person: str
    begins_at: datetime
    ends_at: datetime
    stand_in_id: int | None
    stand_in: str
    open_cases: int
    relief: str | None = None


@dataclass(frozen=True)
class DaysRow:
    """Days that differ from a person's week and are not over; `next_on` is the next of them on
    which no other line decides."""

    person_id: int
    person: str
    days: DifferentDays
    next_on: date | None


@dataclass(frozen=True)
class TurnRow:
    """A turn at a role that is not over."""

    id: int
    version: int
    role: str
    person_id: int
    person: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class MemberRow:
    """Somebody of the team: at work just now or not, or on leave until an instant.

    `status` is what they say of themselves; `capacity` is None where the handbook says it.
    """

    id: int
    name: str
    role: str
    shifts: Shifts
    open_cases: int
    at_work: bool
    away_until: datetime | None
    days: tuple[DifferentDays, ...] = ()
    skills: tuple[Skill, ...] = ()
    status: str = AVAILABLE
    capacity: int | None = None


@dataclass(frozen=True)
class RoleRow:
    """A role of the escalation paths and who is told of it just now: the lead where it is
    `unheld`, that is, where nobody has it."""

    role: str
    holders: tuple[str, ...]
    unheld: bool = False


@dataclass(frozen=True)
class FindingRow:
    """What of leave and turns is not as it was surely meant, with names (`RosterFinding`)."""

    kind: Kind
    begins_at: datetime
    ends_at: datetime
    role: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class TeamNow:
    """The team at an instant; shifts are read in `zone`. `former` have left it."""

    zone: str
    members: tuple[MemberRow, ...]
    leaves: tuple[LeaveRow, ...]
    turns: tuple[TurnRow, ...]
    roles: tuple[RoleRow, ...]
    former: tuple[PersonRow, ...] = ()
    days: tuple[DaysRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    gaps: tuple[SkillGap, ...] = ()


def team_now(session: Session, now: datetime) -> TeamNow:
    """Everybody active by name, and leave and turns that are not over, the next first."""
    roster, zone = load_roster(session), load_policies(session).newest.team.zone
    cases = _open_cases(session)
    people = team(session)
    names = {row.id: row.name for row in people}
    at = to_seconds(now)
    said = {row.id: row for row in session.scalars(select(Person).where(Person.active))}
    members = tuple(
        _member(row, said[row.id], roster, zone, at, cases.get(row.id, 0)) for row in people
    )
    return TeamNow(
        zone,
        members,
        _leaves(session, now, cases, roster),
        _turns(session, now),
        tuple(
            RoleRow(role, tuple(sorted(names[one] for one in roster.holders(role, at)
                                       if one in names)), not roster.named(role, at))
            for role in ROLES
        ),
        tuple(former_team(session)),
        tuple(_days(members, now.astimezone(read_zone(zone)).date())),
        tuple(_finding(one, names) for one in roster_findings(roster, at, at + _AHEAD)),
        tuple(skill_gaps(session, now)),
    )  # fmt: skip


def _member(
    row: PersonRow, said: Person, roster: Roster, zone: str, at: int, cases: int
) -> MemberRow:
    member = roster.members[row.id]
    leave = member.leave_at(at)
    return MemberRow(
        row.id, row.name, row.role, member.shifts, cases,
        bool(member.open_time(zone, at, at + 1)),
        from_seconds(leave.ends_at) if leave is not None else None, member.days,
        skills_from(said.skills),
        standing(said.status, maybe_to_seconds(said.status_at), member, zone, at), said.capacity,
    )  # fmt: skip


def _finding(one: RosterFinding, names: Mapping[int, str]) -> FindingRow:
    people = tuple(names.get(person, "") for person in one.people)
    begins_at, ends_at = from_seconds(one.begins_at), from_seconds(one.ends_at)
    return FindingRow(one.kind, begins_at, ends_at, one.role, people)


def _days(members: Sequence[MemberRow], today: date) -> Iterator[DaysRow]:
    """By person, as they were entered."""
    for row in members:
        for days in row.days:
            if next_on(days, today) is not None:
                yield DaysRow(row.id, row.name, days, next_decided(row.days, days, today))


def _open_cases(session: Session) -> Mapping[int, int]:
    query = (
        select(Case.assignee_id, func.count())
        .where(Case.is_open, Case.assignee_id.is_not(None))
        .group_by(Case.assignee_id)
    )
    return {person: count for person, count in session.execute(query) if person is not None}


def _leaves(
    session: Session, now: datetime, cases: Mapping[int, int], roster: Roster
) -> tuple[LeaveRow, ...]:
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    stand_in = aliased(Person)
    query = (
        select(Absence, Person.name, stand_in.name)
        .join(Person, Person.id == Absence.person_id)
        .outerjoin(stand_in, and_(stand_in.id == Absence.stand_in_id, stand_in.active))
        .where(Absence.ends_at > now, Person.active)
        .order_by(Absence.begins_at, Absence.id)
    )
    return tuple(
        LeaveRow(
            one.id, one.version, one.person_id, person, one.begins_at, one.ends_at,
            one.stand_in_id, other or "", cases.get(one.person_id, 0),
            _relief(one, roster, names, now) if other else None,
        )
        for one, person, other in session.execute(query)
    )  # fmt: skip


def _relief(leave: Absence, roster: Roster, names: Mapping[int, str], now: datetime) -> str | None:
    """Who is told while whoever stands in is away too."""
    begin, end = to_seconds(max(leave.begins_at, now)), to_seconds(leave.ends_at)
    stand_in = roster.members.get(leave.stand_in_id or 0)
    away = stand_in.leaves if stand_in is not None else ()
    told = [
        roster.present(leave.person_id, max(one.begins_at, begin))
        for one in away
        if one.begins_at < end and one.ends_at > begin
    ]
    found = dict.fromkeys(names[one] for one in told if one is not None)
    return ", ".join(found) if told else None


def _turns(session: Session, now: datetime) -> tuple[TurnRow, ...]:
    query = (
        select(RotaTurn, Person.name)
        .join(Person, Person.id == RotaTurn.person_id)
        .where(RotaTurn.ends_at > now, Person.active)
        .order_by(RotaTurn.begins_at, RotaTurn.id)
    )
    return tuple(
        TurnRow(one.id, one.version, one.role, one.person_id, person, one.begins_at, one.ends_at)
        for one, person in session.execute(query)
    )
