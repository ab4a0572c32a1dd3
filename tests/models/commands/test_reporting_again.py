"""What a customer reports again goes to the case there is, whole."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.cases import NewCase
from models.commands.people import add_person
from models.commands.reporting_again import report_again
from models.database import Database
from models.errors import KnownError, Problems
from models.file_reading import FileContent
from models.handbook.environment import YES
from tests.models.commands.desk import WHOLE, detail, opened


def test_the_message_is_the_customers_and_the_rest_a_note(database: Database) -> None:
    case_id = opened(database)
    new = NewCase(
        "Exports stall", message=" Again! ", impact_level="broad", product="Exports", version="4.2",
        production=YES, contact="Ana Ruiz", attachments=(FileContent("a.log", b"words"),),
    )  # fmt: skip
    assert database.write(partial(report_again, case_id=case_id, new=new)).result == case_id
    told = {row.kind: row.data for row in detail(database, case_id).timeline}
    assert told["customer_message"] == {"text": "Again!"}
    assert told["note"]["text"].splitlines()[2:] == [
        "Title: Exports stall",
        "How far it reaches: Broad",
        "Environment: Exports 4.2 · production",
        "Contact: Ana Ruiz",
    ]
    assert "attached" in told


def test_without_a_message_the_trouble_stands_for_it(database: Database) -> None:
    case_id = opened(database)
    new = NewCase("Exports stall", impact="Nobody can export")
    database.write(partial(report_again, case_id=case_id, new=new))
    kinds = [row.kind for row in detail(database, case_id).timeline]
    assert "note" not in kinds
    last = detail(database, case_id).timeline[-1]
    assert last.data == {"text": "Exports stall\n\nNobody can export"}


def test_a_security_incident_does_not_go_where_everybody_reads(database: Database) -> None:
    case_id = opened(database)
    before = len(detail(database, case_id).timeline)
    with pytest.raises(KnownError, match="seen by everybody"):
        database.write(partial(report_again, case_id=case_id, new=NewCase("Leak", security=YES)))
    assert len(detail(database, case_id).timeline) == before


def test_a_security_incident_of_a_restricted_case_names_who_sees_it_besides(
    database: Database,
) -> None:
    ids = {
        name: database.write(partial(add_person, name=name, role="lead")).result
        for name in ("Ana", "Ben")
    }
    database.person_id = ids["Ana"]
    case_id = opened(database, replace(WHOLE, security=YES, priority="P1"))
    assert detail(database, case_id).seen_by == ["Ana"]
    new = NewCase("Leak", security=YES, named="Ben", message="Once more")
    database.write(partial(report_again, case_id=case_id, new=new))
    told = detail(database, case_id)
    assert told.seen_by == ["Ana", "Ben"]
    note = next(row.data["text"] for row in told.timeline if row.kind == "note")
    assert "Security incident: yes" in note


def test_what_was_chosen_beside_the_form_is_linked_once(database: Database) -> None:
    first, second, third = (opened(database) for _ in range(3))
    keys = [detail(database, one).row.key for one in (first, second, third)]
    new = NewCase("Again", same_as=keys[1], answer=keys[2])
    for _ in range(2):
        database.write(partial(report_again, case_id=first, new=new))
    links = [row.data for row in detail(database, first).timeline if row.kind == "linked"]
    assert links.count({"case": keys[1], "why": "same"}) == 1
    assert links.count({"case": keys[2], "why": "answer"}) == 1
    database.write(partial(report_again, case_id=first, new=replace(new, same_as=keys[0])))


def test_what_cannot_be_kept_is_refused_at_its_field(database: Database) -> None:
    case_id = opened(database)
    new = NewCase("Again", message="a\0b", steps="\ud83d")
    with pytest.raises(Problems) as error:
        database.write(partial(report_again, case_id=case_id, new=new))
    assert set(error.value.by_field) == {"message", "steps"}
