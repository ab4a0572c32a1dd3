"""The people of a customer: found or made while typing, edited by two at once, gone and back."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.cases import open_case
from models.commands.customer_contacts import (
    add_contact,
    bring_back,
    contact_named,
    edit_contact,
    mark_gone,
)
from models.commands.customers import customer_named
from models.commands.facts import edit_facts
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.contacts import ContactRow, contact_names, contacts
from models.typed_text import RefusedText
from models.verification import differences
from tests.models.commands.desk import WHOLE, detail, opened
from tests.models.test_typed_text import KEPT, REFUSED

ANA = {"name": "Ana Ruiz", "email": "ana@contoso.example", "phone": "+34 1", "note": "Mornings"}


@pytest.fixture
def contoso(database: Database) -> int:
    return database.write(partial(customer_named, name="Contoso")).result


def listed(database: Database, customer_id: int) -> list[ContactRow]:
    return database.read(partial(contacts, customer_id=customer_id))


@pytest.mark.parametrize(
    ("written", "name", "email"),
    [
        ("  Ana   Ruiz ", "Ana Ruiz", ""),
        ("Ana Ruiz <ana@contoso.example>", "Ana Ruiz", "ana@contoso.example"),
        ("<ana@contoso.example>", "ana@contoso.example", "ana@contoso.example"),
        ("ana@contoso.example", "ana@contoso.example", "ana@contoso.example"),
        ("Ana <with a bracket", "Ana <with a bracket", ""),
    ],
)
def test_a_contact_is_made_from_what_is_typed(
    database: Database, contoso: int, written: str, name: str, email: str
) -> None:
    made = database.write(partial(contact_named, customer_id=contoso, written=written)).result
    assert listed(database, contoso) == [ContactRow(made, name, email, "", "", True)]
    again = database.write(partial(contact_named, customer_id=contoso, written=written)).result
    assert again == made


def test_a_contact_is_found_by_its_address_and_learns_one(database: Database, contoso: int) -> None:
    ana = database.write(partial(add_contact, customer_id=contoso, facts={"name": "Ana"})).result
    find = partial(contact_named, customer_id=contoso)
    assert database.write(partial(find, written="Ana <Ana@Contoso.example>")).result == ana
    assert database.write(partial(find, written="ana@contoso.example")).result == ana
    other = database.write(partial(customer_named, name="Adatum")).result
    elsewhere = database.write(partial(contact_named, customer_id=other, written="Ana")).result
    assert elsewhere != ana
    assert database.read(partial(contact_names, customer=" Contoso ")) == ["Ana"]


def test_a_case_names_its_contact_and_another_customer_brings_another(database: Database) -> None:
    case_id = opened(database, replace(WHOLE, contact="Ana Ruiz"))
    assert detail(database, case_id).contact == "Ana Ruiz"
    assert detail(database, case_id).to_json()["contact"] == "Ana Ruiz"
    edit = partial(edit_facts, case_id=case_id)
    database.write(partial(edit, facts={"customer": "Adatum"}))
    assert detail(database, case_id).contact is None
    database.write(partial(edit, facts={"contact": "Ben"}, seen={"contact": ""}))
    assert database.read(partial(contact_names, customer="Adatum")) == ["Ben"]
    with pytest.raises(Problems, match="Contact is “Ben” meanwhile"):
        database.write(partial(edit, facts={"contact": "Cleo"}, seen={"contact": ""}))
    database.write(partial(edit, facts={"contact": " "}))
    assert detail(database, case_id).contact is None
    assert database.read(differences) == []


def test_a_contact_without_a_customer_is_asked_whose(database: Database) -> None:
    new = replace(WHOLE, customer="", contact="Ana", incomplete=True)
    with pytest.raises(Problems) as told:
        database.write(partial(open_case, new=new))
    assert list(told.value.by_field) == ["customer"]


def test_two_people_at_one_contact(database: Database, contoso: int) -> None:
    ana = database.write(partial(add_contact, customer_id=contoso, facts=ANA)).result
    edit = partial(edit_contact, contact_id=ana, seen=ANA)
    database.write(partial(edit, facts={**ANA, "phone": "+34 2"}))
    database.write(partial(edit, facts={"note": "Never on Fridays"}))
    with pytest.raises(Problems) as told:
        database.write(partial(edit, facts={"phone": "+34 3"}))
    assert told.value.title == "Changed meanwhile"
    assert told.value.by_field == {"phone": "Phone is “+34 2” meanwhile, changed by somebody else."}
    row = ContactRow(ana, "Ana Ruiz", ANA["email"], "+34 2", "Never on Fridays", True)
    assert listed(database, contoso) == [row]


def test_who_has_left_is_named_still_and_offered_no_more(database: Database) -> None:
    case_id = opened(database, replace(WHOLE, contact="Ana"))
    customer = database.write(partial(customer_named, name="Contoso")).result
    ana = listed(database, customer)[0].id
    database.write(partial(mark_gone, contact_id=ana))
    assert database.read(partial(contact_names, customer="Contoso")) == []
    assert detail(database, case_id).contact == "Ana"
    database.write(partial(bring_back, contact_id=ana))
    assert listed(database, customer)[0].active
    database.write(partial(mark_gone, contact_id=ana))
    database.write(partial(contact_named, customer_id=customer, written="Ana"))
    assert listed(database, customer)[0].active


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " \n"}, "name"),
        ({"name": "Ana Ruiz"}, "name"),
        ({"name": "Ben", "email": "ben at contoso"}, "email"),
    ],
)
def test_what_is_no_contact_is_said_at_the_field(
    database: Database, contoso: int, facts: dict[str, str], field: str
) -> None:
    database.write(partial(add_contact, customer_id=contoso, facts=ANA))
    with pytest.raises(Problems) as told:
        database.write(partial(add_contact, customer_id=contoso, facts=facts))
    assert list(told.value.by_field) == [field]
    assert len(listed(database, contoso)) == 1


def test_a_contact_or_a_customer_that_is_gone_is_a_sentence(
    database: Database, contoso: int
) -> None:
    for command in (
        partial(add_contact, customer_id=contoso + 1, facts=ANA),
        partial(edit_contact, contact_id=1, facts=ANA),
        partial(mark_gone, contact_id=1),
    ):
        with pytest.raises(KnownError, match="is gone"):
            database.write(command)


@pytest.mark.parametrize("text", KEPT)
def test_a_note_is_kept_to_the_letter(database: Database, contoso: int, text: str) -> None:
    facts = {**ANA, "note": text}
    database.write(partial(add_contact, customer_id=contoso, facts=facts))
    assert listed(database, contoso)[0].note == text.strip()


@pytest.mark.parametrize("field", ["name", "phone", "note"])
@pytest.mark.parametrize("text", [*REFUSED, "x" * 20_001])
def test_what_cannot_be_kept_is_refused_in_every_field(
    database: Database, contoso: int, field: str, text: str
) -> None:
    with pytest.raises(RefusedText):
        database.write(partial(add_contact, customer_id=contoso, facts={**ANA, field: text}))
    assert listed(database, contoso) == []
