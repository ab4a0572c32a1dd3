"""What tests of corrective actions share: a team, an action, and short ways to act and to read."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from models.commands.corrective_actions import NewAction, add_action
from models.commands.people import add_person
from models.database import Database
from models.queries.corrective_actions import ActionRow, action, actions
from models.work import Work

NO_STALL = NewAction(
    title="Cut parts by size, not by count", kind="prevent", priority=1, owner_id=None,
    owner_role="squad_lead", due_on="2026-06-01",
    effect={"measure": "cases", "words": "time limit", "expected": 1},
)  # fmt: skip


def a_team(database: Database) -> dict[str, int]:
    """Ana leads, Ben is squad lead, Cy an agent; Cy is at the desk."""
    made = {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "lead"), ("Ben", "squad_lead"), ("Cy", "agent"))
    }
    database.person_id = made["Cy"]
    return made


def made(database: Database, new: NewAction = NO_STALL) -> int:
    """The id of an action made now; of one that is overdue, made on the day it was due."""

    def make(work: Work) -> int:
        if new.due_on < f"{work.now:%Y-%m-%d}":
            work.now = datetime.fromisoformat(f"{new.due_on}T12:00:00+00:00")
        return add_action(work, new)

    return database.write(make).result


def do(database: Database, command: Callable[..., Any], *given: Any, by: int | None = None) -> Any:
    """Have somebody do it; whoever is at the desk where nobody is named."""
    before, database.person_id = database.person_id, by or database.person_id
    try:
        return database.write(lambda work: command(work, *given)).result
    finally:
        database.person_id = before


def row(database: Database, action_id: int) -> ActionRow:
    """An action as it is read now."""
    found = database.read(partial(action, now=database.clock.now(), action_id=action_id))
    assert found is not None
    return found


def listed(database: Database, **which: Any) -> list[str]:
    """The titles of the list, in its order."""
    return [one.title for one in database.read(partial(actions, now=database.clock.now(), **which))]
