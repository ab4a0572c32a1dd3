"""What rule 19 requires, on the paths that do not go through the form: every one is held to it."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.commands.bulk import together
from models.commands.cases import NewCase, assign, change_priority
from models.commands.closing import resolve
from models.commands.facts import edit_facts
from models.commands.import_cases import CaseWriter, ImportedCase
from models.commands.people import add_person
from models.database import Database
from models.errors import KnownError
from models.handbook import events as ev
from models.handbook.events import Event
from models.handbook.instants import to_seconds
from models.handbook.intake import REQUIRED
from models.work import Work
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened


def test_an_imported_case_is_marked_and_not_resolved_until_it_is_complete(
    database: Database, clock: MovingClock
) -> None:
    at = to_seconds(clock.instant)
    told = Event(0, ev.OPENED, at, at, {"title": "Help", "environment": "4.2, production"})

    def bring(work: Work) -> None:
        CaseWriter(work, "another desk").write([ImportedCase("A1", [told])])

    database.write(bring)
    case = detail(database, 1)
    assert case.row.missing == ("customer", "priority", "impact", "steps")
    person = database.write(partial(add_person, name="Ana", role="agent")).result
    database.write(partial(assign, case_ids=[1], person_id=person))
    with pytest.raises(KnownError, match="still lacks: customer, priority, impact, steps"):
        database.write(partial(resolve, case_ids=[1]))
    facts = {"customer": "Contoso", "impact_level": "limited", "steps": "Open it"}
    database.write(partial(edit_facts, case_id=1, facts=facts))
    database.write(partial(change_priority, case_ids=[1], priority="P3"))
    database.write(partial(resolve, case_ids=[1]))
    assert detail(database, 1).row.status == "resolved"
    assert detail(database, 1).fields["environment"] == "4.2, production"


def test_a_bulk_edit_resolves_none_where_one_is_incomplete(database: Database) -> None:
    ids = [opened(database), opened(database, replace(WHOLE, steps="", incomplete=True))]
    with pytest.raises(KnownError, match="still lacks: steps to reproduce"):
        database.write(together(resolve, ids))
    assert [detail(database, one).row.status for one in ids] == ["new", "new"]


@pytest.mark.parametrize("emptied", [{"steps": " "}, {"impact": ""}, {"environment": "\n"}])
def test_another_client_that_empties_a_field_is_seen_by_who_resolves(
    database: Database, emptied: dict[str, str]
) -> None:
    case_id = opened(database)
    other = Database(database.engine, database.clock)
    other.write(partial(edit_facts, case_id=case_id, facts=emptied))
    with pytest.raises(KnownError, match="still lacks"):
        database.write(partial(resolve, case_ids=[case_id]))
    assert detail(database, case_id).row.missing == tuple(emptied)


def test_a_level_or_a_part_is_enough(database: Database) -> None:
    new = replace(WHOLE, impact="", impact_level="none", environment="", production="no")
    assert not detail(database, opened(database, new)).row.missing


@pytest.mark.parametrize("name", [name for name in REQUIRED if name != "title"])
def test_each_is_asked_for_by_its_name(database: Database, name: str) -> None:
    nothing: dict[str, Any] = {name: None if name == "priority" else ""}
    empty = replace(WHOLE, **nothing)
    with pytest.raises(KnownError) as told:
        opened(database, empty)
    assert set(getattr(told.value, "by_field", {})) == {name}
    assert detail(database, opened(database, replace(empty, incomplete=True))).row.missing == (
        name,
    )


def test_a_case_without_a_title_is_refused_by_the_database_too(database: Database) -> None:
    opened(database, NewCase("Help", incomplete=True))
    for column in ("title", "priority", "missing", "policy_number"):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(text(f"UPDATE cases SET {column} = NULL"))
