"""Whose figures somebody may read (rule 31)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person
from models.handbook.roster import LEAD


def sees_figures(session: Session, asker_id: int | None) -> bool:
    """Whether figures about people may be told: to the lead, to all where nobody leads (rule 31).

    Who is not named reads the database as whoever may open it does.
    """
    query = select(Person.id).where(Person.active, Person.role == LEAD)
    leads = set(session.scalars(query))
    return asker_id is None or not leads or asker_id in leads


def sees_figures_of(session: Session, asker_id: int | None, person_id: int | None) -> bool:
    """The same of one person: they see their own."""
    return asker_id == person_id or sees_figures(session, asker_id)
