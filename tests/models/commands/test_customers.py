"""Renaming a customer and noting them down: nothing that was judged is judged anew by it."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.customers import customer_named, edit_customer
from models.commands.facts import edit_facts
from models.commands.handbook import publish_handbook
from models.database import Database
from models.errors import KnownError, Problems
from models.handbook.publication import Publication
from models.queries.customer import customer_detail
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.typed_text import RefusedText
from models.verification import differences
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.handbook.policies import SOURCE
from tests.models.test_typed_text import KEPT, REFUSED

GOLD = """
[[contracts]]
name = "Gold"
customers = ["Contoso"]
targets.P2.resolution = { sla = "20 h", calendar = "round_the_clock" }
"""


@pytest.fixture
def contoso(database: Database) -> int:
    return database.write(partial(customer_named, name="Contoso")).result


def noted(database: Database, customer_id: int) -> tuple[str, str]:
    now = database.clock.now()
    told = database.read(partial(customer_detail, customer_id=customer_id, now=now))
    return told.name, told.note


def test_a_new_name_is_found_by_search_and_the_old_one_is_not(
    database: Database, contoso: int
) -> None:
    case_id = opened(database)
    moved = opened(database, replace(WHOLE, title="Moved"))
    database.write(partial(edit_facts, case_id=moved, facts={"customer": "Adatum"}))
    facts = {"name": "  Contoso   Ltd ", "note": "Pays early"}
    database.write(partial(edit_customer, customer_id=contoso, facts=facts))
    assert noted(database, contoso) == ("Contoso Ltd", "Pays early")
    assert detail(database, case_id).row.customer == "Contoso Ltd"
    now = database.clock.now()
    for words, found in (("ltd", 1), ("contoso", 1), ("adatum", 1)):
        query = partial(queue, shown=QueueFilter(text=words), now=now)
        assert len(database.read(query)) == found
    assert database.read(differences) == []


def test_a_name_by_which_a_contract_finds_cases_stays(database: Database, contoso: int) -> None:
    database.write(partial(publish_handbook, publication=Publication(SOURCE + GOLD, "new")))
    other = database.write(partial(customer_named, name="Adatum")).result
    for customer_id, name in ((contoso, "Fabrikam"), (other, "contoso")):
        with pytest.raises(Problems, match="contract “Gold” finds its cases by") as told:
            database.write(partial(edit_customer, customer_id=customer_id, facts={"name": name}))
        assert list(told.value.by_field) == ["name"]
    database.write(partial(edit_customer, customer_id=contoso, facts={"name": "CONTOSO"}))
    assert noted(database, contoso)[0] == "CONTOSO"


@pytest.mark.parametrize("name", ["", " \n", "Adatum"])
def test_no_name_and_a_taken_one_are_said_at_the_field(
    database: Database, contoso: int, name: str
) -> None:
    database.write(partial(customer_named, name="Adatum"))
    with pytest.raises(Problems) as told:
        database.write(partial(edit_customer, customer_id=contoso, facts={"name": name}))
    assert list(told.value.by_field) == ["name"]


def test_two_people_at_one_customer(database: Database, contoso: int) -> None:
    seen = {"name": "Contoso", "note": ""}
    edit = partial(edit_customer, customer_id=contoso, seen=seen)
    database.write(partial(edit, facts={"name": "Contoso", "note": "Pays early"}))
    database.write(partial(edit, facts={"name": "Contoso Ltd"}))
    with pytest.raises(Problems) as told:
        database.write(partial(edit, facts={"note": "Pays late"}))
    assert told.value.title == "Changed meanwhile"
    assert noted(database, contoso) == ("Contoso Ltd", "Pays early")


def test_a_customer_that_is_gone_is_a_sentence(database: Database) -> None:
    with pytest.raises(KnownError, match="is gone"):
        database.write(partial(edit_customer, customer_id=9, facts={"name": "A"}))


@pytest.mark.parametrize("text", KEPT)
def test_a_note_is_kept_to_the_letter(database: Database, contoso: int, text: str) -> None:
    database.write(partial(edit_customer, customer_id=contoso, facts={"note": text}))
    assert noted(database, contoso)[1] == text.strip()


@pytest.mark.parametrize("field", ["name", "note"])
@pytest.mark.parametrize("text", [*REFUSED, "x" * 20_001])
def test_what_cannot_be_kept_is_refused(
    database: Database, contoso: int, field: str, text: str
) -> None:
    with pytest.raises(RefusedText):
        database.write(partial(edit_customer, customer_id=contoso, facts={field: text}))
    assert noted(database, contoso) == ("Contoso", "")
