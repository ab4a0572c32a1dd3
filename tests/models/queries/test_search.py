"""Cases and articles found by their words, the same on both databases."""

from dataclasses import replace
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commands.articles import (
    Edited,
    NewArticle,
    attach_to_article,
    save_article,
)
from models.commands.articles import write_article as write_article_
from models.commands.cases import NewCase, assign
from models.commands.closing import exclude
from models.commands.contacts import add_note, log_contact, log_customer_message
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.entities import Article
from models.file_reading import FileContent
from models.queries import matches, newest_rows
from models.queries.search import Found, search
from models.verification import differences
from models.work import Work
from tests.conftest import FULL, MovingClock
from tests.models.commands.desk import WHOLE, opened
from tests.naughty import SHORT

NASTY = (
    "", " ", '"', "'", "''", '""', "*", "-", "(", ")", "AND", "OR NOT", "NEAR(a b)", "a:b", ":",
    "kind:", "kind::", "title:x", "case_index", '"exports" OR "stall"', "exports*", "^exports",
    "{exports}", "exports'; DROP TABLE cases; --", "\\", "%", "_", "\0", "a\0b", "\ud800", "🇩🇪",
    "👩‍👩‍👧", "\u202eexports", "'a':*", "a & b | !c", "<->", "<2>", "x" * 1_000_000, "x " * 100_000,
    "status:'", 'by:"', "product:%", "東京", "هذا", "·exports", "\u200b", "ﷺ",
)  # fmt: skip


def ids(database: Database, typed: str) -> list[str]:
    return [one.id for one in database.read(partial(search, typed=typed))]


def first(database: Database, typed: str) -> Found:
    return database.read(partial(search, typed=typed))[0]


def write_article(database: Database, key: str, title: str, body: str, **other: str) -> int:
    told = {"kind": "known_issue", "status": "published", **other}

    def write(work: Work) -> int:
        article = Article(key=key, title=title, body=body, changed_at=work.now, **told)
        work.session.add(article)
        work.session.flush()
        return article.id

    return database.write(write).result


@pytest.mark.parametrize(
    "typed",
    ["stall", "EXPORTS stall", "exp", "90", "CS-1001", "contoso", "everything", "production",
     "Mueller", "müller", "crème", "CREME br", "reply", "workspace", "京都"],
)  # fmt: skip
def test_a_case_is_found_by_any_word_of_it_and_by_the_beginning_of_the_last(
    database: Database, typed: str
) -> None:
    case_id = opened(database, replace(WHOLE, message="Our workspace at Mueller's, 東京都"))
    database.write(partial(log_contact, case_id=case_id, type="reply", text="A reply to Müller"))
    database.write(partial(add_note, case_id=case_id, text="They like Crème brûlée"))
    opened(database, NewCase("Another thing", incomplete=True))
    assert ids(database, typed) == ["CS-1001"]
    assert ids(database, f"{typed} zebra") == []


def test_a_word_that_is_not_the_last_is_a_whole_one(database: Database) -> None:
    opened(database)
    assert ids(database, "exp stall") == []
    assert ids(database, "exp ") == []
    assert ids(database, "exports ") == ["CS-1001"]


def test_what_changes_is_found_by_its_new_words_only(
    database: Database, clock: MovingClock
) -> None:
    case_id = opened(database)
    database.write(partial(edit_facts, case_id=case_id, facts={"title": "Invoices vanish"}))
    assert ids(database, "invoices") == ["CS-1001"]
    assert ids(database, "stall") == []
    database.write(partial(log_customer_message, case_id=case_id, text="Zebra"))
    assert ids(database, "zebra") == ["CS-1001"]
    database.write(partial(undo, case_id=case_id))
    assert ids(database, "zebra") == []


def test_articles_are_found_as_they_are_written_and_changed(database: Database) -> None:
    article_id = write_article(database, "KI-7", "Large exports stop", "Wait for a Zebra.")
    assert ids(database, "zebra") == ["KI-7"]

    def change(work: Work) -> None:
        work.session.get_one(Article, article_id).body = "Wait for a giraffe."

    database.write(change)
    assert ids(database, "giraffe") == ["KI-7"]
    assert ids(database, "zebra") == []


def test_titles_come_before_what_is_said_elsewhere(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.queries.found_rows._RANKED", 3)
    write_article(database, "KI-1", "Exports stall", "…")
    for number in range(2, 8):
        write_article(database, f"KI-{number}", f"Number {number}", "Exports, too.")
    assert ids(database, "exports")[0] == "KI-1"
    assert (
        first(database, "exports").score > database.read(partial(search, typed="exports"))[1].score
    )


def test_a_case_asked_for_by_its_key_is_the_first(database: Database) -> None:
    opened(database, NewCase("About CS 1002 and CS 1002", incomplete=True))
    opened(database)
    assert ids(database, "cs-1002")[0] == "CS-1002"


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


def test_what_was_taken_back_is_not_shown_either(database: Database) -> None:
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    case_id = opened(database)
    text = "Exports stall, exports stall: it is hunter2"
    database.write(partial(add_note, case_id=case_id, text=text))
    assert first(database, "exports stall").snippet.text == text
    database.write(partial(undo, case_id=case_id))
    assert "hunter2" not in first(database, "exports stall").snippet.text


def test_the_passage_shows_where_the_words_stand(database: Database) -> None:
    long = "Nothing here. " * 40
    opened(database, replace(WHOLE, steps=f"{long}Then the Müller\nexport stops. {long}"))
    found = first(database, "kind:case muller stop")
    said = [found.snippet.text[begin:end] for begin, end in found.snippet.spans]
    assert said == ["Müller", "stops"]
    assert "the Müller export stops" in found.snippet.text
    assert found.snippet.text.startswith("… ")
    assert len(found.snippet.text) < 200


@pytest.mark.parametrize("typed", NASTY, ids=lambda typed: ascii(typed[:24]))
def test_whatever_is_typed_is_looked_for_and_no_more(database: Database, typed: str) -> None:
    opened(database)
    found = database.read(partial(search, typed=typed))
    assert {one.id for one in found} <= {"CS-1001"}


@pytest.mark.parametrize("kind", ["random letters", "pieces of query languages"])
def test_ten_thousand_queries_are_no_error(database: Database, kind: str) -> None:
    opened(database)
    write_article(database, "KI-1", "Exports stall", "Wait for them.")
    random = Random(7)
    pieces = [
        *NASTY[:-6],
        *SHORT,
        "export",
        "stall",
        "kind:case",
        "status:open",
        "by:ana",
        "ex",
        " ",
    ]
    for _ in range(5_000 if FULL else 150):
        if kind == "random letters":
            codes = (random.randrange(0x20, random.choice((0x7F, 0x3000, 0x11_0000)))
                     for _ in range(random.randrange(1, 40)))  # fmt: skip
            typed = "".join(map(chr, codes))
        else:
            typed = "".join(random.choice(pieces)[:80] for _ in range(random.randrange(1, 8)))
        found = database.read(partial(search, typed=typed))
        assert {one.id for one in found} <= {"CS-1001", "KI-1"}, ascii(typed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=200))
def test_no_text_is_an_error(database: Database, texts: list[str]) -> None:
    def read_all(session: object) -> None:
        for typed in texts:
            search(session, typed)  # type: ignore[arg-type]

    database.read(read_all)


def test_a_beginning_that_many_have_is_answered_without_the_index(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        opened(database, NewCase(f"Export {number}{' rareness' * (number == 0)}", incomplete=True))
    whole = ids(database, "exp"), ids(database, "export rar"), ids(database, "rar")
    assert [len(found) for found in whole] == [12, 1, 1]
    monkeypatch.setattr(matches, "_LOOKED_AT", 4)
    monkeypatch.setattr("models.queries.found_rows._RANKED", 4)
    assert ids(database, "exp") == ["CS-1012", "CS-1011", "CS-1010", "CS-1009"]
    assert ids(database, "export rar") == ["CS-1001"]
    assert ids(database, "rar") == ["CS-1001"]


@pytest.mark.parametrize("lately", [2, 5, 100])
def test_few_and_many_are_found_whichever_way_they_are_looked_for(
    database: Database, monkeypatch: pytest.MonkeyPatch, lately: int
) -> None:
    monkeypatch.setattr(newest_rows, "_LATELY", lately)
    monkeypatch.setattr(newest_rows, "_MANY", 3)
    monkeypatch.setattr("models.queries.found_rows._RANKED", 6)
    for number in range(12):
        said = " rareness" * (number == 1) + " seldom" * (number % 4 == 0)
        opened(database, NewCase(f"Export {number}{said}", incomplete=True))
    assert ids(database, "export ") == [f"CS-{1012 - at}" for at in range(6)]
    assert ids(database, "rareness ") == ids(database, "export rar") == ["CS-1002"]
    assert ids(database, "seldom ") == ["CS-1009", "CS-1005", "CS-1001"]
    assert ids(database, "zebra ") == []
