"""Which lines of a text stayed."""

from hypothesis import given
from hypothesis import strategies as st

from models.alike_lines import Alike, alike_lines

lines = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", ""]), max_size=12)


@given(lines, lines)
def test_what_stayed_is_in_both_in_the_same_order_and_each_stretch_is_whole(
    old: list[str], new: list[str]
) -> None:
    at = other = 0
    for number, (start, begin, size) in enumerate(alike_lines(old, new)):
        assert size > 0
        assert start >= at
        assert begin >= other
        assert number == 0 or (start, begin) != (at, other)
        assert old[start : start + size] == new[begin : begin + size]
        at, other = start + size, begin + size


@given(lines)
def test_of_the_same_text_all_stayed(old: list[str]) -> None:
    assert alike_lines(old, old) == ([Alike(0, 0, len(old))] if old else [])


def test_lines_that_come_often_do_not_hide_what_changed_in_a_long_text() -> None:
    old = [line for n in range(300) for line in (f"Paragraph {n}.", "", "- [ ] done", "")]
    new = list(old)
    new[400], new[800] = "Another.", "One more."
    assert alike_lines(old, new) == [Alike(0, 0, 400), Alike(401, 401, 399), Alike(801, 801, 399)]


def test_a_line_that_moved_is_passed_over_for_those_that_did_not() -> None:
    assert alike_lines(list("abcd"), list("bcda")) == [Alike(1, 0, 3)]


def test_a_text_of_one_line_again_and_again_is_compared_at_its_ends() -> None:
    assert alike_lines(["x"] * 5_000, ["x"] * 5_001) == [Alike(0, 0, 5_000)]
