"""Two texts beside each other: rows, what became of what, and what is folded away."""

from hypothesis import given
from hypothesis import strategies as st

from models.side_by_side import Fold, Line, changes, folds, side_by_side

texts = st.lists(
    st.sampled_from(["a", "b", "", "Exports stall.", "Exports over 2 GB stall.", "Sign in."]),
    max_size=8,
).map("\n".join)  # fmt: skip


@given(texts, texts)
def test_each_text_is_whole_and_no_row_is_empty(before: str, after: str) -> None:
    rows = side_by_side(before, after)
    assert "\n".join(row.before for row in rows if row.before is not None) == before
    assert "\n".join(row.after for row in rows if row.after is not None) == after
    assert Line(None, None) not in rows


def test_a_line_that_came_stands_beside_nothing() -> None:
    assert side_by_side("a\nb", "a\nx\nb") == [Line("a", "a"), Line(None, "x"), Line("b", "b")]


def test_of_replaced_lines_those_stand_together_that_are_alike() -> None:
    before = "Exports over 2 GB stall.\nAsk the customer for the log."
    after = "## Symptom\nExports over 3 GB stall.\nOn 4.1 only.\nAsk the customers for a log."
    assert side_by_side(before, after) == [
        Line(None, "## Symptom"),
        Line("Exports over 2 GB stall.", "Exports over 3 GB stall."),
        Line(None, "On 4.1 only."),
        Line("Ask the customer for the log.", "Ask the customers for a log."),
    ]


def test_a_line_that_is_like_none_stands_alone() -> None:
    assert side_by_side("Exports stall.", "Make a key.") == [
        Line("Exports stall.", None), Line(None, "Make a key."),
    ]  # fmt: skip


def test_lines_that_changed_their_places_stay_in_the_order_of_each_text() -> None:
    before, after = "one and two\nthree and four", "three and four!\none and two!"
    rows = side_by_side(before, after)
    assert [row.before for row in rows if row.before is not None] == before.split("\n")
    assert [row.after for row in rows if row.after is not None] == after.split("\n")
    assert len([row for row in rows if None not in row]) == 1


def test_the_whole_of_a_long_text_is_paired_where_every_line_was_changed() -> None:
    before = "\n".join(f"{n} is the number of this line" for n in range(6_000))
    after = "\n".join(f"{n} was the number of this line" for n in range(6_000))
    rows = side_by_side(before, after)
    assert len(rows) == 6_000
    assert all(row.before and row.after for row in rows)


@given(texts, texts, st.integers(0, 2), st.integers(1, 4))
def test_what_is_folded_away_is_alike_long_and_far_from_every_change(
    before: str, after: str, around: int, least: int
) -> None:
    rows = side_by_side(before, after)
    found = folds(rows, around, least)
    folded = {at for fold in found for at in range(fold.start, fold.end)}
    assert len(folded) == sum(fold.end - fold.start for fold in found)  # none twice
    assert all(fold.end - fold.start >= least for fold in found)
    near = {
        place for at, row in enumerate(rows) if not row.stayed
        for place in range(at - around, at + around + 1)
    }  # fmt: skip
    assert not folded & near
    shown = 0  # and whatever is long enough and far from a change is folded
    for at in range(len(rows)):
        shown = 0 if at in folded | near else shown + 1
        assert shown < least


@given(texts, texts)
def test_changes_begin_where_the_row_before_stayed(before: str, after: str) -> None:
    rows = side_by_side(before, after)
    found = changes(rows)
    assert bool(found) == (before != after)
    for at, row in enumerate(rows):
        assert (at in found) == (not row.stayed and (at == 0 or rows[at - 1].stayed))


def test_a_text_without_a_change_is_one_fold() -> None:
    assert folds(side_by_side("a\n" * 41, "a\n" * 41)) == [Fold(0, 42)]
