"""Intervals of small counts: known values, and what they must keep to whatever the counts."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.exact_intervals import (
    Interval,
    median_ranks,
    rate_ratio,
    share_difference,
    share_interval,
    wilson,
)

COUNTS = st.integers(10, 300).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)
LEVELS = st.sampled_from((0.9, 0.95, 0.99))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.30850), (1, 10, 0.00253, 0.44502), (5, 10, 0.18709, 0.81291),
     (10, 10, 0.69150, 1.0), (3, 17, 0.03799, 0.43432)],
)  # fmt: skip
def test_a_share_has_clopper_and_pearsons_interval(
    part: int, whole: int, low: float, high: float
) -> None:
    """As scipy's beta distribution has them."""
    assert share_interval(part, whole, 0.95) == pytest.approx((low, high), abs=1e-5)


def test_shares_agree_with_the_beta_distribution() -> None:
    from scipy.stats import beta

    for part, whole, level in ((3, 171, 0.95), (14, 160, 0.99), (1, 9, 0.95), (999, 2000, 0.95)):
        tail = (1 - level) / 2
        wanted = beta.ppf(tail, part, whole - part + 1), beta.ppf(1 - tail, part + 1, whole - part)
        assert share_interval(part, whole, level) == pytest.approx(wanted, rel=1e-6)


def test_a_ratio_of_rates_is_that_of_shares_of_all_that_happened() -> None:
    """14 of 160 before and 3 of 171 after: 3 of 17 fell after, 0.0380 to 0.4343 of them."""
    low, high = rate_ratio((14, 160), (3, 171), 0.95)
    assert low == pytest.approx(0.0380 / 0.9620 * 160 / 171, rel=2e-3)
    assert high == pytest.approx(0.4343 / 0.5657 * 160 / 171, rel=2e-3)
    assert rate_ratio((0, 50), (0, 60), 0.95) == (0.0, inf)
    assert rate_ratio((0, 50), (4, 50), 0.95).high == inf


def test_newcombes_own_example() -> None:
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
    assert share_difference((48, 80), (56, 70), 0.95) == pytest.approx((0.0524, 0.3339), abs=1e-4)


@given(COUNTS, COUNTS, LEVELS)
def test_swapping_both_sides_turns_the_interval_over(
    before: tuple[int, int], after: tuple[int, int], level: float
) -> None:
    there, back = rate_ratio(before, after, level), rate_ratio(after, before, level)
    assert back.low == pytest.approx(1 / there.high if there.high else inf, rel=1e-6)
    assert back.high == pytest.approx(1 / there.low if there.low else inf, rel=1e-6)
    moved, against = share_difference(before, after, level), share_difference(after, before, level)
    assert against == pytest.approx((-moved.high, -moved.low), abs=1e-12)


@given(COUNTS, LEVELS, st.integers(2, 20))
def test_what_was_seen_is_inside_and_more_of_the_same_never_widens(
    counts: tuple[int, int], level: float, times: int
) -> None:
    part, whole = counts
    for interval in (share_interval, wilson):
        few, many = interval(part, whole, level), interval(part * times, whole * times, level)
        assert few.low - 1e-12 <= part / whole <= few.high + 1e-12
        assert many.high - many.low <= few.high - few.low + 1e-9
        assert 0 <= few.low <= few.high <= 1


@given(COUNTS, LEVELS)
def test_the_same_on_both_sides_is_always_no_change(counts: tuple[int, int], level: float) -> None:
    low, high = rate_ratio(counts, counts, level)
    assert low <= 1 <= high or counts[0] == 0
    assert share_difference(counts, counts, level).holds(0)


@given(COUNTS)
def test_a_higher_level_holds_a_lower_one(counts: tuple[int, int]) -> None:
    for interval in (share_interval, wilson):
        sure, surer = interval(*counts, 0.95), interval(*counts, 0.99)
        assert surer.low <= sure.low + 1e-12
        assert sure.high <= surer.high + 1e-12


@pytest.mark.parametrize(
    ("count", "ranks"), [(5, None), (6, (0, 5)), (10, (1, 8)), (20, (5, 14)), (100, (39, 60))]
)
def test_the_median_lies_between_these_places(count: int, ranks: tuple[int, int] | None) -> None:
    """As tables of the sign test have them at 95 %."""
    assert median_ranks(count, 0.95) == ranks


@given(st.integers(6, 400), LEVELS)
def test_places_of_a_median_hold_it_as_often_as_said(count: int, level: float) -> None:
    from math import comb

    ranks = median_ranks(count, level)
    if ranks is None:
        assert 2 * 0.5**count > 1 - level
        return
    low, high = ranks
    below = sum(comb(count, few) for few in range(low + 1))
    assert high == count - 1 - low
    assert 2 * below <= (1 - level) * 2**count * (1 + 1e-9)
    assert 2 * (below + comb(count, low + 1)) > (1 - level) * 2**count


def test_an_interval_holds_its_ends() -> None:
    assert Interval(0.0, 1.0).holds(1.0)
    assert not Interval(0.0, 1.0).holds(1.01)
