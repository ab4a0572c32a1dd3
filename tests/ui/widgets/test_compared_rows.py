"""Rows of a comparison, broken where there is no room."""

from hypothesis import given
from hypothesis import strategies as st

from models.side_by_side import folds, side_by_side
from ui.widgets.compared_rows import CHANGED, FOLDED, LONGEST, Shown, shown_rows

lines = st.lists(
    st.sampled_from(["", "a", "Exports over 2 GB stall.", "Exports over 3 GB stall, and none else.",
                     "x" * 40, "one two three four five six"]),
    max_size=8,
)  # fmt: skip


def whole(side: list[Shown]) -> list[str]:
    """The lines of a side, put together again from their pieces."""
    found: list[str] = []
    for row in side:
        if row.hidden:
            found += row.hidden
        elif row.piece is not None and row.goes_on:
            found[-1] += row.piece
        elif row.piece is not None:
            found.append(row.piece)
    return found


@given(lines, lines, st.integers(8, 50))
def test_both_sides_have_as_many_rows_and_each_text_is_whole(
    before: list[str], after: list[str], room: int
) -> None:
    rows = side_by_side("\n".join(before), "\n".join(after))
    left, right, places = shown_rows(rows, folds(rows, around=1, least=2), room)
    assert len(left) == len(right) == len(places)
    assert places == sorted(places)
    assert whole(left) == (before or [""])
    assert whole(right) == (after or [""])
    for row in (*left, *right):
        assert row.sign == FOLDED or len(row.piece or "") <= room


@given(lines, lines, st.integers(8, 50))
def test_each_line_is_numbered_once_and_a_fold_counts(
    before: list[str], after: list[str], room: int
) -> None:
    rows = side_by_side("\n".join(before), "\n".join(after))
    for side in shown_rows(rows, folds(rows, around=1, least=2), room)[:2]:
        number = 0
        for row in side:
            number += len(row.hidden)
            if row.number is not None:
                number += 1
                assert row.number == number


@given(lines, lines, st.integers(8, 50))
def test_what_is_marked_in_the_pieces_is_what_changed_in_the_line(
    before: list[str], after: list[str], room: int
) -> None:
    rows = side_by_side("\n".join(before), "\n".join(after))
    broken, one_by_one = shown_rows(rows, [], room)[1], shown_rows(rows, [], LONGEST)[1]

    def marked(side: list[Shown]) -> str:
        return "".join(
            (row.piece or "")[start:end] for row in side for start, end in row.marks(is_after=True)
        )

    assert marked(broken) == marked(one_by_one)


def test_of_a_very_long_line_what_changed_is_in_sight() -> None:
    before, after = "word " * 2_000 + "old end", "word " * 2_000 + "new end"
    left, right, _ = shown_rows(side_by_side(before, after), [], 10_000)
    assert (left[0].sign, left[0].number) == (CHANGED, 1)
    said, (start, end) = right[0].piece or "", next(right[0].marks(is_after=True))
    assert said.startswith("…")
    assert len(said) <= LONGEST + 2
    assert said[start:end] == "new"
