"""Data that everybody writes alike, and what differs between two pieces of it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.snapshot import canonical, changes, fingerprint, jsonable
from tests.desktop.reports.reviews import full_review

DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_a_review_is_fingerprinted_as_it_always_was() -> None:
    told = jsonable(full_review())
    assert fingerprint(told) == full_review().data_hash
    assert fingerprint(json.loads(canonical(told))) == fingerprint(told)


@given(DATA)
def test_data_comes_back_as_it_was_written_and_differs_from_itself_in_nothing(data: Any) -> None:
    again = json.loads(canonical(data))
    assert again == data
    assert fingerprint(again) == fingerprint(data)
    assert changes(data, again) == []


@given(DATA, DATA)
def test_what_differs_is_told_and_the_same_both_ways(one: Any, other: Any) -> None:
    there, back = changes(one, other), changes(other, one)
    assert {(c.name, str(c.was), str(c.now)) for c in there} == {
        (c.name, str(c.now), str(c.was)) for c in back
    }


def test_a_line_more_changes_nothing_of_the_others() -> None:
    was = {"worst": [{"key": "C-2", "over": 5}, {"key": "C-3", "over": 4}]}
    now = {"worst": [{"key": "C-1", "over": 9}, {"key": "C-2", "over": 6}, was["worst"][1]]}
    assert [str(one) for one in changes(was, now)] == [
        "worst · C-2 · over: 5 → 6",
        "worst · C-1 · key: none → C-1",
        "worst · C-1 · over: none → 9",
    ]


def test_pairs_are_known_by_their_first() -> None:
    assert [str(c) for c in changes({"by": [["P1", 4]]}, {"by": [["P0", 1], ["P1", 5]]})] == [
        "by · P1: 4 → 5", "by · P0: none → 1",
    ]  # fmt: skip
