"""Texts are kept to the letter or refused with the reason, the same on both databases."""

import json
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.commands.access import people_written
from models.commands.cases import NewCase, open_case
from models.commands.contacts import add_note
from models.commands.customers import customer_named
from models.commands.links import ARTICLE, SAME, add_link
from models.commands.meanwhile import Overtaken, refuse_overwriting
from models.database import Database
from models.entities import Case, Customer, Event
from models.errors import KnownError, Problems
from models.handbook.events import NOTE
from models.queries.case import case_id_of
from models.typed_instant import read_instant
from models.typed_span import read_span
from models.typed_text import (
    LONGEST_NAME,
    LONGEST_TEXT,
    RefusedText,
    check_characters,
    clean_name,
    from_json,
    to_json,
)
from models.work import Work
from tests.naughty import LONG

CASE = NewCase(title="Payments fail", customer="Northwind", incomplete=True)
KEPT = (
    "‮right to left‬ and ‏marks",
    "flags 🇩🇪, families 👩‍👩‍👧, and \U0010ffff",
    "é is not é",
    "tabs\tand\nlines\r\nand \x01 \x7f \x85 \ufeff.",
    "' OR 1=1; -- %s :name \\u0000 \\ud800",
)
REFUSED = ("a NUL \0 inside", "\0", "half \ud83d of it", "\udcff")


def texts(database: Database, case_id: int) -> list[str]:
    kept = select(Event.data).where(Event.case_id == case_id, Event.kind == NOTE)
    return [data["text"] for data in database.read(lambda session: session.scalars(kept).all())]


@pytest.mark.parametrize("text", KEPT)
def test_what_a_database_takes_comes_back_to_the_letter(database: Database, text: str) -> None:
    case_id = database.write(partial(open_case, new=CASE)).result
    database.write(partial(add_note, case_id=case_id, text=text))
    assert texts(database, case_id) == [text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_could_not_come_back_is_refused_wherever_it_stands(
    database: Database, text: str
) -> None:
    case_id = database.write(partial(open_case, new=CASE)).result
    new = NewCase(title=text, customer="Northwind", incomplete=True)
    commands: tuple[tuple[Callable[[Work], object], type[KnownError]], ...] = (
        (partial(add_note, case_id=case_id, text=text), RefusedText),
        (partial(open_case, new=new), Problems),  # a form says it at the field
        (partial(customer_named, name=f"North {text} wind"), RefusedText),
    )
    for command, refusal in commands:
        with pytest.raises(refusal, match="nothing was changed"):
            database.write(command)
    assert texts(database, case_id) == []
    assert database.read(lambda session: session.scalars(select(Customer.name)).all()) == [
        "Northwind"
    ]


def test_a_search_for_what_no_desk_can_hold_is_refused_alike(database: Database) -> None:
    with pytest.raises(RefusedText):
        database.read(lambda session: session.scalar(select(Case.id).where(Case.key == "\0")))


def test_a_text_of_a_million_letters_is_kept_and_a_longer_one_is_told(database: Database) -> None:
    case_id = database.write(partial(open_case, new=CASE)).result
    longest = "ä" * LONGEST_TEXT
    database.write(partial(add_note, case_id=case_id, text=longest))
    with pytest.raises(RefusedText, match="10,000,000 characters"):
        database.write(partial(add_note, case_id=case_id, text="x" * 10_000_000))
    assert texts(database, case_id) == [longest]


def test_the_longest_name_of_the_widest_letters_fits_every_index(database: Database) -> None:
    name = "\U0010ffff" * LONGEST_NAME

    def twice(work: Work) -> tuple[int, int]:
        return customer_named(work, name), customer_named(work, f"  {name}\n")

    first, second = database.write(twice).result
    assert first == second
    with pytest.raises(RefusedText, match="201 characters"):
        database.write(partial(customer_named, name=name + "x"))


def test_a_name_is_one_line_and_not_empty() -> None:
    assert clean_name("person", "\t Ana \n María  ") == "Ana María"
    with pytest.raises(KnownError, match="A person needs a name"):
        clean_name("person", " \n\t ")


@given(st.text(st.characters(codec=None)))
def test_the_check_knows_exactly_what_has_no_encoding(text: str) -> None:
    sound = "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
    for check in (check_characters, lambda told: to_json({"deep": [{told: 1}]})):
        if sound:
            check(text)
        else:
            with pytest.raises(RefusedText):
                check(text)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
))  # fmt: skip
def test_json_is_read_as_the_library_reads_it(value: object) -> None:
    written = json.dumps(value)
    assert from_json(written) == from_json(f" {written}\n") == json.loads(written)


@pytest.mark.parametrize("broken", ["", " ", "{", "nul", "[1] 2", '{"a":}'])
def test_what_is_not_json_is_told_by_the_library(broken: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        from_json(broken)


@pytest.mark.parametrize("text", [*LONG, "=cmd|' /C calc'!A0"], ids=lambda text: text[:9])
def test_what_is_told_of_a_text_is_short_and_on_one_line(text: str, database: Database) -> None:
    now, case_id = database.clock.now(), database.write(partial(open_case, new=CASE)).result
    doors: list[Callable[[], object]] = [
        partial(read_instant, text, now, ZoneInfo("Europe/Berlin")),
        partial(read_span, text, text, now, ZoneInfo("Europe/Berlin")),
        partial(database.read, partial(case_id_of, key=text)),
        partial(database.write, partial(people_written, written=text)),
        partial(database.write, partial(people_written, written=text.replace(" ", ","))),
        *(
            partial(database.write, partial(add_link, case_id=case_id, kind=kind, to=text))
            for kind in (SAME, ARTICLE)
        ),
    ]
    for door in doors:
        with pytest.raises(KnownError) as told:
            door()
        assert len(told.value.sentence) < 300
        assert "\n" not in told.value.sentence


def test_what_another_wrote_meanwhile_is_told_as_far_as_it_can_be_read() -> None:
    with pytest.raises(Overtaken) as told:
        refuse_overwriting({"steps": LONG[2]}, {"steps": "mine"}, {"steps": ""})
    assert len(told.value.sentence) < 500
    assert told.value.now == {"steps": LONG[2]}
