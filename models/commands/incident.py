"""Who leads an incident by hand, and which steps of its playbooks are done (rules 17 and 25)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from models.commands.meanwhile import changed_by, refuse_overwriting
from models.entities import Case, Person
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.incident import LEADING, ROLES, TICKED
from models.queries.links import case_links
from models.queries.people import person_named
from models.queries.playbooks import article_keys, case_playbooks
from models.typed_text import check_length, one_line
from models.work import Work

LONGEST_NAME: Final = 200


def give_roles(
    work: Work, case_id: int, names: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> None:
    """Name who has which role of the case; an empty name: as the rota says.

    Whoever is not of the team is kept as they are called. `seen` are the names the person saw.
    """
    case = work.case_for("lead", case_id)
    known = LEADING.get(case.priority, ())
    if unknown := set(names) - set(known):
        raise KnownError("No such role", f"“{min(unknown)}” is not a role of {case.key}.",
                         "Choose another.")  # fmt: skip
    now = roles_now(work, case)
    wanted = {role: one_line(name) for role, name in names.items()}
    changed = {role: name for role, name in wanted.items() if name != now[role]}
    whose = partial(changed_by, work, case_id, [ev.ROLE_GIVEN])
    refuse_overwriting(now, changed, seen or {}, lambda _: whose())
    for role, name in changed.items():
        check_length(role, name, LONGEST_NAME)
        work.record(case_id, ev.ROLE_GIVEN, {"role": role, **_who(work, name)})


def roles_now(work: Work, case: Case) -> dict[str, str]:
    """The names given by hand, by role; empty where none is, or who had it left the team."""
    given = case.fields.get(ROLES, {})
    return {role: _name(work, given.get(role, {})) for role in LEADING.get(case.priority, ())}


def tick_step(work: Work, case_id: int, playbook: str, step: str, done: bool = True) -> None:
    """A step of one of the case's playbooks is done, or is not after all.

    What somebody else ticked meanwhile is no conflict: it is done.
    """
    case = work.case_for("tick", case_id)
    ticked = case.fields.get(TICKED, {}).get(playbook, {})
    if (step in ticked) == done:
        return
    if done and not _has_step(work, case, playbook, step):
        raise KnownError(
            "No such step", f"The playbooks of {case.key} do not say this any more.",
            "Look at the case again.",
        )  # fmt: skip
    kind = ev.STEP_TICKED if done else ev.STEP_CLEARED
    work.record(case_id, kind, {"playbook": playbook, "step": step})


def _has_step(work: Work, case: Case, playbook: str, step: str) -> bool:
    linked = article_keys(case_links(work.session, case.id))
    found = case_playbooks(work.session, case, linked)
    return any(step in one.steps for one in found if one.key == playbook)


def _who(work: Work, name: str) -> dict[str, Any]:
    if not name:
        return {}
    person_id = person_named(work.session, name)
    return {"person_id": person_id} if person_id is not None else {"name": name}


def _name(work: Work, who: Mapping[str, Any]) -> str:
    person = work.session.get(Person, who["person_id"]) if who.get("person_id") else None
    if person is None:
        return str(who.get("name") or "")
    return person.name if person.active else ""
