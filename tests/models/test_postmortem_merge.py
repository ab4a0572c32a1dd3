"""What two people made of one postmortem, put into one."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.postmortems import Said, row_of
from models.postmortem_merge import merge_items, merge_said, row_key

_names = st.sampled_from(["a", "b", "c", "d", "e", "f"])
lists = st.lists(_names, unique=True, max_size=6)
texts = st.lists(st.sampled_from(["a", "b", ""]), max_size=4).map("\n".join)
fields = st.dictionaries(st.sampled_from(["scope", "lucky"]), texts.filter(bool), max_size=2)


@st.composite
def timelines(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    linked = [
        row_of(at=draw(st.integers(1, 3)), words=draw(_names), case_id=1, event_id=number)
        for number in draw(st.lists(st.integers(1, 4), unique=True))
    ]
    by_hand = draw(st.sets(st.tuples(st.integers(1, 3), _names), max_size=2))
    rows = linked + [row_of(at=at, words=words, case_id=None) for at, words in sorted(by_hand)]
    return tuple(sorted(rows, key=lambda row: row["at"]))


saids = st.builds(
    Said, title=_names, body=texts, case_ids=st.just((1,)), fields=fields, timeline=timelines(),
    factors=lists.map(tuple),
)  # fmt: skip


def same(one: Said, other: Said) -> bool:
    """Whether both say the same; of rows of one second the order is free."""

    def rows(said: Said) -> list[Any]:
        return sorted((repr(row_key(row)), sorted(row.items(), key=str)) for row in said.timeline)

    bare = [replace(said, timeline=()) for said in (one, other)]
    return bare[0] == bare[1] and rows(one) == rows(other)


@given(saids, saids)
def test_where_one_changed_nothing_the_other_stands(base: Said, other: Said) -> None:
    for mine, theirs in ((base, other), (other, base), (other, other)):
        merged = merge_said(base, mine, theirs)
        assert merged.clashes == ()
        assert same(merged.said, other)


@given(saids, saids, saids)
def test_what_clashes_for_one_clashes_for_the_other(base: Said, one: Said, two: Said) -> None:
    there, back = merge_said(base, one, two), merge_said(base, two, one)
    assert sorted((clash.name, clash.mine, clash.theirs) for clash in there.clashes) == sorted(
        (clash.name, clash.theirs, clash.mine) for clash in back.clashes
    )
    at = [row["at"] for row in there.said.timeline]
    assert at == sorted(at)
    keys = [row_key(row) for row in there.said.timeline]
    assert len(keys) == len(set(keys))


@given(lists, lists, lists)
def test_of_lists_what_was_added_is_there_and_what_was_taken_out_is_not(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    found = merge_items(base, mine, theirs)
    assert len(found) == len(set(found))
    wanted = set(base) & set(mine) & set(theirs) | set(mine) - set(base) | set(theirs) - set(base)
    assert set(found) == wanted
    assert merge_items(base, mine, base) == mine
    assert merge_items(base, base, theirs) == theirs


def test_a_row_that_both_worded_otherwise_clashes_and_one_that_one_did_does_not() -> None:
    row = row_of(at=1, words="Opened", case_id=1, event_id=7)
    base = Said("T", timeline=(row,))
    mine = replace(base, timeline=({**row, "words": "It came"},))
    assert merge_said(base, mine, base).said == mine
    merged = merge_said(base, mine, replace(base, timeline=({**row, "words": "It was seen"},)))
    [clash] = merged.clashes
    assert (clash.name, clash.mine, clash.theirs) == ("timeline", "It came", "It was seen")
    assert merged.said.timeline[0]["words"] == "It came"


def test_a_row_that_one_worded_anew_and_the_other_took_out_stays() -> None:
    row = row_of(at=1, words="Opened", case_id=1, event_id=7)
    base, without = Said("T", timeline=(row,)), Said("T")
    anew = replace(base, timeline=({**row, "words": "It came"},))
    assert merge_said(base, anew, without).said == anew
    assert merge_said(base, without, anew).said == anew
    assert merge_said(base, base, without).said == without


def test_factors_are_the_same_whatever_their_case() -> None:
    base = Said("T")
    merged = merge_said(base, Said("T", factors=("A limit",)), Said("T", factors=("a  LIMIT",)))
    assert merged.said.factors == ("a  LIMIT",)
