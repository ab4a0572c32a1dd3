"""Error budgets: allowed, spent, burned, gone."""

from dataclasses import replace
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.budget_words import budget_words
from models.handbook.error_budget import LATELY, Decided, ErrorBudget
from models.handbook.instants import to_seconds
from models.handbook.periods import quarter

BERLIN = ZoneInfo("Europe/Berlin")
Q2 = quarter(2026, 2)
BEGIN, END = to_seconds(Q2.begin(BERLIN)), to_seconds(Q2.end(BERLIN))
DAY = 86_400
SHARE = Fraction(95, 100)


def budget(clocks: int, missed: list[int], day: int = 91, share: Fraction = SHARE) -> ErrorBudget:
    """So many clocks spread over the first days of April to June; `missed` are days too."""
    kept = [BEGIN + (day * DAY * n) // clocks for n in range(clocks - len(missed))]
    misses = [BEGIN + at * DAY for at in missed]
    as_of = BEGIN + day * DAY
    since = max(BEGIN, min(as_of, END) - LATELY)
    lately = sum(at >= since for at in kept + misses), sum(at >= since for at in misses)
    found = ErrorBudget(
        "P2", "resolution", share, BEGIN, END, as_of, Decided(clocks, len(missed)),
        Decided(*lately),
    )  # fmt: skip
    return replace(found, gone_at=misses[found.last_allowed - 1]) if found.used_up else found


def said(found: ErrorBudget) -> str:
    return str(budget_words(found, BERLIN))


def test_a_budget_that_goes_at_this_pace() -> None:
    """352 clocks in 40 days, so 800.8 in the quarter: 5 % are 40, gone in 80 days at 20 in 40."""
    found = budget(352, [2 * n for n in range(20)], 40)
    assert (found.allowed, found.spent) == (40, 20)
    assert said(found) == "20 of 40 misses used; at this pace gone by 20 June"
    assert found.burn_rate is not None
    assert 1.13 < found.burn_rate < 1.14


def test_a_budget_that_lasts() -> None:
    found = budget(400, [3, 8], 45)
    assert (found.allowed, found.exhausted_at) == (40, None)
    assert said(found) == "2 of 40 misses used; at this pace it lasts"
    assert said(budget(400, [], 45)) == "0 of 40 misses used; at this pace it lasts"


def test_a_budget_that_is_gone_says_since_when() -> None:
    found = budget(60, [1, 10, 20, 30])
    assert (found.allowed, found.spent) == (3, 4)
    assert found.exhausted_at == BEGIN + 20 * DAY
    assert said(found) == "4 of 3 misses used; gone since 21 April"


def test_of_a_period_that_is_over_nothing_is_foretold() -> None:
    assert said(budget(60, [10])) == "1 of 3 misses used"
    assert said(budget(30, [])) == "0 of 1 miss used"


def test_few_clocks_are_not_enough_data_unless_they_say_enough() -> None:
    assert said(budget(12, [3], 30)) == "not enough data: 1 of 12 missed"
    assert not budget(0, []).enough_data
    assert budget(0, []).burn_rate is None
    assert budget(20, [3], 30).enough_data
    certain = budget(8, [1, 2, 3, 4, 5], 10)
    assert certain.enough_data
    assert said(certain) == "5 of 3 misses used; gone since 4 April"


def test_one_miss_is_no_burn_however_rare_it_should_be() -> None:
    found = budget(1, [0], 5, Fraction(999, 1000))
    assert not found.slow_burn
    assert not found.fast_burn


def test_a_burst_of_this_week_is_a_fast_burn_and_an_old_one_a_slow_one() -> None:
    fast = budget(200, [84, 85, 86, 87, 88, 89])
    assert fast.lately.missed == 6
    assert fast.fast_burn
    assert not fast.slow_burn
    slow = budget(200, [n // 2 for n in range(30)])
    assert slow.slow_burn
    assert not slow.fast_burn


@given(st.integers(1, 400), st.lists(st.integers(0, 80), max_size=40), st.integers(81, 91))
def test_what_is_foretold_is_what_the_pace_brings(clocks: int, missed: list[int], day: int) -> None:
    found = budget(max(clocks, len(missed)), sorted(missed), day)
    assert found.spent == len(missed)
    assert found.allowed <= found.expected * found.rate < found.allowed + 1
    if found.used_up:
        assert found.exhausted_at in [BEGIN + at * DAY for at in missed]
    elif found.exhausted_at is not None:
        passed = found.as_of - BEGIN
        assert BEGIN + passed < found.exhausted_at < END
        assert abs(found.spent * (found.exhausted_at - BEGIN) / passed - found.allowed) < 1e-3
    assert found.lately.clocks <= found.whole.clocks
    assert LATELY == 7 * DAY
