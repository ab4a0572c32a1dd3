"""Saying of each thing that two people changed what it is to be."""

from hypothesis import given
from hypothesis import strategies as st

from models.settling import CHOICES, ClashFact, ClashText, Settling
from models.three_way import Choice, FactClash, merge

texts = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=8).map("\n".join)
one_choice = st.sampled_from(CHOICES) | st.lists(st.sampled_from(["x", ""]), max_size=2).map(tuple)
TITLE = ClashFact("Title", FactClash("title", "Mine", "Theirs"))
OTHER = '["theirs", ["somewhere else"]]'
BASE = "one\ntwo\nthree\nfour\nfive\nsix"


def settling(base: str, mine: str, theirs: str) -> Settling:
    return Settling([ClashText("body", "Text", merge(base, mine, theirs))], [TITLE])


@given(texts, texts, texts, st.data())
def test_the_text_is_what_was_decided_and_is_settled_only_then(
    base: str, mine: str, theirs: str, data: st.DataObject
) -> None:
    merged = merge(base, mine, theirs)
    asked = settling(base, mine, theirs)
    chosen: list[Choice] = [data.draw(one_choice) for _ in merged.clashes]
    assert len(asked.asked) == len(chosen) + 1
    assert asked.texts() == {"body": merged.text(["both"] * len(chosen))}  # nothing is lost before
    for at, answer in enumerate(["theirs", *chosen]):
        assert not asked.is_settled
        assert asked.next_open(at) == at
        asked.answers[at] = answer
    assert asked.is_settled
    assert asked.next_open(0) is None
    assert asked.texts() == {"body": merged.text(chosen)}
    assert asked.facts() == {"title": "Theirs"}


@given(texts, texts, texts, st.data())
def test_what_was_answered_is_answered_again_from_what_was_kept(
    base: str, mine: str, theirs: str, data: st.DataObject
) -> None:
    first, again = settling(base, mine, theirs), settling(base, mine, theirs)
    for at in range(1, len(first.asked)):
        first.answers[at] = data.draw(st.none() | one_choice)
    again.take_up(first.kept())
    assert again.answers == first.answers


def test_an_answer_outlives_a_change_elsewhere() -> None:
    mine, theirs = BASE.replace("two", "2"), BASE.replace("two", "zwei")
    first = settling(BASE, mine, theirs)
    first.answers[1] = ("both of", "them")
    again = settling(BASE, mine.replace("six", "6"), theirs.replace("six", "sechs"))
    again.take_up(first.kept())
    assert again.answers == [None, ("both of", "them"), None]
    assert again.next_open(1) == 2


def test_of_each_is_said_where_it_is_and_what_stands_around() -> None:
    asked = settling(BASE, BASE.replace("four", "4"), BASE.replace("four", "vier")).asked
    assert (asked[0].words, asked[0].line, asked[0].free) == ("Title", 0, False)
    assert (asked[1].line, asked[1].before, asked[1].after) == (
        4,
        ("two", "three"),
        ("five", "six"),
    )
    assert asked[1].free


def test_what_was_kept_of_something_else_stays_and_what_is_open_again_goes() -> None:
    asked = settling(BASE, BASE.replace("four", "4"), BASE.replace("four", "vier"))
    asked.answers[1] = "mine"
    kept = asked.kept({"another": OTHER})
    assert kept["another"] == OTHER
    assert len(kept) == 2
    asked.answers[1] = None
    assert asked.kept(kept) == {"another": OTHER}


def test_what_was_typed_of_something_that_changed_since_is_offered_and_settles_nothing() -> None:
    mine, theirs = BASE.replace("four", "4"), BASE.replace("four", "vier")
    first = settling(BASE, mine, theirs)
    first.answers[1] = ("4 or vier",)
    again = settling(BASE, mine.replace("five", "5"), theirs)
    again.take_up(first.kept())
    assert again.answers == [None, None]
    assert again.earlier == {1: ("4 or vier",)}
    elsewhere = settling(BASE, BASE.replace("one", "1"), BASE.replace("one", "eins"))
    elsewhere.take_up(first.kept())
    assert elsewhere.earlier == {}
