"""How many cases somebody had at once, and how long they were at work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.held import Stretches, held_meanwhile, open_between

stretches = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 50), st.integers(1, 30)), min_size=1, max_size=12
)


def columns(rows: list[tuple[int, int, int]]) -> Stretches:
    people, begins, lengths = np.array(rows, dtype=np.int64).T
    return Stretches(people, begins, begins + lengths)


def test_two_at_once_half_of_the_time() -> None:
    held = columns([(1, 0, 10), (1, 5, 20), (2, 0, 10)])
    assert held_meanwhile(held, held).tolist() == pytest.approx([1.5, 1.25, 1])


@given(stretches)
def test_it_is_what_is_counted_second_by_second(rows: list[tuple[int, int, int]]) -> None:
    held = columns(rows)
    for (person, begin, length), told in zip(rows, held_meanwhile(held, held), strict=True):
        counted = [
            sum(one == person and first <= at < first + lasts for one, first, lasts in rows)
            for at in range(begin, begin + length)
        ]
        assert told == pytest.approx(sum(counted) / length)


def test_who_holds_nothing_else_holds_one() -> None:
    held = columns([(1, 0, 10)])
    asked = columns([(2, 0, 10), (1, 4, 0)])
    assert held_meanwhile(held, asked).tolist() == [1, 1]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=5),
    st.integers(-5, 60), st.integers(-5, 60),
)  # fmt: skip
def test_working_time_is_what_is_counted(gaps: list[tuple[int, int]], start: int, end: int) -> None:
    spans, at = [], 0
    for gap, length in gaps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    told = open_between(spans, np.array([start]), np.array([end]))
    assert told.tolist() == [sum(b <= at < e for at in range(start, end) for b, e in spans)]
