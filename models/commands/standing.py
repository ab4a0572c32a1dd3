"""What people can do, how much they hold, and whether they take cases just now (rule 23)."""

from dataclasses import dataclass
from typing import Final

from models.commands.leading import check_leads
from models.commands.working_times import member
from models.entities import Person
from models.errors import KnownError, Problems
from models.handbook.assignment import AVAILABLE, STATUSES
from models.handbook.assignment_terms import MOST
from models.handbook.skills import Skill, held_skills, skills_from
from models.work import Work

_LEADS: Final = "What others can do, and how much they hold, is for the lead to say."


@dataclass(frozen=True)
class Said:
    """All of it of one person; a `capacity` of None is the handbook's."""

    skills: tuple[Skill, ...]
    capacity: int | None
    status: str


def set_standing(work: Work, person_id: int, said: Said, seen: Said) -> None:
    """What is not as it was `seen`; refused where somebody else changed that since."""
    person = member(work, person_id)
    now = Said(skills_from(person.skills), person.capacity, person.status)
    if _sorted(said.skills) != _sorted(seen.skills):
        _refuse_another(person, "skills", _sorted(now.skills) == _sorted(seen.skills))
        set_skills(work, person_id, said.skills)
    if said.capacity != seen.capacity:
        _refuse_another(person, "capacity", now.capacity == seen.capacity)
        set_capacity(work, person_id, said.capacity)
    if said.status != seen.status:  # the latest counts, whoever says it
        set_status(work, person_id, said.status)


def set_skills(work: Work, person_id: int, skills: tuple[Skill, ...]) -> None:
    """All of somebody's skills."""
    check_leads(work, _LEADS)
    member(work, person_id).skills = held_skills(_sorted(skills))
    _told(work)


def set_capacity(work: Work, person_id: int, capacity: int | None) -> None:
    """How much somebody holds; None is what the handbook says."""
    check_leads(work, _LEADS)
    if capacity is not None and not 0 <= capacity <= MOST:
        said = f"A capacity is a whole number from 0 to {MOST:,}."
        raise Problems("No such capacity", {"capacity": said})
    member(work, person_id).capacity = capacity
    _told(work)


def set_status(work: Work, person_id: int, status: str) -> None:
    """Whether somebody takes cases; each says it of themselves, the lead of anybody."""
    if work.person_id != person_id:
        check_leads(work, "Whether others take cases is for them and the lead to say.")
    person = member(work, person_id)
    if status not in STATUSES:
        raise KnownError(
            "No such status", f"“{status}” is not a status.", f"Use one of: {', '.join(STATUSES)}."
        )
    person.status = status
    person.status_at = None if status == AVAILABLE else work.now
    _told(work)


def _sorted(skills: tuple[Skill, ...]) -> tuple[Skill, ...]:
    return tuple(sorted(skills, key=lambda skill: skill.name))


def _told(work: Work) -> None:
    work.session.flush()
    work.kinds.add("person")


def _refuse_another(person: Person, what: str, same: bool) -> None:
    if not same:
        raise KnownError(
            "Changed meanwhile", f"Somebody else changed the {what} of {person.name}.",
            "Close this and look at them again: what you typed is kept.",
        )  # fmt: skip
