"""Cases and articles found by their words, the same on both databases."""

from dataclasses import replace
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.commands.cases import NewCase
from models.commands.contacts import add_note, log_contact, log_customer_message
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.commands.undo import undo
from models.database import Database
from models.entities import Article
from models.errors import KnownError
from models.queries.search import Found, look_for, search
from models.search_words import LONGEST_WORD, words_of
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None,
          max_examples=200 if FULL else 20)  # fmt: skip
@given(st.text(min_size=1, max_size=60))
def test_a_text_is_found_by_each_of_its_words_and_by_no_other(
    database: Database, said: str
) -> None:
    case_id = opened(database, NewCase("Plain", incomplete=True))
    try:
        database.write(partial(add_note, case_id=case_id, text=f"quince {said}"))
    except KnownError:  # letters that no desk keeps
        return
    key = f"CS-{1000 + case_id}"
    for word in words_of(said):
        assert key in ids(database, f"kind:case quince {word} "), ascii(word)
        other = f"{word}7"[-LONGEST_WORD:]  # no slip: a number that is near is another
        if words_of(other) == [other] and other not in words_of(f"{said} quince Plain {key}"):
            assert key not in ids(database, f"kind:case quince {other} "), ascii(other)


def test_a_filter_that_names_nothing_is_named_with_what_there_is(database: Database) -> None:
    opened(database, replace(WHOLE, category="Billing"))
    write_article(database, "KI-1", "Exports stall", "…", product="Exports")
    database.write(partial(add_person, name="Ana Ruiz", role="agent"))

    def told(typed: str) -> list[str]:
        return [str(one.told) for one in database.read(partial(look_for, typed=typed)).unknown]

    kinds = "case, article, known_issue, how_to, playbook, decision"
    assert told("kind:foo exports") == [f"No kind is called “foo”. There are {kinds}."]
    assert told("product:X-Ray") == ["No product is called “X-Ray”. There are Billing, Exports."]
    assert told("by:nobody exports") == ["Nobody is called “nobody”. There is Ana Ruiz."]
    assert told("kind:decision status:open") == [
        "No status is called “open”. There are draft, in_review, published, needs_verification,"
        " archived, proposed, accepted, superseded."
    ]
    assert told("status:xyz kind:zzz")[0].startswith("No status is called “xyz”. There are open, ")
    assert len(told("status:xyz kind:zzz")) == 2
    assert told("exports stall") == told("kind:case kind:foo exports") == []  # something is found
    assert told("zebra product:bill") == []


def test_where_there_are_no_values_yet_that_is_said(database: Database) -> None:
    opened(database)
    found = database.read(partial(look_for, typed="by:ana"))
    assert [str(one.told) for one in found.unknown] == [
        "Nobody is called “ana”: nobody is on this desk yet."
    ]


def test_no_product_of_a_restricted_case_is_given_away(database: Database) -> None:
    maker = database.write(partial(add_person, name="Ana Ruiz", role="agent")).result
    other = database.write(partial(add_person, name="Ben Okafor", role="agent")).result
    database.person_id = maker
    opened(database, replace(WHOLE, category="Zzyzxian", security="yes", priority="P1"))
    database.person_id = other
    found = database.read(partial(look_for, typed="product:none"))
    assert [one.known for one in found.unknown] == [()]
