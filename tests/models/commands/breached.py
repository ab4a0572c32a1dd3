"""What tests of postmortems share: breached cases, and short ways to do and to read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from models.commands.closing import ClosingNote, close_case, resolve
from models.commands.contacts import log_contact
from models.commands.postmortems import start_postmortem
from models.database import Database
from models.entities import CorrectiveAction
from models.queries.postmortem import PostmortemDetail, postmortem_detail
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened

CAUSE = "The cut by count met a limit of time"


def do(database: Database, command: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What the command returned."""
    return database.write(lambda work: command(work, *given, **named)).result


def breached(
    database: Database, clock: MovingClock, *, cause: str = CAUSE, days: float = 3, **other: Any
) -> int:
    """A case that was answered and resolved too late, and closed with its root cause."""
    case_id = opened(database, replace(WHOLE, **other))
    clock.instant += timedelta(days=days)
    do(database, log_contact, case_id, "reply", "We are at it.")
    do(database, resolve, [case_id])
    if cause:
        do(database, close_case, case_id, ClosingNote(cause, "none", "Cut by size"))
    return case_id


def started(database: Database, *case_ids: int) -> int:
    """A postmortem of the cases."""
    postmortem_id = do(database, start_postmortem, list(case_ids))
    assert isinstance(postmortem_id, int)
    return postmortem_id


def read(database: Database, postmortem_id: int) -> PostmortemDetail:
    """The postmortem as whoever is at the desk reads it."""
    now, me = database.clock.now(), database.person_id
    return database.read(partial(postmortem_detail, postmortem_id=postmortem_id, now=now, me=me))


def give_action(work: Work, postmortem_id: int, **other: Any) -> int:
    """A corrective action of it, with owner and due date unless said otherwise."""
    told: dict[str, Any] = {
        "title": "Cut parts by size", "review": "", "kind": "prevent", "priority": 2,
        "owner_id": None, "owner_role": "squad_lead", "due_on": "2026-06-30",
        "first_due_on": "2026-06-30", "effect": {}, "status": "open", "evidence": "",
    }  # fmt: skip
    at: dict[str, datetime] = {"made_at": work.now, "changed_at": work.now}
    row = CorrectiveAction(postmortem_id=postmortem_id, **at, **(told | other))
    work.session.add(row)
    work.session.flush()
    return row.id
