"""What will breach: the laws of a forecast."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.arrivals import Arrivals, Came, learn_arrivals
from models.handbook.forecast import Asked, Forecast, forecast
from models.handbook.forecast_desk import DeskNow, OpenCase, OpenClock
from models.handbook.forecast_team import Team, Worker
from models.handbook.past_clocks import Hours
from models.handbook.policy import FIRST_RESPONSE, PRIORITIES, RESOLUTION
from models.handbook.policy_file import read_policy
from models.handbook.skill_rules import Need
from models.handbook.work_times import CaseKind, PastWork, WorkTimes, learn
from models.handbook.zones import zone
from tests.models.handbook.benches import HOUR, NOW
from tests.models.handbook.policies import SOURCE

POLICY = read_policy(SOURCE, 1)
ALWAYS = POLICY.calendars["round_the_clock"].fingerprint
CALENDARS = {one.fingerprint: one for one in POLICY.calendars.values()}
BERLIN = zone("Europe/Berlin")
WORKERS = (Worker(1, 20, {"exports": 3}), Worker(2, 20))
SHIFTS = {who: [(NOW, NOW + 400 * HOUR)] for who in (1, 2)}
NOTHING_COMES = learn_arrivals([], NOW, NOW, BERLIN)
OFTEN = learn_arrivals(
    [Came(NOW - at * HOUR, PRIORITIES[at % 4]) for at in range(1, 337)],
    NOW - 336 * HOUR, NOW, BERLIN,
)  # fmt: skip
AN_HOUR = learn([PastWork(RESOLUTION, one, "", None, HOUR) for one in PRIORITIES] * 200)


def due(hours: float, commitment: str = RESOLUTION) -> OpenClock:
    return OpenClock(commitment, ALWAYS, int(NOW + hours * HOUR))


def case(case_id: int, hours: float = 24, agent: int | None = 1, **said: Any) -> OpenCase:
    return OpenCase(case_id, said.pop("priority", "P3"), (due(hours),), "", agent, **said)


def desk(
    *cases: OpenCase, times: WorkTimes = AN_HOUR, arrivals: Arrivals = NOTHING_COMES,
    shifts: dict[int, list[tuple[int, int]]] = SHIFTS, **said: Any,
) -> DeskNow:  # fmt: skip
    team = Team(WORKERS, Hours(CALENDARS, shifts))
    needs = tuple(() for _ in arrivals.kinds)
    return DeskNow(NOW, POLICY, cases, times, arrivals, team, coming_needs=needs, **said)


def chance(now: DeskNow, case_id: int = 1, futures: int = 400) -> float:
    return forecast(now, futures, 6).chances[case_id]


def test_time_enough_and_no_time_at_all() -> None:
    assert chance(desk(case(1, 60))) < 0.02
    assert chance(desk(case(1, 0.05))) > 0.98


def test_half_of_such_cases_take_longer() -> None:
    supposed = learn([])
    now = desk(case(1, supposed.median("P3") / HOUR), times=supposed)
    assert chance(now, futures=2_000) == pytest.approx(0.5, abs=0.06)


def test_late_already_is_certain_and_not_expected_any_more() -> None:
    found = forecast(desk(case(1, -0.1), case(2, 0.01)), 200, 6)
    assert found.chances[1] == 1
    assert found.expected[0].mean == pytest.approx(found.chances[2])


def test_the_same_seed_says_the_same() -> None:
    now = desk(case(1, 5), case(2, 9, agent=None), arrivals=OFTEN)
    assert forecast(now, 100, 6) == forecast(now, 100, 6)
    assert forecast(now, 100, 6) != forecast(now, 100, 7)


def test_a_fuller_desk_is_later() -> None:
    crowd = [case(at, 200) for at in range(2, 12)]
    assert chance(desk(case(1, 4), *crowd)) > chance(desk(case(1, 4))) + 0.3


def test_with_more_to_come_more_breaches() -> None:
    quiet, busy = (chance(desk(case(1, 4), arrivals=one)) for one in (NOTHING_COMES, OFTEN))
    assert busy > quiet


def test_nobody_is_at_work_before_it_is_due() -> None:
    shifts = {1: [(NOW + 10 * HOUR, NOW + 90 * HOUR)], 2: SHIFTS[2]}
    assert chance(desk(case(1, 5), shifts=shifts)) == 1
    assert chance(desk(case(1, 40), shifts=shifts)) < 0.1


def test_nobody_has_the_skill() -> None:
    needs = (Need("billing", 2),)
    assert chance(desk(case(1, 50, None, needs=needs))) == 1
    relaxed = (Need("billing", 2, required=False),)
    assert chance(desk(case(1, 50, None, needs=relaxed))) < 0.1


def test_who_has_the_skill_gets_it() -> None:
    """And not whoever is free: their desk is what counts."""
    crowd = [case(at, 500) for at in range(2, 40)]
    skilled = case(1, 6, None, needs=(Need("exports", 3),))
    assert chance(desk(skilled, *crowd)) > 0.9


def test_due_after_the_scene_goes_on_beyond_it() -> None:
    long = learn([PastWork(RESOLUTION, "P3", "", None, 120 * HOUR)] * 400)
    soon, late = (chance(desk(case(1, hours), times=long)) for hours in (80, 300))
    assert soon > 0.9
    assert late < 0.1
    found = forecast(desk(case(1, 80), times=long), 100, 6)
    assert [one.mean for one in found.expected] == [0, 0, 0]


def test_a_case_that_waits_is_as_likely_as_if_it_went_on() -> None:
    waits = replace(case(1), clocks=(OpenClock(RESOLUTION, ALWAYS, None, HOUR // 20),))
    found = forecast(desk(waits), 200, 6)
    assert found.chances[1] > 0.98
    assert found.expected[2].mean == 0
    mostly_over = forecast(desk(waits, goes_on=0.25), 200, 6)
    assert mostly_over.chances[1] == pytest.approx(found.chances[1] / 4)


def test_a_first_response_may_be_late_though_the_resolution_is_not() -> None:
    both = replace(case(1), clocks=(due(0.01, FIRST_RESPONSE), due(60)))
    assert chance(desk(both)) > 0.9
    assert chance(desk(case(1, 60))) < 0.05


def test_what_was_spent_counts() -> None:
    """Of times that vary little, whoever has nearly had them is nearly done."""
    spent = {(RESOLUTION, 1): CaseKind(1, "P3", "", 1, 0.9 * HOUR)}
    fresh, nearly = desk(case(1, 0.5)), desk(case(1, 0.5), spent=spent)
    assert chance(nearly) < chance(fresh)


def test_expected_is_the_sum_of_what_is_likely() -> None:
    now = desk(*(case(at, at, priority=PRIORITIES[at % 4]) for at in range(1, 9)))
    found = forecast(now, 300, 6)
    assert found.expected[0].mean == pytest.approx(sum(found.chances.values()))
    by_priority = [found.by_priority[one][0].mean for one in PRIORITIES]
    assert sum(by_priority) == pytest.approx(found.expected[0].mean)


def test_what_is_to_come_is_expected_to_breach_too() -> None:
    shifts = {who: [(NOW + 300 * HOUR, NOW + 400 * HOUR)] for who in (1, 2)}
    found = forecast(desk(arrivals=OFTEN, shifts=shifts), 200, 6)
    soon = float(OFTEN.expected(NOW, 72).sum())
    assert 0.3 * soon < found.expected[2].mean < soon
    assert found.expected[2].low < found.expected[2].mean < found.expected[2].high


def test_without_a_team_each_case_is_worked_on_by_its_calendar() -> None:
    now = replace(desk(case(1, 60, None), case(2, 0.05, None)),
                  team=Team((), Hours(CALENDARS)))  # fmt: skip
    found = forecast(now, 200, 6)
    assert found.chances[1] < 0.02
    assert found.chances[2] > 0.98


def test_whose_hours_are_not_entered_are_given_nothing_where_anothers_are() -> None:
    team = Team(WORKERS, Hours(CALENDARS, {1: SHIFTS[1]}))
    assert [one.id for one in team.givable] == [1]
    assert [one.id for one in Team(WORKERS, Hours(CALENDARS)).givable] == [1, 2]


def test_no_capacity_anywhere_and_shifts_that_never_come() -> None:
    """Who takes no cases by the rules works on them all the same where nobody else does."""
    nobody = Team(tuple(replace(one, capacity=0) for one in WORKERS), Hours(CALENDARS, SHIFTS))
    left, held = case(1, 60, None), case(2, 60, 1)
    found = forecast(replace(desk(left, held, arrivals=OFTEN), team=nobody), 100, 6)
    assert max(found.chances.values()) < 0.05
    never = desk(left, held, arrivals=OFTEN, shifts={1: [], 2: []})
    assert set(forecast(never, 100, 6).chances.values()) == {1.0}


def test_what_comes_in_the_night_is_for_whoever_is_next_at_work() -> None:
    """And not for whoever has no shift before it is due."""
    morning = {1: [(NOW + 8 * HOUR, NOW + 16 * HOUR)], 2: [(NOW + 60 * HOUR, NOW + 68 * HOUR)]}
    assert chance(desk(case(1, 16, None), shifts=morning)) < 0.1
    assert chance(desk(case(1, 16, None), shifts=morning | {2: []})) < 0.1
    assert chance(desk(case(1, 16, None), shifts={1: [], 2: []})) == 1


def test_it_is_asked_of_some_cases_how_many_breach_in_time() -> None:
    """All of them are as many as are expected; a share of those to come is as much of them."""
    cases = [case(1, 2), case(2, 30, priority="P1"), case(3, 50), case(4, -1)]
    now = desk(*cases, arrivals=OFTEN)
    every = np.ones(len(cases), bool)
    half = np.full(len(OFTEN.kinds), 0.5)
    none, whole = np.zeros(len(half)), np.ones(len(half))
    asked = [
        Asked(8 * HOUR, every, whole), Asked(24 * HOUR, every, whole),
        Asked(24 * HOUR, every, none), Asked(24 * HOUR, every, half),
        Asked(24 * HOUR, ~every, whole),
        Asked(72 * HOUR, np.array([False, True, False, False]), none),
    ]  # fmt: skip
    found = forecast(now, 200, 6, asked)
    eight, day, of_open, with_half, of_coming, one = found.asked
    assert eight == pytest.approx(found.expected[0].mean)
    assert day == pytest.approx(found.expected[1].mean)
    assert of_open + of_coming == pytest.approx(day)
    assert with_half == pytest.approx(of_open + of_coming / 2)
    assert one == pytest.approx(found.chances[2])
    assert 0 < of_open < day
    assert replace(found, asked=()) == forecast(now, 200, 6)


def test_an_empty_desk() -> None:
    found = forecast(desk(), 50, 6)
    assert found.chances == {}
    assert found.expected == ((8, 0, 0, 0), (24, 0, 0, 0), (72, 0, 0, 0))


open_cases = st.builds(
    lambda hours, agent, priority, first: OpenCase(
        0, priority, (due(hours), *([due(hours / 4, FIRST_RESPONSE)] if first else [])), "", agent
    ),
    st.floats(-2, 150), st.sampled_from((1, 2, 3, None)), st.sampled_from(PRIORITIES),
    st.booleans(),
)  # fmt: skip
desks = st.lists(open_cases, min_size=1, max_size=5)


@given(desks, open_cases, st.booleans(), st.integers(0, 9))
def test_laws(cases: list[OpenCase], more: OpenCase, busy: bool, seed: int) -> None:
    """Between nothing and certain; late is certain; and another case never makes one less likely
    to breach, whoever has it."""
    mine = [replace(one, case_id=1 + at) for at, one in enumerate(cases)]
    arrivals = OFTEN if busy else NOTHING_COMES
    before = _played(mine, arrivals, seed)
    after = _played([*mine, replace(more, case_id=99)], arrivals, seed)
    for one in mine:
        assert 0 <= before.chances[one.case_id] <= after.chances[one.case_id] <= 1
        assert not one.late_at(NOW) or before.chances[one.case_id] == 1
    for found in (before, after):
        means = [one.mean for one in found.expected]
        assert means == sorted(means)
        assert all(0 <= one.low <= one.high for one in found.expected)
        assert np.isfinite(means).all()


def _played(cases: list[OpenCase], arrivals: Arrivals, seed: int) -> Forecast:
    return forecast(desk(*cases, arrivals=arrivals), 25, seed)
