"""What is to be handed over while somebody is on leave: their open cases, and to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Absence, Case, Person
from models.handbook.instants import to_seconds
from models.rosters import load_roster


@dataclass(frozen=True)
class HandOverRow:
    """An open case of whoever is away, and when it is due next."""

    case_id: int
    key: str
    title: str
    priority: str
    due_at: datetime | None


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


def hand_over(session: Session, absence_id: int, now: datetime) -> HandOver | None:
    """The open cases of whoever takes this leave, the next to breach first; None where it is gone.

    A case that is due while they are away is somebody else's to see to; any other waits for them.
    """
    leave = session.get(Absence, absence_id)
    if leave is None:
        return None
    roster = load_roster(session)
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
        tuple(HandOverRow(*row) for row in session.execute(query)),
    )  # fmt: skip
