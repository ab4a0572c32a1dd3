"""What two people made of one text, put into one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.three_way import FactClash, Region, merge, merged_facts

BASE = "one\ntwo\nthree\nfour\nfive"
texts = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=8).map("\n".join)
of_once = st.lists(st.sampled_from("abcdefghij"), unique=True, min_size=1, max_size=8)


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


@given(texts, texts)
def test_what_one_alone_or_both_alike_changed_is_the_text(base: str, other: str) -> None:
    for merged in (merge(base, other, base), merge(base, base, other), merge(base, other, other)):
        assert merged.clashes == ()
        assert merged.text() == other


@given(texts, texts, texts)
def test_who_of_the_two_is_called_mine_makes_no_difference(
    base: str, mine: str, theirs: str
) -> None:
    merged, swapped = merge(base, mine, theirs), merge(base, theirs, mine)
    assert swapped.regions == tuple(Region(one.theirs, one.mine) for one in merged.regions)
    assert swapped.text(["theirs"] * len(swapped.clashes)) == merged.text(
        ["mine"] * len(merged.clashes)
    )


@given(texts, texts, texts)
def test_what_somebody_put_in_is_there(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    both = Counter(merged.text(["both"] * len(merged.clashes)).split("\n"))
    was = Counter(base.split("\n"))
    for one in (mine, theirs):
        assert not (Counter(one.split("\n")) - was) - both


@given(of_once, of_once, of_once)
def test_a_line_is_lost_only_where_one_of_them_dropped_it(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    """Of lines that each text has once, wherever they were moved to."""
    merged = merge(*("\n".join(lines) for lines in (base, mine, theirs)))
    there = set(merged.text(["both"] * len(merged.clashes)).split("\n"))
    assert {*mine} & {*theirs} <= there
    for side, lines in (("mine", mine), ("theirs", theirs)):
        put_in = {*lines} - {*base}
        assert put_in <= set(merged.text([side] * len(merged.clashes)).split("\n"))


@given(texts, texts, texts, st.data())
def test_of_each_clash_stands_there_what_a_person_decided_and_the_rest_is_as_it_was(
    base: str, mine: str, theirs: str, data: st.DataObject
) -> None:
    merged = merge(base, mine, theirs)
    own = st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple)
    one = st.sampled_from(["mine", "theirs", "both", "neither"]) | own
    chosen = [data.draw(one) for _ in merged.clashes]
    left = iter(chosen)
    lines = [
        line for region in merged.regions
        for line in (region.as_chosen(next(left)) if region.clash else region.mine)
    ]  # fmt: skip
    assert merged.text(chosen) == "\n".join(lines)


def test_a_clash_may_become_lines_of_its_own_or_none() -> None:
    merged = merge(BASE, BASE.replace("three", "mine"), BASE.replace("three", "theirs"))
    assert merged.text([("3", "drei")]) == BASE.replace("three", "3\ndrei")
    assert merged.text(["neither"]) == BASE.replace("three\n", "")


def test_of_a_fact_the_change_counts_and_of_two_somebody_says_which() -> None:
    base = {"title": "Stall", "state": "suspected", "product": "", "fixed_in": ""}
    mine = {**base, "title": "Exports stall", "state": "confirmed", "fixed_in": "4.2"}
    theirs = {**base, "product": "Sync", "state": "workaround", "fixed_in": "4.2"}
    facts, both = merged_facts(base, mine, theirs)
    assert facts == {
        "title": "Exports stall", "state": "confirmed", "product": "Sync", "fixed_in": "4.2",
    }  # fmt: skip
    assert both == (FactClash("state", "confirmed", "workaround"),)
