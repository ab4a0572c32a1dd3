"""What two people made of one text, put into one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.three_way import FactClash, Line, merge, merged_facts, side_by_side

BASE = "one\ntwo\nthree\nfour\nfive"
texts = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=8).map("\n".join)


def test_changes_of_different_lines_are_put_together() -> None:
    merged = merge(BASE, BASE.replace("one", "ONE"), BASE.replace("five", "FIVE\nsix"))
    assert merged.clashes == ()
    assert merged.text() == "ONE\ntwo\nthree\nfour\nFIVE\nsix"


def test_the_same_change_is_none_to_choose_between() -> None:
    assert merge(BASE, BASE.replace("two", "2"), BASE.replace("two", "2")).text() == BASE.replace(
        "two", "2"
    )


def test_of_lines_that_both_changed_each_is_offered() -> None:
    merged = merge(BASE, BASE.replace("three", "mine"), BASE.replace("three", "theirs"))
    (clash,) = merged.clashes
    assert (clash.mine, clash.theirs) == (("mine",), ("theirs",))
    assert merged.text(["theirs"]) == BASE.replace("three", "theirs")
    assert merged.text(["mine"]) == BASE.replace("three", "mine")
    assert merged.text(["both"]) == BASE.replace("three", "mine\ntheirs")


def test_lines_taken_out_by_one_stay_out() -> None:
    assert merge(BASE, "one\nfive", BASE).text() == "one\nfive"
    assert len(merge(BASE, "one\nfive", BASE.replace("three", "3")).clashes) == 1


@given(texts, texts, texts)
def test_nothing_is_lost(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, base).text() == mine
    assert merge(base, base, theirs).text() == theirs
    assert merge(base, mine, mine).text() == mine
    merged = merge(base, mine, theirs)
    both = Counter(merged.text(["both"] * len(merged.clashes)).split("\n"))
    was = Counter(base.split("\n"))
    for one in (mine, theirs):  # what somebody put in is there
        assert not (Counter(one.split("\n")) - was) - both
    swapped = merge(base, theirs, mine)
    assert [(one.mine, one.theirs) for one in swapped.clashes] == [
        (one.theirs, one.mine) for one in merged.clashes
    ]


@given(texts, texts)
def test_side_by_side_each_text_is_whole(before: str, after: str) -> None:
    rows = side_by_side(before, after)
    assert "\n".join(row.before for row in rows if row.before is not None) == before
    assert "\n".join(row.after for row in rows if row.after is not None) == after


def test_a_line_that_came_stands_beside_nothing() -> None:
    assert side_by_side("a\nb", "a\nx\nb") == [Line("a", "a"), Line(None, "x"), Line("b", "b")]


def test_of_a_fact_the_change_counts_and_of_two_somebody_says_which() -> None:
    base = {"title": "Stall", "state": "suspected", "product": "", "fixed_in": ""}
    mine = {**base, "title": "Exports stall", "state": "confirmed", "fixed_in": "4.2"}
    theirs = {**base, "product": "Sync", "state": "workaround", "fixed_in": "4.2"}
    facts, both = merged_facts(base, mine, theirs)
    assert facts == {
        "title": "Exports stall", "state": "confirmed", "product": "Sync", "fixed_in": "4.2",
    }  # fmt: skip
    assert both == (FactClash("state", "confirmed", "workaround"),)
