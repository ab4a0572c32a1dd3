"""Desks played on: everybody shares their hours among what they hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.desk_futures import Entries, Played, play
from models.handbook.work_curves import Floats

HOUR = 3600.0
EDGES: Floats = np.arange(25, dtype=np.float64) * HOUR
ALWAYS = np.full((1, 24), HOUR)
cases = st.lists(
    st.tuples(st.integers(0, 1), st.floats(0, 20), st.floats(0.01, 15)), min_size=1, max_size=8
)


def played(rows: list[tuple[int, float, float]], opened: Floats = ALWAYS) -> Played:
    """Cases as (desk, hour they come, hours of work)."""
    desk, since, work = (np.array(column) for column in zip(*rows, strict=True))
    count = len(rows)
    entries = Entries(
        desk.astype(np.int64), np.zeros(count, np.int64), since * HOUR, work * HOUR, np.ones(count)
    )
    return play(entries, opened, EDGES, 2)


def hours(found: Played) -> list[float]:
    return [at / HOUR for at in found.done_at.tolist()]


def test_two_on_a_desk_take_turns() -> None:
    assert hours(played([(0, 0, 1), (0, 0, 2), (1, 0, 2)])) == pytest.approx([2, 3, 2])


def test_who_comes_within_a_step_has_what_is_left_of_it() -> None:
    assert hours(played([(0, 0.5, 0.25)])) == pytest.approx([0.75])
    assert hours(played([(0, 0.5, 1)])) == pytest.approx([1.5])


def test_nothing_is_done_outside_working_hours() -> None:
    opened = ALWAYS.copy()
    opened[0, 2:10] = 0
    assert hours(played([(0, 0, 3)], opened)) == pytest.approx([11])


def test_what_is_not_done_is_left() -> None:
    found = played([(0, 0, 20), (0, 0, 20)])
    assert hours(found) == [np.inf, np.inf]
    assert found.left / HOUR == pytest.approx([8, 8])
    assert found.load.tolist() == [2, 1]


def test_what_does_not_count_takes_no_part() -> None:
    one = np.zeros(2, np.int64)
    entries = Entries(one, one, np.zeros(2), np.array([0.5, 2]) * HOUR, np.array([0.0, 1.0]))
    assert (play(entries, ALWAYS, EDGES, 1).done_at / HOUR).tolist() == pytest.approx([0.5, 2])


@given(cases, st.tuples(st.integers(0, 1), st.floats(0, 20), st.floats(0.01, 15)))
def test_another_case_makes_none_end_sooner(
    rows: list[tuple[int, float, float]], more: tuple[int, float, float]
) -> None:
    before, after = played(rows), played([*rows, more])
    assert (after.done_at[:-1] >= before.done_at - 1e-6).all()
    assert (after.left[:-1] >= before.left - 1e-6).all()


@given(cases)
def test_no_desk_does_more_than_its_hours(rows: list[tuple[int, float, float]]) -> None:
    found = played(rows)
    for desk in (0, 1):
        done = sum(
            work * HOUR - left
            for (whose, _, work), left in zip(rows, found.left.tolist(), strict=True)
            if whose == desk
        )
        assert done <= 24 * HOUR + 1e-6
