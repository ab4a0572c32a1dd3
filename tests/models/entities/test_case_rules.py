"""The database's own last line: a case that no command would make is refused, with a sentence."""

import re
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.engine import WRITING
from models.entities import Case
from models.entities.plain import plain
from models.errors import KnownError

CASES = plain(Case)
WHOLE = NewCase(
    title="Exports stall", customer="Contoso", priority="P3", impact="Ten people",
    environment="4.2", steps="Export",
)  # fmt: skip
OVER = {"status": "resolved", "is_open": False, "resolved_at": 1}
IMPORTED = {"source": "servicenow", "source_key": "INC1"}

BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"title": " "}, "without a title"),
    ({"title": "", "missing": "customer steps"}, "without a title"),
    ({"customer_id": None, "missing": "title"}, "without a customer"),
    ({"provisional": True}, "without a priority"),
    ({"priority": "P5"}, "a priority that there is not"),
    ({"status": "parked"}, "a status that there is not|open by one word|ended at no time"),
    ({"is_open": False}, "over by another"),
    ({"status": "waiting_customer", "waiting_for": ""}, "waited for nobody"),
    ({"waiting_for": "Ana"}, "waited for nobody"),
    ({**OVER, "resolved_at": None}, "ended at no time"),
    ({"resolved_at": 1}, "ended at no time"),
    ({**OVER, "status": "closed"}, "closed at no time"),
    ({"closed_at": 1}, "closed at no time"),
    ({**OVER, "missing": "steps"}, "still lacks something"),
    ({**OVER, "status": "closed", "closed_at": 2, "missing": "steps"}, "still lacks something"),
    ({**OVER, "missing": "steps", **IMPORTED}, "still lacks something"),
    ({**OVER, "missing": "steps", **IMPORTED, "source_ended_at": 2}, "still lacks something"),
    ({**OVER, "missing": "steps", "source_ended_at": 1}, "still lacks something"),
    ({"version": 0}, "a rule of the desk"),
]
ALLOWED: list[dict[str, Any]] = [
    {"title": "", "customer_id": None, "provisional": True, "missing": "title customer priority"},
    {"status": "waiting_engineering", "waiting_for": "Ana"},
    OVER,
    {**OVER, **IMPORTED},
    {**OVER, "missing": "steps", **IMPORTED, "source_ended_at": 1},
    {**OVER, "missing": "steps", **IMPORTED, "excused": True},
    {**OVER, "missing": "steps", "excused": True},
    {**OVER, "missing": "steps", "status": "duplicate"},
    {"title": "", "customer_id": None, "provisional": True, "missing": "", "search_text": ""},
]
"""The last is how a window of the version before begins a case, within one transaction."""


@pytest.mark.parametrize("by", ["update", "insert"])
def test_a_case_that_contradicts_itself_is_refused(database: Database, by: str) -> None:
    database.write(partial(open_case, new=WHOLE))
    for changed, said in BROKEN:
        with pytest.raises(KnownError) as refused:
            _put(database, by, changed)
        assert re.search(said, refused.value.sentence), changed
        assert refused.value.title == "Not saved"
        assert refused.value.what_next


def test_what_an_import_a_wait_or_an_exclusion_makes_is_taken(database: Database) -> None:
    database.write(partial(open_case, new=WHOLE))
    for changed in ALLOWED:
        _put(database, "update", changed, keep=False)


def _put(database: Database, by: str, changed: dict[str, Any], *, keep: bool = True) -> None:
    with database.engine.connect().execution_options(**WRITING) as connection:
        if by == "update":
            connection.execute(update(CASES).values(**changed))
        else:
            row = dict(connection.execute(select(CASES)).mappings().one())
            connection.execute(insert(CASES).values({**row, "id": 7, "key": "CS-7", **changed}))
        (connection.commit if keep else connection.rollback)()
