"""Editing facts: only what changed, never over somebody else's change, never incomplete again."""

from functools import partial

import pytest

from models.commands.cases import NewCase
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.database import Database
from models.errors import KnownError, Problems
from models.verification import differences
from tests.models.commands.desk import detail, opened


def test_an_incomplete_case_is_completed_field_by_field(database: Database) -> None:
    case_id = opened(database, NewCase("Help", "Contoso", "P3", incomplete=True))
    assert detail(database, case_id).row.missing == ("impact", "environment", "steps")
    facts = {"impact": " All of them ", "environment": "4.2"}
    database.write(partial(edit_facts, case_id=case_id, facts=facts))
    assert detail(database, case_id).row.missing == ("steps",)
    database.write(partial(edit_facts, case_id=case_id, facts={"steps": "Open it"}))
    database.write(partial(resolve, case_ids=[case_id]))
    assert detail(database, case_id).fields["impact"] == "All of them"
    assert database.read(differences) == []


def test_only_what_changed_is_written(database: Database) -> None:
    case_id = opened(database)
    same = {"impact": "All exports", "title": "Exports  stall at 90 %"}
    database.write(partial(edit_facts, case_id=case_id, facts=same))
    assert [event.kind for event in detail(database, case_id).timeline] == ["opened"]
    database.write(partial(edit_facts, case_id=case_id, facts={**same, "impact": "Two"}))
    last = detail(database, case_id).timeline[-1]
    assert (last.kind, last.data) == ("fields_changed", {"impact": "Two"})


def test_two_people_at_one_case(database: Database) -> None:
    case_id = opened(database)
    seen = {"impact": "All exports", "steps": "Export everything"}
    database.write(partial(edit_facts, case_id=case_id, facts={"impact": "Two"}, seen=seen))
    database.write(partial(edit_facts, case_id=case_id, facts={"steps": "Twice"}, seen=seen))
    with pytest.raises(Problems) as told:
        database.write(partial(edit_facts, case_id=case_id, facts={"impact": "Nine"}, seen=seen))
    assert told.value.by_field == {"impact": "Impact is “Two” meanwhile, changed by somebody else."}
    fields = detail(database, case_id).fields
    assert (fields["impact"], fields["steps"]) == ("Two", "Twice")


def test_a_resolved_case_stays_complete(database: Database) -> None:
    case_id = opened(database)
    database.write(partial(edit_facts, case_id=case_id, facts={"steps": ""}))
    assert detail(database, case_id).row.missing == ("steps",)
    database.write(partial(edit_facts, case_id=case_id, facts={"steps": "Again"}))
    database.write(partial(resolve, case_ids=[case_id]))
    with pytest.raises(Problems, match="Steps to reproduce is missing"):
        database.write(partial(edit_facts, case_id=case_id, facts={"steps": " "}))


def test_another_customer_brings_its_contract(database: Database) -> None:
    case_id = opened(database)
    gold = database.write(partial(customer_named, name="Litware")).result
    database.write(partial(add_contract, customer_id=gold, name="Gold", terms={}))
    database.write(partial(edit_facts, case_id=case_id, facts={"customer": "Litware"}))
    case = detail(database, case_id)
    assert (case.row.customer, case.contract) == ("Litware", "Gold")
    database.write(partial(edit_facts, case_id=case_id, facts={"customer": "Contoso"}))
    assert detail(database, case_id).contract is None


def test_an_unknown_field_is_refused(database: Database) -> None:
    with pytest.raises(KnownError, match="“status” is not a field to edit"):
        database.write(partial(edit_facts, case_id=opened(database), facts={"status": "closed"}))
