"""Who is on this desk, and which of them is at this window."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.entities import DeskValue, Person
from models.errors import KnownError
from models.typed_text import echoed, one_line

NEWCOMER: Final = "newcomer"
"""The desk's value that names, by id, whom somebody is who only looks around."""


@dataclass(frozen=True)
class PersonRow:
    """A member of the team; `role` is agent, lead, or a role of the escalation paths."""

    id: int
    name: str
    role: str


def team(session: Session) -> list[PersonRow]:
    """Everybody active, by name."""
    query = select(Person.id, Person.name, Person.role).where(Person.active).order_by(Person.name)
    return [PersonRow(*row) for row in session.execute(query)]


def former_team(session: Session) -> list[PersonRow]:
    """Who has left the team, by name."""
    query = select(Person.id, Person.name, Person.role).where(~Person.active).order_by(Person.name)
    return [PersonRow(*row) for row in session.execute(query)]


def people_names(session: Session) -> list[tuple[int, str]]:
    """(id, name) of everybody active, by name."""
    query = select(Person.id, Person.name).where(Person.active).order_by(Person.name)
    return [(row.id, row.name) for row in session.execute(query)]


def person_named(session: Session, name: str) -> int | None:
    """The active person of that name, or None."""
    return session.scalar(select(Person.id).where(Person.name == one_line(name), Person.active))


def anybody_named(session: Session, name: str) -> int:
    """Whoever has that name, on the team or not any more; a `KnownError` where nobody does."""
    found = session.scalar(select(Person.id).where(Person.name == one_line(name)))
    if found is None:
        raise KnownError(
            "No such person", f"Nobody called “{echoed(name)}” is known here.",
            "“leadline team” shows who is.",
        )  # fmt: skip
    return found


def person_expected(session: Session) -> int | None:
    """Who is at the window where nobody said: whose login this is, or the sample desk's guest."""
    return _by_login(session) or _newcomer(session)


def login(session: Session) -> str | None:
    """The database login of this connection; a local file has none."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    return str(session.scalar(text("SELECT session_user")))


def _by_login(session: Session) -> int | None:
    name = login(session)
    if name is None:
        return None
    return session.scalar(select(Person.id).where(Person.login == name, Person.active))


def _newcomer(session: Session) -> int | None:
    value = session.scalar(select(DeskValue.value).where(DeskValue.name == NEWCOMER))
    if value is None:
        return None
    return session.scalar(select(Person.id).where(Person.id == int(value), Person.active))
