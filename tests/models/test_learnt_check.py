"""Whatever of a postmortem or an action is changed behind its history's back is named."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Integer, delete, select, update
from sqlalchemy.orm import Session

from models.commands.corrective_actions import (
    add_action,
    change_action,
    finish_action,
    reopen_action,
    take_back_action,
)
from models.commands.people import add_person
from models.commands.postmortems import move_postmortem, save_postmortem
from models.database import Database
from models.entities import ActionEvent, CorrectiveAction, Postmortem, PostmortemVersion
from models.entities.plain import plain
from models.handbook.postmortems import IN_REVIEW, REVIEWED
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.actions import NO_STALL
from tests.models.commands.breached import breached, do, read, started

OWN = {
    "corrective_actions": {"id", "version"},
    "postmortems": {
        "id", "version", "written_at", "changed_at", "reviewed_at", "closed_at", "author_id",
        "owner_id", "reviewer_id", "due_on",
    },
}  # fmt: skip
"""Not what is said of it in a version or an event."""


@pytest.fixture
def lived(database: Database, clock: MovingClock) -> Database:
    """A postmortem that was reviewed, with an action that was done, opened, and done again."""
    reviewer = do(database, add_person, "Ana", "lead")
    database.person_id = do(database, add_person, "Ben", "agent")
    postmortem_id = started(database, breached(database, clock))
    said = read(database, postmortem_id).said
    do(database, save_postmortem, postmortem_id, replace(said, body="It stalled."), 1)
    one = do(database, add_action, replace(NO_STALL, postmortem_id=postmortem_id))
    do(database, change_action, one, {"due_on": "2026-07-01", "title": "Cut by size"}, 1, "Later")
    do(database, finish_action, one, "Seen")
    version = do(database, reopen_action, one, "Not quite")
    do(database, take_back_action, one, version)
    do(database, move_postmortem, postmortem_id, IN_REVIEW, reviewer)
    database.person_id = reviewer
    do(database, move_postmortem, postmortem_id, REVIEWED)
    assert database.read(differences) == []
    return database


def other(column: Column[Any], kept: Any) -> Any:
    if isinstance(column.type, JSON):
        return {"tampered": 1} if isinstance(kept, dict) else [[1, 2]]
    if isinstance(column.type, Integer):
        return 1 if kept is None else None if column.nullable else kept + 1
    return f"{kept}x"


def test_a_change_of_any_column_that_is_said_in_a_history_is_named(lived: Database) -> None:
    unnamed = []
    for table in map(plain, (CorrectiveAction, Postmortem)):
        with Session(lived.engine) as session:
            row = session.execute(select(table)).mappings().one()
            for column in table.columns:
                if column.name in OWN[table.name]:
                    continue
                session.execute(update(table).values({column: other(column, row[column.name])}))
                found = differences(session)
                session.rollback()
                unnamed += [] if any(f": {column.name} is " in one for one in found) else [column]
    assert unnamed == []
    assert lived.read(differences) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (ActionEvent, "action 1 has no events"), (PostmortemVersion, "PM-1 has no version"),
    ],
)  # fmt: skip
def test_a_history_that_is_gone_is_named(lived: Database, lost: type[Any], said: str) -> None:
    with Session(lived.engine) as session:
        session.execute(delete(plain(lost)))
        assert differences(session) == [said]


def test_events_that_cannot_be_read_are_named(lived: Database) -> None:
    with Session(lived.engine) as session:
        session.execute(update(plain(ActionEvent)).values(data={}))
        [said] = differences(session)
    assert said.startswith("action 1: its events cannot be read (")
