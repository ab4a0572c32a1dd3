"""Filters narrow what a search finds, and files' names are found."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, event

from models.commands.articles import (
    Edited,
    NewArticle,
    attach_to_article,
    save_article,
)
from models.commands.articles import write_article as write_article_
from models.commands.cases import assign
from models.commands.closing import exclude
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.database import Database
from models.file_reading import FileContent
from models.queries.case_products import case_products
from models.schema import open_checked
from models.verification import differences
from tests.conftest import MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.test_search import first, ids, write_article


def test_filters_narrow_what_is_found(database: Database) -> None:
    ana = database.write(partial(add_person, name="Ana Núñez")).result
    one = opened(database, replace(WHOLE, category="Billing"))
    two = opened(database)
    database.write(partial(assign, case_ids=[one], person_id=ana))
    database.write(partial(exclude, case_id=two, reason="spam"))
    write_article(database, "KI-1", "Exports stall", "…")
    write_article(database, "HT-1", "Exports for all", "…", kind="how_to", status="draft")
    asked = {
        "exports kind:case": {"CS-1001", "CS-1002"}, "exports kind:known": {"KI-1"},
        "exports kind:article": {"KI-1", "HT-1"}, "kind:how-to exports": {"HT-1"},
        "exports kind:case kind:how_to": {"CS-1001", "CS-1002", "HT-1"},
        "exports status:open": {"CS-1001"}, "exports status:spam": {"CS-1002"},
        "exports STATUS:published": {"KI-1"}, "exports by:nunez": {"CS-1001"},
        "exports by:ana": {"CS-1001"}, "exports by:ana-nu": {"CS-1001"}, "exports by:na": set(),
        "exports product:bill": {"CS-1001"},
        "exports kind:nothing": set(), "kind:known_issue": {"KI-1"},
    }  # fmt: skip
    for typed, wanted in asked.items():
        assert set(ids(database, typed)) == wanted, typed


def test_articles_are_narrowed_by_product_state_and_who_wrote_or_owns_them(
    database: Database,
) -> None:
    ana, ben = (
        database.write(partial(add_person, name=name, role="agent")).result
        for name in ("Ana Núñez", "Ben Okafor")
    )
    stall = NewArticle("known_issue", "Exports stall", "…", "wont_fix", "Data/Export")
    rule = NewArticle("decision", "Exports in batches", "…")
    database.person_id = ana
    one = database.write(partial(write_article_, new=stall)).result
    database.person_id = ben
    database.write(partial(write_article_, new=rule))
    edited = Edited(one, 1, "Exports stall", "More", "wont_fix", "Data/Export", {})
    database.write(partial(save_article, edited=edited))
    asked = {
        "product:export": {"KI-1"}, "product:data/ex exports": {"KI-1"}, "product:sales": set(),
        "status:wont_fix": {"KI-1"}, "status:won't-fix": {"KI-1"}, "status:proposed": {"DE-1"},
        "status:fixed": set(), "status:accepted exports": set(), "status:draft": {"KI-1", "DE-1"},
        "by:ana": {"KI-1"}, "by:okafor": {"KI-1", "DE-1"}, "by:okafor kind:decision": {"DE-1"},
        "by:nobody": set(), "status:proposed product:export": set(),
    }  # fmt: skip
    for typed, wanted in asked.items():
        assert set(ids(database, typed)) == wanted, typed


def test_an_article_is_found_by_the_names_of_its_files(database: Database) -> None:
    one = write_article(database, "KI-1", "Exports stall", "…")
    database.write(partial(attach_to_article, article_id=one,
                           files=[FileContent("Wheel-turns.png", b"1")]))  # fmt: skip
    assert ids(database, "wheel turns") == ["KI-1"]
    assert "Wheel-turns.png" in first(database, "turns").snippet.text
    database.write(
        partial(save_article, edited=Edited(one, 0, "Exports wait", "…", "fixed", None, {}))
    )
    assert ids(database, "wheel wait") == ["KI-1"]
    assert database.read(differences) == []


@pytest.mark.parametrize(
    ("category", "asked"),
    [("Sign-in", "sign-in"), ("Sign-in", "sign"), ("Zürich", "zürich"), ("ZÜRICH", "zurich"),
     ("Data/Export", "data/export"), ("Data export", "export"), ("E-Mail", "email")],
)  # fmt: skip
def test_a_category_is_meant_however_it_is_written(
    database: Database, category: str, asked: str
) -> None:
    opened(database, replace(WHOLE, category=category))
    opened(database, replace(WHOLE, category="Billing"))
    opened(database)
    assert ids(database, f"exports product:{asked}") == ["CS-1001"]


def test_an_articles_passage_is_words_without_marks(database: Database) -> None:
    body = (
        "Date: 3 May 2018\n\n## Workaround\n\nExport **month** by [month](https://a.example).\n\n"
        "* Zip the file\n* Send it"
    )
    write_article(database, "KI-7", "Large exports stop", body)
    assert first(database, "month").snippet.text == "Workaround: Export month by month."
    assert first(database, "zip").snippet.text == "Zip the file · Send it"
    assert first(database, "large").snippet.text == "Workaround: Export month by month."
    assert first(database, "2018").snippet.text == "Date: 3 May 2018"


def test_a_case_is_not_shown_by_what_says_nothing(database: Database) -> None:
    opened(database, replace(WHOLE, steps="None", impact="Everybody waits for the month's end"))
    assert first(database, "stall").snippet.text == "Everybody waits for the month's end"


def test_products_are_read_once_and_what_is_new_of_them_is_known(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    one = opened(database, replace(WHOLE, category="Billing"))
    assert database.read(case_products) == {"Billing"}
    asked = list[str]()
    event.listen(Engine, "before_cursor_execute", listener := lambda *of: asked.append(of[2]))
    try:
        assert database.read(case_products) == {"Billing"}
    finally:
        event.remove(Engine, "before_cursor_execute", listener)
    assert not any("DISTINCT" in statement for statement in asked)
    database.write(partial(edit_facts, case_id=one, facts={"category": "Exports"}))
    other = Database(open_checked(desk_address), clock)
    opened(other, replace(WHOLE, category="Sync"))
    other.close()
    assert ids(database, "kind:case product:exp") == ["CS-1001"]
    assert ids(database, "kind:case product:sync") == ["CS-1002"]
    assert ids(database, "kind:case product:bill") == []
