"""What is to be handed over while somebody is on leave: their open cases, and to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Absence, Case, Person
from models.handbook.instants import to_seconds
from models.handbook.roster import Roster
from models.policies import load_policies
from models.rosters import load_roster


@dataclass(frozen=True)
class HandOverRow:
    """An open case of whoever is away, and when it is due next.

    `stays`: that is before they go, so it is theirs until then. `unattended`: whoever stands in is
    not at work then.
    """

    case_id: int
    key: str
    title: str
    priority: str
    due_at: datetime | None
    stays: bool = False
    unattended: bool = False


@dataclass(frozen=True)
class HandOver:
    """`to` is who stands in at the beginning, along whoever stands in for them; "" is nobody."""

    person_id: int
    person: str
    begins_at: datetime
    ends_at: datetime
    to_id: int | None
    to: str
    cases: tuple[HandOverRow, ...]

    @property
    def given(self) -> tuple[int, ...]:
        """The cases that whoever stands in is to have."""
        return tuple(row.case_id for row in self.cases if not row.stays)


def hand_over(session: Session, absence_id: int, now: datetime) -> HandOver | None:
    """The open cases of whoever takes this leave, the next to breach first; None where it is gone.

    A case that is due while they are away is somebody else's to see to; any other waits for them.
    """
    leave = session.get(Absence, absence_id)
    if leave is None:
        return None
    roster = load_roster(session)
    home = load_policies(session).newest.team.zone
    names = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
    whom = roster.present(leave.person_id, to_seconds(max(leave.begins_at, now)))
    query = (
        select(Case.id, Case.key, Case.title, Case.priority, Case.next_due_at)
        .where(Case.assignee_id == leave.person_id, Case.is_open)
        .order_by(Case.sort_at, Case.id)
    )
    return HandOver(
        leave.person_id, names[leave.person_id], leave.begins_at, leave.ends_at,
        whom, names.get(whom or 0, ""),
        tuple(
            HandOverRow(*row, max(now, row.next_due_at) < leave.begins_at,
                        not _is_at_work(roster, whom, home, row.next_due_at))
            if row.next_due_at else HandOverRow(*row)
            for row in session.execute(query)
        ),
    )  # fmt: skip


def _is_at_work(roster: Roster, whom: int | None, home: str, at: datetime) -> bool:
    """Whether somebody works at an instant; of whoever's hours are not entered, nothing is said."""
    member = roster.members.get(whom or 0)
    if member is None or not (member.shifts or member.days):
        return True
    due = to_seconds(at)
    return bool(member.open_time(home, due, due + 1))
