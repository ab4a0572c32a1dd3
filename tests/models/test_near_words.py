"""How near two words are, against the definition written out."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.near_words import slips, slips_allowed

LETTERS = st.text("abcé", max_size=9)


def by_definition(typed: str, meant: str) -> int:
    """The fewest slips, each taken back one at a time, the last letters first."""

    @cache
    def left(one: str, other: str) -> int:
        if not one or not other:
            return len(one) + len(other)
        ways = [left(one[:-1], other) + 1, left(one, other[:-1]) + 1,
                left(one[:-1], other[:-1]) + (one[-1] != other[-1])]  # fmt: skip
        if len(one) > 1 and one[-2:] == other[-2:][::-1] and len(other) > 1:
            ways.append(left(one[:-2], other[:-2]) + 1)
        return min(ways)

    return left(typed, meant)


@given(LETTERS, LETTERS, st.integers(0, 3))
def test_slips_are_counted_up_to_a_limit(typed: str, meant: str, most: int) -> None:
    fewest = by_definition(typed, meant)
    assert slips(typed, meant, most) == (fewest if fewest <= most else None)


@given(LETTERS, LETTERS, st.integers(0, 3))
def test_a_beginning_is_as_near_as_its_nearest_beginning(typed: str, meant: str, most: int) -> None:
    fewest = min(by_definition(typed, meant[:end]) for end in range(len(meant) + 1))
    assert slips(typed, meant, most, begun=True) == (fewest if fewest <= most else None)


@pytest.mark.parametrize(
    ("typed", "meant", "far"),
    [("exprot", "export", 1), ("exports", "export", 1), ("exort", "export", 1),
     ("expart", "export", 1), ("export", "export", 0), ("xeprot", "export", None)],
)  # fmt: skip
def test_one_slip_of_four_kinds(typed: str, meant: str, far: int | None) -> None:
    assert slips(typed, meant, 1) == far


@pytest.mark.parametrize(
    ("word", "most"),
    [("and", 0), ("sign", 1), ("exports", 1), ("webhooks", 2), ("cs1042", 0), ("", 0)],
)
def test_long_words_hold_two_slips_and_short_ones_and_numbers_none(word: str, most: int) -> None:
    assert slips_allowed(word) == most
