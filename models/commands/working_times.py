"""When people work, who stands in for them, and whose turn a role is.

Each changes for whom alerts are, or when they come: the cases concerned are planned anew in the
same transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, or_, select

from models.changing_hands import hand_over
from models.entities import Absence, Case, Person, PlannedAlert, RotaTurn
from models.errors import KnownError
from models.handbook.different_days import DifferentDays, days_from
from models.handbook.escalation import ROLES
from models.handbook.incident import LEADING
from models.handbook.incident import ROLES as GIVEN
from models.handbook.instants import to_seconds
from models.handbook.roster import Shifts, hours_of, shifts_from
from models.handbook.roster_findings import stand_in_circle
from models.handbook.typed_days import check_days
from models.handbook.working_hours import Intervals
from models.rosters import load_roster
from models.work import Work

_LEADS: Final = tuple(roles[0] for roles in LEADING.values())
"""Who leads a case by hand owes the team its word."""


def set_shifts(
    work: Work, person_id: int, shifts: Mapping[str, Intervals], seen: Shifts | None = None
) -> None:  # fmt: skip
    """The intervals of each weekday in which a person works; none where it is not known.

    They are read in the zone of the team's calendar. A `KnownError` names the day that is wrong,
    or says that somebody else changed what was `seen`.
    """
    person = member(work, person_id)
    check_shifts(shifts)
    if seen is not None and dict(shifts_from(person.shifts)) != dict(seen):
        raise KnownError(
            "Changed meanwhile", f"Somebody else changed the hours of {person.name}.",
            "Close this and look at them again: what you typed is kept.",
        )  # fmt: skip
    with planning_anew(work, person_id):
        person.shifts = {d: [list(span) for span in spans] for d, spans in shifts.items() if spans}


def set_days(
    work: Work, person_id: int, days: Sequence[DifferentDays],
    seen: Sequence[DifferentDays] | None = None,
) -> None:  # fmt: skip
    """The days on which a person works other hours than in their week, all there are.

    A `KnownError` where two of them collide, or somebody else changed what was `seen`.
    """
    person = member(work, person_id)
    check_days(days, work.now.date())
    if seen is not None and days_from(person.days) != tuple(seen):
        raise KnownError(
            "Changed meanwhile", f"Somebody else changed the days of {person.name}.",
            "Close this and look at them again: what you typed is kept.",
        )  # fmt: skip
    with planning_anew(work, person_id):
        person.days = [one.to_json() for one in days]


def check_shifts(shifts: Mapping[str, Any]) -> None:
    """A `KnownError` where these are no weekly shifts."""
    if known := shifts_from(shifts):
        hours_of("UTC", known)


def add_absence(
    work: Work, person_id: int, begins_at: datetime, ends_at: datetime,
    stand_in_id: int | None = None,
) -> int:  # fmt: skip
    """Leave of a person; whoever stands in is told meanwhile, or else the role. Returns its id."""
    member(work, person_id)
    _check_span(begins_at, ends_at)
    if stand_in_id is not None:
        member(work, stand_in_id)
        if stand_in_id == person_id:
            raise KnownError(
                "Nobody stands in", "A person cannot stand in for themselves.", "Choose another."
            )
        _refuse_circle(work, person_id, begins_at, ends_at, stand_in_id)
    absence = Absence(
        person_id=person_id, begins_at=begins_at, ends_at=ends_at, stand_in_id=stand_in_id
    )
    with planning_anew(work, person_id):
        work.session.add(absence)
    return absence.id


def end_absence(work: Work, absence_id: int, version: int, ends_at: datetime | None = None) -> None:
    """Leave that ends earlier or later, or that is not taken at all (None)."""
    absence = work.session.get(Absence, absence_id)
    if absence is None or absence.version != version:
        raise KnownError(
            "Changed meanwhile", "This leave was changed by somebody else.", "Look at it again."
        )
    if ends_at is not None:
        _check_span(absence.begins_at, ends_at)
        if absence.stand_in_id is not None:
            added = absence.ends_at, ends_at
            _refuse_circle(work, absence.person_id, *added, absence.stand_in_id)
    with planning_anew(work, absence.person_id):
        if ends_at is None:
            work.session.delete(absence)
        else:
            absence.ends_at = ends_at


def add_turn(
    work: Work, role: str, person_id: int, begins_at: datetime, ends_at: datetime
) -> int:  # fmt: skip
    """A person's turn at a role of the escalation paths (rule 25). Returns its id."""
    if role not in ROLES:
        raise KnownError("No such role", f"“{role}” is not a role.", "Choose another.")
    member(work, person_id)
    _check_span(begins_at, ends_at)
    turn = RotaTurn(role=role, person_id=person_id, begins_at=begins_at, ends_at=ends_at)
    with planning_anew(work):
        work.session.add(turn)
    return turn.id


def remove_turn(work: Work, turn_id: int, version: int) -> None:
    """A turn that is not taken."""
    turn = work.session.get(RotaTurn, turn_id)
    if turn is None or turn.version != version:
        raise KnownError(
            "Changed meanwhile", "This turn was changed by somebody else.", "Look at it again."
        )
    with planning_anew(work):
        work.session.delete(turn)


@contextmanager
def planning_anew(work: Work, *people: int) -> Iterator[None]:
    """After a change of the team: the alerts of these people, and of who holds a role, are planned
    anew; what had fired for a role waits to be seen by whoever holds it now."""
    work.session.flush()
    before = load_roster(work.session)
    yield
    work.session.flush()
    hand_over(work.session, before, work.now)
    _plan_anew(work, people)


def _plan_anew(work: Work, people: tuple[int, ...]) -> None:
    """The cases of these people, of whom they stand in for, and what is told to roles: the open
    ones, and those that have ended and of which there is something to tell all the same."""
    work.kinds.add("person")
    mine = set(people)
    while True:
        for_whom = select(Absence.person_id).where(Absence.stand_in_id.in_(mine))
        more = set(work.session.scalars(for_whom)) - mine
        if not more:
            break
        mine |= more
    away, gone = select(Absence.person_id), select(Person.id).where(~Person.active)
    leading = (Case.fields[(GIVEN, role, "person_id")].as_integer() for role in _LEADS)
    concerned = or_(
        Case.assignee_id.is_(None),
        *(who.in_(those) for who in (Case.assignee_id, *leading) for those in (mine, away, gone)),
    )
    told = select(PlannedAlert.case_id).where(PlannedAlert.withdrawn_at.is_(None))
    for those in (Case.is_open, and_(~Case.is_open, Case.id.in_(told))):
        work.touched.update(work.session.scalars(select(Case.id).where(those, concerned)))


def member(work: Work, person_id: int) -> Person:
    """Somebody who is on the team."""
    person = work.session.get(Person, person_id)
    if person is None:
        raise KnownError("No such person", "This person is not on the team.", "Choose another.")
    if not person.active:
        raise KnownError(
            "Not on the team", f"{person.name} has left the team.", "Choose somebody else."
        )
    return person


def _refuse_circle(
    work: Work, person_id: int, begins_at: datetime, ends_at: datetime, stand_in_id: int
) -> None:
    """Nobody would be told where those who stand in for each other are all away, from now on."""
    work.session.flush()
    span = to_seconds(max(begins_at, work.now)), to_seconds(ends_at)
    if span[1] <= span[0]:
        return
    found = stand_in_circle(load_roster(work.session), person_id, *span, stand_in_id)
    if found is not None:
        names = [work.session.get_one(Person, one).name for one in found]
        raise KnownError(
            "Nobody stands in",
            f"{' and '.join(names)} would stand in for each other while they are all away.",
            "Choose somebody who is there then, or nobody: the role is told then.",
        )


def _check_span(begins_at: datetime, ends_at: datetime) -> None:
    if ends_at <= begins_at:
        raise KnownError(
            "It ends before it begins", "The end must be after the beginning.", "Correct it."
        )
