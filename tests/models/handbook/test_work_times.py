"""How long work takes: learnt from history, drawn towards the team and the handbook."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.assignment_terms import USUAL
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, RESOLUTION
from models.handbook.work_curves import MARKS, curve_of, mark_of, seconds_at, spread_curve, towards
from models.handbook.work_times import CaseKind, PastWork, WorkTimes, learn, supposed

HOUR = 3600
seconds = st.floats(60, 90 * 24 * HOUR)
works = st.lists(st.tuples(seconds, st.booleans()), min_size=1, max_size=30)


def past(
    took: Sequence[float], agent: int | None = None, category: str = "", priority: str = "P3"
) -> list[PastWork]:
    return [PastWork(RESOLUTION, priority, category, agent, one) for one in took]


def around(middle: float, count: int) -> list[float]:
    """Times that half of are above this, by even steps of their logarithm."""
    return [middle * exp(2 * (at + 0.5) / count - 1) for at in range(count)]


@pytest.mark.parametrize("priority", PRIORITIES)
def test_with_no_history_it_is_what_the_handbook_says(priority: str) -> None:
    times = learn([])
    assert times.median(priority) == pytest.approx(USUAL.time_needed(priority))
    assert times.basis(priority, "billing", 4) == "handbook"
    drawn = times.draws([CaseKind(1, priority)], 4_000, seed=6)
    assert np.median(drawn) == pytest.approx(USUAL.time_needed(priority), rel=0.1)


def test_a_first_response_takes_less_than_a_resolution() -> None:
    times = learn([])
    first = times.median("P1", commitment=FIRST_RESPONSE)
    assert 0 < first < times.median("P1")


def test_much_history_is_believed() -> None:
    times = learn(past(around(5 * HOUR, 400)))
    assert times.median("P3") == pytest.approx(5 * HOUR, rel=0.1)
    assert times.basis("P3") == "priority"
    assert times.median("P1") == pytest.approx(USUAL.time_needed("P1"))


def test_a_category_of_its_own() -> None:
    rows = past(around(HOUR, 200), category="login") + past(around(9 * HOUR, 200), category="data")
    times = learn(rows)
    assert times.median("P3", "login") == pytest.approx(HOUR, rel=0.2)
    assert times.median("P3", "data") == pytest.approx(9 * HOUR, rel=0.2)
    assert times.median("P3", "never seen") == times.median("P3")
    assert times.basis("P3", "data") == "category"


def test_a_person_has_their_own_pace_and_who_is_new_the_teams() -> None:
    rows = past(around(HOUR, 60), agent=1) + past(around(4 * HOUR, 60), agent=2)
    times = learn(rows)
    assert times.median("P3", agent_id=1) < times.median("P3") < times.median("P3", agent_id=2)
    assert times.median("P3", agent_id=3) == times.median("P3")
    assert times.basis("P3", agent_id=2) == "agent"


def test_few_cases_of_a_person_say_little() -> None:
    team = past(around(HOUR, 200))
    few, many = (
        learn(team + past([16 * HOUR] * count, agent=7)).pace(RESOLUTION, 7) for count in (1, 40)
    )
    assert 1 < few < 1.5 < many <= 4


@given(works, st.sampled_from(PRIORITIES))
def test_what_is_learnt_lies_between_the_own_cases_and_what_is_supposed(
    rows: list[tuple[float, bool]], priority: str
) -> None:
    told = [PastWork(RESOLUTION, priority, "", None, took, 1, over) for took, over in rows]
    parent = supposed(USUAL, RESOLUTION, priority)
    own = curve_of(np.array([took for took, _ in rows]), np.array([o for _, o in rows]), parent)
    learnt = learn(told).team_curve(RESOLUTION, priority)
    low, high = np.minimum(own, parent), np.maximum(own, parent)
    assert ((low - 1e-9 <= learnt) & (learnt <= high + 1e-9)).all()
    assert (np.diff(learnt) >= -1e-9).all()


@given(works)
def test_the_more_cases_the_nearer_to_them(rows: list[tuple[float, bool]]) -> None:
    parent = spread_curve(HOUR, 1)
    own = curve_of(np.array([took for took, _ in rows]), np.ones(len(rows), bool), parent)
    apart = [np.abs(towards(own, parent, count, 10) - own).max() for count in (0, 5, 50, 5_000)]
    assert all(one >= other - 1e-9 for one, other in pairwise(apart))


@given(seconds, st.floats(0.001, 20))
def test_a_curve_is_read_both_ways(median: float, mark: float) -> None:
    curve = spread_curve(median, 1)
    took = float(seconds_at(curve, np.array([mark]))[0])
    assert mark_of(curve, took) == pytest.approx(mark, rel=1e-6)
    assert mark_of(curve, 0) == 0


def test_what_goes_on_yet_makes_times_longer() -> None:
    ended = past(around(HOUR, 50))
    still = [one._replace(seconds=20 * HOUR, ended=False) for one in past([0] * 25)]
    assert learn(ended + still).median("P3") > learn(ended).median("P3")
    assert learn(still).median("P3") == learn([]).median("P3")


def test_held_together_each_takes_its_part() -> None:
    alone, among_ten = (
        learn([one._replace(held=held) for one in past(around(10 * HOUR, 200))]) for held in (1, 10)
    )
    assert among_ten.median("P3") == pytest.approx(alone.median("P3") / 10, rel=0.15)


TIMES = learn(past(around(HOUR, 40), agent=1) + past(around(3 * HOUR, 40), agent=2))


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    kinds = [CaseKind(1, "P3"), CaseKind(2, "P1")]
    assert (TIMES.draws(kinds, 50, 6) == TIMES.draws(kinds, 50, 6)).all()
    assert (TIMES.draws(kinds, 50, 6) != TIMES.draws(kinds, 50, 7)).any()


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=6, unique=True), st.integers(0, 5))
def test_a_case_is_drawn_alike_whoever_else_is_there(ids: list[int], which: int) -> None:
    kinds = [CaseKind(case_id, "P3", "", 1, 600) for case_id in ids]
    which %= len(ids)
    together, alone = TIMES.draws(kinds, 20, 6), TIMES.draws([kinds[which]], 40, 6)
    assert (together[:, which] == alone[:20, 0]).all()


def test_another_person_changes_a_draw_by_their_pace_alone() -> None:
    mine, theirs = (TIMES.draws([CaseKind(5, "P3", "", who)], 30, 6) for who in (1, 2))
    ratio = TIMES.pace(RESOLUTION, 2) / TIMES.pace(RESOLUTION, 1)
    assert theirs / mine == pytest.approx(np.full((30, 1), ratio))


def test_responses_and_resolutions_are_drawn_apart() -> None:
    first, last = (TIMES.draws([CaseKind(5, "P3")], 200, 6, one)[:, 0]
                   for one in (FIRST_RESPONSE, RESOLUTION))  # fmt: skip
    assert abs(np.corrcoef(np.log(first), np.log(last))[0, 1]) < 0.3


@given(st.floats(0, 60 * 24 * HOUR))
def test_what_is_left_is_what_is_left_of_those_that_took_as_long(spent: float) -> None:
    left = TIMES.draws([CaseKind(5, "P3", "", None, spent)], 300, 6)
    assert (left >= 1).all()
    assert (left < inf).all()
    curve = TIMES.team_curve(RESOLUTION, "P3")
    further = log(2)
    middle = float(seconds_at(curve, np.array([mark_of(curve, spent) + further]))[0]) - spent
    assert np.median(left) == pytest.approx(max(middle, 1), rel=0.35, abs=1)


def test_marks_have_the_median_among_them() -> None:
    assert log(2) in MARKS.tolist()
    assert WorkTimes().median("P4") == pytest.approx(USUAL.time_needed("P4"))
