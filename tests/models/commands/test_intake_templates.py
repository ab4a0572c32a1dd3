"""Templates of new cases: kept from a form, never over somebody else's."""

from functools import partial

import pytest

from models.commands.intake_templates import (
    delete_intake_template,
    keep_intake_template,
    take_back_intake_template,
)
from models.database import Database
from models.errors import KnownError, Problems
from models.queries.intake_templates import intake_template_named, intake_templates
from tests.naughty import SHORT

FORM = {"title": "Cannot sign in", "category": "Login", "steps": "1. Open\n2. Sign in",
        "customer": "Contoso", "message": "Help"}  # fmt: skip


def keep(database: Database, name: str, seen: int | None = None, **typed: str) -> int:
    command = partial(keep_intake_template, name=name, typed={**FORM, **typed}, seen=seen)
    return database.write(command).result


def test_a_form_is_kept_without_its_customer(database: Database) -> None:
    keep(database, " Login  problem ")
    keep(database, "Anything", category="")
    rows = database.read(partial(intake_templates, category=" login "))
    assert [(row.name, row.category, row.fits) for row in rows] == [
        ("Login problem", "Login", True), ("Anything", "", False),
    ]  # fmt: skip
    assert dict(rows[0].texts) == {name: FORM[name] for name in ("title", "category", "steps")}


def test_nothing_is_kept_of_nothing_and_no_level_that_is_none(database: Database) -> None:
    with pytest.raises(Problems, match="says nothing that a template keeps"):
        database.write(partial(keep_intake_template, name="One", typed={"customer": "Contoso"}))
    with pytest.raises(Problems, match="Urgency is one of"):
        keep(database, "One", urgency="soon")
    with pytest.raises(KnownError, match="needs a name"):
        keep(database, " ")
    assert database.read(intake_templates) == []


def test_a_name_is_taken_over_only_by_who_saw_what_it_holds(database: Database) -> None:
    keep(database, "Login")
    with pytest.raises(Problems) as told:
        keep(database, "Login", steps="Mine")
    assert told.value.by_field == {"name": "There is a template called “Login”."}
    seen = database.read(intake_templates)[0].version
    keep(database, "Login", seen, steps="Ours")
    with pytest.raises(Problems) as told:
        keep(database, "Login", seen, steps="Mine")
    assert told.value.by_field == {"name": "Somebody changed “Login” meanwhile."}
    assert database.read(intake_templates)[0].texts["steps"] == "Ours"


def test_one_is_deleted_once(database: Database) -> None:
    made = keep(database, "Login")
    database.write(partial(delete_intake_template, template_id=made))
    with pytest.raises(KnownError, match="This template is gone"):
        database.write(partial(delete_intake_template, template_id=made))


def test_one_is_found_by_name_and_a_wrong_name_says_which_there_are(database: Database) -> None:
    keep(database, "Login")
    assert database.read(partial(intake_template_named, name="login")).name == "Login"
    with pytest.raises(KnownError, match="There are: Login"):
        database.read(partial(intake_template_named, name="Logn"))


def test_naughty_texts_come_back(database: Database) -> None:
    for number, text in enumerate(SHORT):
        keep(database, f"T{number}", steps=text)
    rows = {row.name: row for row in database.read(intake_templates)}
    assert [rows[f"T{number}"].texts["steps"] for number in range(len(SHORT))] == list(SHORT)


def test_keeping_replacing_and_deleting_are_each_taken_back(database: Database) -> None:
    def texts() -> dict[str, dict[str, str]]:
        return {row.name: dict(row.texts) for row in database.read(intake_templates)}

    def back(before: dict[str, str] | None, after: dict[str, str] | None) -> None:
        command = partial(take_back_intake_template, name=" Login ", before=before, after=after)
        database.write(command)

    one, other = {"steps": "One"}, {"steps": "Other", "category": "Login"}
    first = database.write(partial(keep_intake_template, name="Login", typed=one)).result
    back(None, one)
    assert texts() == {}
    first = database.write(partial(keep_intake_template, name="Login", typed=one)).result
    database.write(partial(keep_intake_template, name="Login", typed=other, seen=1))
    back(one, other)
    assert texts() == {"Login": one}
    assert database.read(intake_templates)[0].category == ""
    database.write(partial(delete_intake_template, template_id=first))
    back(one, None)
    assert texts() == {"Login": one}
    for after in (other, None):
        with pytest.raises(KnownError, match="meanwhile"):
            back(other, after)
    assert texts() == {"Login": one}
