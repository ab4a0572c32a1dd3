"""Editing facts: only what changed, never over somebody else's change, never incomplete again."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from models.commands.cases import NewCase
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.facts import edit_facts
from models.commands.handbook import publish_handbook
from models.commands.undo import undo
from models.database import Database
from models.errors import KnownError, Problems
from models.handbook.publication import Publication
from models.queries.explanation import explanation
from models.queries.proof import proof
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.handbook.policies import SOURCE


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
    assert told.value.by_field == {
        "impact": "Impact is “Two” meanwhile, changed by somebody else, 14:28."
    }
    fields = detail(database, case_id).fields
    assert (fields["impact"], fields["steps"]) == ("Two", "Twice")


def test_a_language_is_said_by_name_kept_by_code_and_taken_back(database: Database) -> None:
    case_id = opened(database, replace(WHOLE, language="es"))
    assert detail(database, case_id).fields["language"] == "es"
    edit = partial(edit_facts, case_id=case_id, seen={"language": "Spanish"})
    database.write(partial(edit, facts={"language": " spanish"}))
    assert [event.kind for event in detail(database, case_id).timeline] == ["opened"]
    database.write(partial(edit, facts={"language": "german"}))
    last = detail(database, case_id).timeline[-1]
    assert (last.kind, last.data) == ("fields_changed", {"language": "de"})
    with pytest.raises(Problems) as told:
        database.write(partial(edit, facts={"language": "French"}))
    assert told.value.by_field["language"].startswith("Language is “German” meanwhile")
    with pytest.raises(Problems) as told:
        database.write(partial(edit, facts={"language": "Klingon"}))
    assert told.value.by_field == {"language": "“Klingon” is no language that is known here."}
    database.write(partial(undo, case_id=case_id))
    assert detail(database, case_id).fields["language"] == "es"
    edit = partial(edit_facts, case_id=case_id)
    database.write(partial(edit, facts={"language": ""}))
    assert not detail(database, case_id).fields["language"]
    assert database.read(differences) == []


def test_a_resolved_case_stays_complete(database: Database) -> None:
    case_id = opened(database)
    database.write(partial(edit_facts, case_id=case_id, facts={"steps": ""}))
    assert detail(database, case_id).row.missing == ("steps",)
    database.write(partial(edit_facts, case_id=case_id, facts={"steps": "Again"}))
    database.write(partial(resolve, case_ids=[case_id]))
    with pytest.raises(Problems, match="Steps to reproduce are missing"):
        database.write(partial(edit_facts, case_id=case_id, facts={"steps": " "}))


def test_the_first_customer_brings_its_contract_and_another_brings_none(
    database: Database,
) -> None:
    gold = database.write(partial(customer_named, name="Litware")).result
    database.write(partial(add_contract, customer_id=gold, name="Gold", terms={}))
    unknown, known = (
        opened(database, replace(WHOLE, customer="", incomplete=True)),
        opened(database),
    )
    for case_id in (unknown, known):
        database.write(partial(edit_facts, case_id=case_id, facts={"customer": "Litware"}))
    cases = [detail(database, case_id) for case_id in (unknown, known)]
    assert [(case.row.customer, case.contract) for case in cases] == [
        ("Litware", "Gold"), ("Litware", None),
    ]  # fmt: skip
    database.write(partial(edit_facts, case_id=unknown, facts={"customer": "Contoso"}))
    assert detail(database, unknown).contract == "Gold"
    assert database.read(differences) == []


BILLING = """
[[contracts]]
name = "Billing"
categories = ["Billing"]
targets.P2.resolution = { sla = "96 h", calendar = "round_the_clock" }
"""


@pytest.fixture
def billing(database: Database, clock: MovingClock) -> Database:
    """A desk whose handbook gives the resolution of billing cases four days, and no SLO."""
    database.write(partial(publish_handbook, publication=Publication(SOURCE + BILLING, "new")))
    clock.instant += timedelta(seconds=1)
    return database


def resolutions(database: Database, case_id: int) -> list[tuple[str, str | None, int]]:
    """(objective, verdict, target) of its resolution."""
    told = database.read(partial(explanation, case_id=case_id, now=database.clock.now()))
    return [
        (clock.objective, clock.verdict, clock.target_seconds)
        for clock in told.clocks
        if clock.commitment == "resolution"
    ]


@pytest.mark.parametrize("category", ["", "Exports"])
def test_rule_14_a_category_set_afterwards_undoes_no_breach(
    billing: Database, clock: MovingClock, category: str
) -> None:
    case_id = opened(billing, replace(WHOLE, category=category))
    clock.instant += timedelta(hours=30)
    billing.write(partial(resolve, case_ids=[case_id]))
    reached = resolutions(billing, case_id)
    assert reached == [("SLA", "breached", 86_400), ("SLO", "breached", 64_800)]
    clock.instant += timedelta(hours=1)
    billing.write(partial(edit_facts, case_id=case_id, facts={"category": "Billing"}))
    case = detail(billing, case_id)
    assert (resolutions(billing, case_id), case.contract) == (reached, None)
    assert case.fields["category"] == "Billing"
    assert billing.read(differences) == []


def test_rule_14_a_category_changed_while_overdue_undoes_no_breach(
    billing: Database, clock: MovingClock
) -> None:
    case_id = opened(billing, replace(WHOLE, category="Exports"))
    clock.instant += timedelta(hours=30)
    reached = resolutions(billing, case_id)
    billing.write(partial(edit_facts, case_id=case_id, facts={"category": "Billing"}))
    assert resolutions(billing, case_id) == reached


def test_the_first_category_finds_its_contract_and_no_other_does(
    billing: Database, clock: MovingClock
) -> None:
    case_id = opened(billing)
    clock.instant += timedelta(hours=2)
    for category in ("Billing", "Exports"):
        billing.write(partial(edit_facts, case_id=case_id, facts={"category": category}))
        assert [target for _, _, target in resolutions(billing, case_id)] == [345_600]
    told = billing.read(partial(proof, case_id=case_id, now=clock.instant))
    assert "contract Billing, P2" in {one.row.matched_rule for one in told.clocks}
    assert billing.read(differences) == []


def test_an_unknown_field_is_refused(database: Database) -> None:
    with pytest.raises(KnownError, match="“status” is not a field to edit"):
        database.write(partial(edit_facts, case_id=opened(database), facts={"status": "closed"}))
