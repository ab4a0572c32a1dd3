"""A slip of the fingers finds what was meant, the same on both databases, and leaks nothing."""

from dataclasses import replace
from functools import partial

import pytest

from models.commands.cases import NewCase
from models.commands.contacts import add_note
from models.commands.people import add_person
from models.database import Database
from models.queries import near_words
from models.queries.near_words import Instead
from models.queries.search import Answer, look_for
from tests.models.commands.desk import WHOLE, opened
from tests.models.queries.test_search import write_article


def asked(database: Database, typed: str) -> Answer:
    return database.read(partial(look_for, typed=typed))


def ids(answer: Answer) -> list[str]:
    return [one.id for one in answer.found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("exprots", "exports"), ("exprot", "export"), ("xeports", "exports"), ("wxports", "exports"),
     ("stal", ""), ("stahl stall", "stall"), ("everythnig ", "everything"),
     ("evrythnig", "everything"),
     ("prodcution", "production"), ("expo", ""), ("9O", None), ("91", None), ("zebra", None),
     ("cs-1002", None), ("stl", None)],
)  # fmt: skip
def test_a_word_that_is_nowhere_is_looked_for_as_the_nearest(
    database: Database, typed: str, meant: str | None
) -> None:
    opened(database)
    answer = asked(database, typed)
    assert ids(answer) == ([] if meant is None else ["CS-1001"])
    assert [one.meant for one in answer.instead] == ([meant] if meant else [])


def test_a_short_word_is_put_right_to_a_whole_one_only(database: Database) -> None:
    opened(database, NewCase("A window of finder tiles", incomplete=True))
    for typed in ("kind", "wimd"):
        answer = asked(database, typed)
        assert [one.meant for one in answer.instead] == [], typed
    assert asked(database, "tles").instead == (Instead("tles", "tiles"),)
    assert asked(database, "wimdow").instead == (Instead("wimdow", "window"),)
    assert asked(database, "wnidow").instead == (Instead("wnidow", "window"),)


def test_only_the_words_that_are_nowhere_are_put_right(database: Database) -> None:
    opened(database)
    write_article(database, "KI-1", "Webhooks arrive late", "Retry them.")
    answer = asked(database, "webhokos laet retry ")
    assert ids(answer) == ["KI-1"]
    assert answer.instead == (Instead("webhokos", "webhooks"), Instead("laet", "late"))
    assert str(answer.told) == "Looked for “webhooks late” instead of “webhokos laet”."
    assert asked(database, "exports webhooks") == Answer()  # each is somewhere, so none is a slip


def test_where_one_word_is_near_nothing_none_is_put_right(database: Database) -> None:
    opened(database)
    for typed in ("exprots zebra", "exprots 91", "exprots stlal everythnig prodcution exoprts"):
        assert asked(database, typed) == Answer(), typed
    assert ids(asked(database, "exprots stlal everythnig")) == ["CS-1001"]


def test_of_words_as_near_the_one_that_more_have_is_meant(database: Database) -> None:
    write_article(database, "KI-1", "Tokens", "Tokens and tokers")
    write_article(database, "KI-2", "Tokers", "…")
    opened(database, NewCase("Tokers again", incomplete=True))
    assert asked(database, "tokes ").instead == (Instead("tokes", "tokers"),)
    assert asked(database, "tokesn ").instead == (Instead("tokesn", "tokens"),)


def test_an_old_word_is_found_by_its_beginning(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(database, NewCase("Quarterly statement", incomplete=True))
    for number in range(6):
        opened(database, NewCase(f"Number {number}", incomplete=True))
    monkeypatch.setattr(near_words, "_NEWEST", 2)
    for typed in ("quartrely", "qaurterly", "uqarterly", "qquarterly", "quarterlly"):
        assert ids(asked(database, typed)) == ["CS-1001"], typed


def test_filters_stay_as_they_are(database: Database) -> None:
    opened(database, replace(WHOLE, category="Billing"))
    write_article(database, "KI-1", "Exports stall", "…")
    assert ids(asked(database, "exprots kind:case")) == ["CS-1001"]
    assert ids(asked(database, "exprots kind:case product:sales")) == []


def test_no_word_of_a_restricted_case_is_given_away(database: Database) -> None:
    maker = database.write(partial(add_person, name="Ana Ruiz", role="agent")).result
    other = database.write(partial(add_person, name="Ben Okafor", role="agent")).result
    database.person_id = maker
    secret = replace(WHOLE, title="Zzyzxian tokens", security="yes", priority="P1")
    case_id = opened(database, secret)
    database.write(partial(add_note, case_id=case_id, text="The zzyzxian key"))
    assert ids(asked(database, "zzyzxain")) == ["CS-1001"]
    database.person_id = other
    for typed in ("zzyzxain", "zzyzxian", "zzyzxain ", "zzyzx", "tokesn"):
        assert asked(database, typed) == Answer(), typed
