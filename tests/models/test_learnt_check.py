"""Whatever of a postmortem or an action is changed behind its history's back is named."""

from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Integer, delete, make_url, select, update
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
from models.commands.review_records import record
from models.database import Database
from models.desk_copy import copy_desk
from models.entities import ActionEvent, CorrectiveAction, Postmortem, PostmortemVersion
from models.entities.plain import plain
from models.handbook.periods import parse_period
from models.handbook.postmortems import DRAFT, IN_REVIEW, REVIEWED
from models.handbook.reviews import DECISION, WEEKLY
from models.postmortem_json import postmortem_json
from models.queries.minutes import Minutes, minutes
from models.schema import open_checked
from models.verification import differences
from tests.conftest import MovingClock, empty_database
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


def test_copied_to_the_other_kind_of_database_it_is_the_same_and_goes_on(
    lived: Database, postgres_server: str, tmp_path: Path
) -> None:
    do(lived, record, "weekly 2026W20", DECISION, "Exports are watched by hand.")
    on_a_file = lived.engine.name == "sqlite"
    there = empty_database(postgres_server) if on_a_file else nullcontext(str(tmp_path / "copy.db"))
    with there as address:
        copy_desk(lived.engine, make_url(address) if on_a_file else Path(address))
        copy = Database(open_checked(address), lived.clock, lived.person_id)
        try:
            assert copy.read(differences) == []
            its, ours = (postmortem_json(read(one, 1)) for one in (copy, lived))
            assert its == ours
            entered = partial(minutes, kind=WEEKLY, period=parse_period("2026W20"))
            assert copy.read(entered) == lived.read(entered) != Minutes("weekly 2026W20")
            assert do(copy, add_action, NO_STALL) == 2
            do(copy, move_postmortem, 1, DRAFT, why="Something is missing")
            assert copy.read(differences) == []
        finally:
            copy.close()
