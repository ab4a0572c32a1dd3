"""The team as alerts are planned for it: shifts, leave, stand-ins, turns, and learned leads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Text, cast, select
from sqlalchemy.orm import Session

from models.entities import Absence, LearnedLead, Person, RotaTurn
from models.entities.plain import plain
from models.handbook.alerting import Learned
from models.handbook.different_days import DifferentDays, days_from
from models.handbook.roster import Leave, Member, Roster, Shifts, Turn, shifts_from
from models.kept import Kept, connection_of
from models.projection import Team
from models.read_once import once
from models.typed_text import from_json

_people, _absences, _turns, _leads = map(plain, (Person, Absence, RotaTurn, LearnedLead))
_TEAM: Final = Kept(
    select(
        _people.c.id, _people.c.role, cast(_people.c.shifts, Text).label("shifts"),
        _people.c.active, cast(_people.c.days, Text).label("days"),
        _absences.c.begins_at, _absences.c.ends_at, _absences.c.stand_in_id,
        _people.c.name, cast(_people.c.skills, Text).label("skills"), _people.c.status,
        _people.c.status_at, _people.c.capacity,
    )
    .outerjoin(_absences, _absences.c.person_id == _people.c.id)
    .order_by(_people.c.name, _absences.c.begins_at, _absences.c.id)
)  # fmt: skip
_TURNS: Final = Kept(
    select(
        _turns.c.role, _turns.c.person_id, _turns.c.begins_at, _turns.c.ends_at
    ).order_by(_turns.c.id)
)  # fmt: skip
_LEARNED: Final = select(
    _leads.c.person_id, _leads.c.commitment, _leads.c.priority, _leads.c.category,
    _leads.c.seconds, _leads.c.cases,
)  # fmt: skip


def load_team(session: Session, learned: bool) -> Team:
    """For whom alerts are planned; with what their cases have taught where a policy asks for it."""
    return Team(load_roster(session), load_learned(session) if learned else {})


class Staff(NamedTuple):
    """Everybody there is: a row for each by name, and when they work, by id."""

    rows: Sequence[Any]
    members: Mapping[int, Member]


def load_staff(session: Session) -> Staff:
    """Everybody, as cases are given to them."""
    return once(connection_of(session), _read_staff)


def load_roster(session: Session) -> Roster:
    """Everybody there is, with when they work and who stands in for them."""
    return once(connection_of(session), _read_roster)


def _read_roster(connection: Connection) -> Roster:
    turns = tuple(Turn(*row) for row in _TURNS.rows(connection))
    return Roster(once(connection, _read_staff).members, turns)


def _read_staff(connection: Connection) -> Staff:
    leaves = defaultdict[int, list[Leave]](list)
    found = _TEAM.rows(connection)
    for row in found:
        if row.begins_at is not None:
            leaves[row.id].append(Leave(row.begins_at, row.ends_at, row.stand_in_id))
    rows = {row.id: row for row in found}
    members = {
        person: Member(
            person, row.role, _shifts(row.shifts), tuple(leaves.get(person, ())), row.active,
            _days(row.days),
        )
        for person, row in sorted(rows.items())
    }  # fmt: skip
    return Staff(tuple(rows.values()), members)


@lru_cache(maxsize=1024)
def _shifts(stored: str | None) -> Shifts:
    """Shifts as they are stored; every write reads the team, and whose did not change not again."""
    return shifts_from(from_json(stored or "{}"))


@lru_cache(maxsize=1024)
def _days(stored: str | None) -> tuple[DifferentDays, ...]:
    return days_from(from_json(stored or "[]"))


def load_learned(session: Session) -> Learned:
    """The leads that people's own cases have taught."""
    rows = session.connection().execute(_LEARNED)
    return {(person, *key): (seconds, cases) for person, *key, seconds, cases in rows}
