"""The structured environment and the suggested priority in the log (rules 19 and 20)."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.bulk import together
from models.commands.cases import NewCase, change_priority
from models.commands.closing import ClosingNote, keep_note, resolve
from models.commands.facts import edit_facts
from models.database import Database
from models.errors import Problems
from models.queries.search import search
from models.verification import differences
from tests.models.commands.desk import WHOLE, detail, opened, problems

GRAVE = replace(
    WHOLE, priority="P1", impact="", impact_level="broad", urgency="critical",
    workaround_known="no", environment="", product="Exports", version="4.2", production="yes",
    expected="A file", actual="Stands at 90 %",
)  # fmt: skip


def test_the_parts_of_an_environment_are_in_the_event(database: Database) -> None:
    case = detail(database, opened(database, GRAVE))
    parts = {"product": "Exports", "version": "4.2", "production": "yes"}
    assert case.timeline[0].data["environment"] == parts
    assert not case.row.missing
    assert [found.id for found in database.read(partial(search, typed="exports stands"))] == [
        case.row.key
    ]
    assert database.read(differences) == []


def test_two_people_at_two_parts_of_an_environment(database: Database) -> None:
    case_id = opened(database, GRAVE)
    seen = {"version": "4.2", "component": ""}
    for facts in ({"version": "4.3"}, {"component": "scheduler"}):
        database.write(partial(edit_facts, case_id=case_id, facts=facts, seen=seen))
    held = detail(database, case_id).fields["environment"]
    assert (held["version"], held["component"], held["product"]) == ("4.3", "scheduler", "Exports")


def test_a_resolved_case_keeps_an_environment(database: Database) -> None:
    case_id = opened(database, GRAVE)
    database.write(partial(resolve, case_ids=[case_id]))
    emptied = {"product": "", "version": "", "production": ""}
    with pytest.raises(Problems) as told:
        database.write(partial(edit_facts, case_id=case_id, facts=emptied))
    assert problems(told.value) == {"environment": "Environment is missing."}
    database.write(partial(edit_facts, case_id=case_id, facts=emptied | {"product": "Imports"}))


def test_an_old_environment_in_words_may_get_parts(database: Database) -> None:
    case_id = opened(database)
    database.write(partial(edit_facts, case_id=case_id, facts={"platform": "Linux"}))
    held = detail(database, case_id).fields["environment"]
    assert held == {"environment": "4.2, production", "platform": "Linux"}


def test_rule_20_another_priority_asks_why_and_the_log_says_it(database: Database) -> None:
    with pytest.raises(Problems) as told:
        opened(database, replace(GRAVE, priority="P3"))
    said = "The handbook suggests P1: say why it is P3."
    assert problems(told.value) == {"priority_reason": said}
    case = detail(database, opened(database, replace(GRAVE, priority="P3", priority_reason=" Lab")))
    data = case.timeline[0].data
    assert (data["suggested_priority"], data["priority_reason"]) == ("P1", "Lab")
    assert case.suggestion is None


def test_rule_20_a_workaround_found_or_lost_suggests_another(database: Database) -> None:
    case_id = opened(database, GRAVE)
    assert detail(database, case_id).suggestion is None
    note = ClosingNote(workaround="Export year by year")
    database.write(partial(keep_note, case_id=case_id, note=note))
    assert detail(database, case_id).suggestion == "P2"
    with pytest.raises(Problems) as told:
        database.write(partial(change_priority, case_ids=[case_id], priority="P3"))
    assert problems(told.value) == {"note": "The handbook suggests P2: say why it is P3."}
    database.write(partial(change_priority, case_ids=[case_id], priority="P2"))
    assert detail(database, case_id).suggestion is None
    lost = {"workaround_known": "no"}
    database.write(partial(edit_facts, case_id=case_id, facts=lost))
    assert detail(database, case_id).suggestion == "P1"
    assert database.read(differences) == []


def test_rule_20_a_bulk_edit_is_held_to_it_too(database: Database) -> None:
    graves = [opened(database, GRAVE), opened(database, WHOLE)]
    with pytest.raises(Problems, match="suggests P1"):
        database.write(together(change_priority, graves[:1], priority="P4"))
    assert detail(database, graves[0]).row.priority == "P1"


def test_a_level_that_is_none_is_refused_at_its_field(database: Database) -> None:
    with pytest.raises(Problems) as told:
        opened(database, NewCase("Help", urgency="very", incomplete=True))
    said = "Urgency is one of critical, degraded, normal, minor."
    assert problems(told.value) == {"urgency": said}
