"""The team: who works on the desk."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from models.commands.working_times import check_shifts, plan_for_roles
from models.entities import Person
from models.handbook.alerting import ROLES
from models.queries.people import login
from models.typed_text import clean_name
from models.work import Work


def add_person(
    work: Work,
    name: str,
    role: str = "agent",
    skills: Mapping[str, int] | None = None,
    shifts: Mapping[str, Any] | None = None,
) -> int:
    """The person of that name, added if new."""
    wanted = clean_name("person", name)
    check_shifts(shifts or {})
    found = work.session.scalar(select(Person.id).where(Person.name == wanted))
    if found is not None:
        return found
    person = Person(name=wanted, role=role, skills=dict(skills or {}), shifts=dict(shifts or {}))
    work.session.add(person)
    work.session.flush()
    work.kinds.add("person")
    if role in ROLES:
        plan_for_roles(work)
    return person.id


def note_login(work: Work, person_id: int) -> None:
    """Note that this connection's login is this person's, where neither is taken yet.

    A login that several people share stays the first one's; the others are asked on each computer.
    """
    name = login(work.session)
    person = work.session.get_one(Person, person_id)
    if name is None or person.login is not None:
        return
    if work.session.scalar(select(Person.id).where(Person.login == name)) is None:
        person.login = name
        work.kinds.add("person")
