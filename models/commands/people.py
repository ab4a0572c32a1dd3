"""The team: who works on the desk, in which role, who leaves it and comes back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from models.commands.handing_over import hand_over, open_cases, take_back
from models.commands.leading import check_leads, check_may_open_all, check_stays_seen
from models.commands.working_times import check_shifts, member, planning_anew
from models.entities import Person
from models.errors import KnownError
from models.handbook.escalation import ROLES
from models.handbook.roster import LEAD
from models.queries.people import login
from models.typed_text import clean_name
from models.work import Work

AGENT: Final = "agent"
MAY_BE: Final = (AGENT, *ROLES)
"""What a person of the team may be."""


def add_person(
    work: Work,
    name: str,
    role: str = "agent",
    skills: Mapping[str, int] | None = None,
    shifts: Mapping[str, Any] | None = None,
) -> int:
    """The person of that name, added if new; a `KnownError` where they have left the team."""
    wanted = clean_name("person", name)
    check_shifts(shifts or {})
    found = work.session.scalar(select(Person).where(Person.name == wanted))
    if found is not None and not found.active:
        raise KnownError(
            "Not on the team", f"{wanted} has left the team.",
            "Whoever leads brings them back on the Team page. Of the same name? Add an initial.",
        )  # fmt: skip
    if found is not None:
        return found.id
    person = Person(name=wanted, role=role, skills=dict(skills or {}), shifts=dict(shifts or {}))
    work.kinds.add("person")
    if role not in ROLES:
        work.session.add(person)
        work.session.flush()
        return person.id
    with planning_anew(work):
        work.session.add(person)
    return person.id


def set_role(work: Work, person_id: int, role: str, seen: str | None = None) -> None:
    """Another role of a person: what is told to a role goes to whoever holds it from now on.

    `seen` is the role in sight. A `KnownError` where nobody would lead any more.
    """
    leads = check_leads(work, "Who has which role is for the lead to say.")
    person = member(work, person_id)
    if role not in MAY_BE:
        raise KnownError("No such role", f"“{role}” is not a role.", "Choose another.")
    if seen is not None and person.role != seen:
        raise KnownError(
            "Changed meanwhile", f"Somebody else changed the role of {person.name}.",
            "Look at it again, then choose once more.",
        )  # fmt: skip
    if role != LEAD:
        _keep_a_lead(person, leads)
    elif not leads:
        check_may_open_all(work, person_id)
    with planning_anew(work):
        person.role = role


def leave_team(
    work: Work, person_id: int, cases_to: int | None = None, seen: Sequence[int] | None = None
) -> list[int]:
    """Whoever leaves is told nothing any more; their open cases are somebody else's, or nobody's.

    Returns the cases, for `rejoin_team`. `seen` are the open cases they are known to have: a
    `KnownError` where they have others too, and where nobody would lead any more.
    """
    leads = check_leads(work, "Who is on the team is for the lead to say.")
    person = member(work, person_id)
    _keep_a_lead(person, leads)
    if not leads:
        check_stays_seen(work, person)
    if cases_to == person_id:
        raise KnownError(
            "Not handed over", f"{person.name} is leaving: the cases need somebody else.",
            "Choose another, or nobody.",
        )  # fmt: skip
    if cases_to is not None:
        member(work, cases_to)
    cases = open_cases(work, person_id)
    if seen is not None and not set(cases) <= set(seen):
        raise KnownError(
            "Changed meanwhile", f"{person.name} has been given cases since.",
            "Take them out of the team, and say who takes the cases.",
        )  # fmt: skip
    hand_over(work, cases, cases_to)
    with planning_anew(work, person_id):
        person.active = False
    return cases


def rejoin_team(
    work: Work, person_id: int, cases: Sequence[int] = (), of: int | None = None
) -> list[int]:
    """Back on the team; of these cases they take again those that still are where they went.

    Returns the open cases they have then, for `leave_team`.
    """
    leads = check_leads(work, "Who is on the team is for the lead to say.")
    person = work.session.get(Person, person_id)
    if person is None:
        raise KnownError("No such person", "This person is not known here.", "Choose another.")
    if person.role == LEAD and not leads:
        check_may_open_all(work, person_id)
    with planning_anew(work, person_id):
        person.active = True
    taken = take_back(work, cases, of, person_id)
    return sorted({*taken, *open_cases(work, person_id)})


def _keep_a_lead(person: Person, leads: frozenset[int]) -> None:
    if leads == {person.id}:
        raise KnownError(
            "Nobody would lead", f"{person.name} is the only lead of this desk.",
            "Make somebody else a lead first.",
        )  # fmt: skip


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
