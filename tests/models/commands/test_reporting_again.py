"""What a customer reports again goes to the case there is, whole."""

from functools import partial

import pytest

from models.commands.cases import NewCase
from models.commands.reporting_again import report_again
from models.database import Database
from models.errors import KnownError
from models.file_reading import FileContent
from models.handbook.environment import YES
from tests.models.commands.desk import detail, opened


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
