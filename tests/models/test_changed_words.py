"""Which words of a line became others."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.changed_words import Span, changed_words

lines = st.lists(st.sampled_from(["a", "over", "2", " ", "  ", ".", "é", "\u05d0"]), max_size=12)


def words(line: str, spans: Sequence[Span]) -> list[str]:
    return [line[start:end] for start, end in spans]


def left(line: str, spans: Sequence[Span]) -> str:
    """The line without what is marked."""
    kept = list(line)
    for start, end in reversed(spans):
        del kept[start:end]
    return "".join(kept)


@given(lines.map("".join), lines.map("".join))
def test_what_is_not_marked_is_the_same_in_both(before: str, after: str) -> None:
    old, new = changed_words(before, after)
    assert left(before, old) == left(after, new)
    for line, spans in ((before, old), (after, new)):
        at = -1
        for start, end in spans:  # in order, none empty, none that touch
            assert at < start < end <= len(line)
            at = end
    assert (before == after) == (not old and not new)


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("Exports over 2 GB stall.", "Exports over 3 GB stall.", ["2"], ["3"]),
        ("Exports stall.", "Large exports stall.", ["Exports"], ["Large exports"]),
        ("Ask for the log", "Ask for the log, today", [], [", today"]),
        ("one two three", "four five six", ["one two three"], ["four five six"]),
        ("", "new", [], ["new"]),
    ],
)
def test_a_word_is_marked_whole(before: str, after: str, went: list[str], came: list[str]) -> None:
    old, new = changed_words(before, after)
    assert (words(before, old), words(after, new)) == (went, came)


def test_a_line_of_one_word_again_and_again_takes_no_longer_than_it_may() -> None:
    old, new = changed_words("a " * 1_000, "b " + "a " * 1_000)
    assert (old, len(new)) == ([], 1)
