"""What is told of a topic, by hand: coverage, what an article would save, what rises."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.topic_figures import (
    SUPPOSED,
    CaseFacts,
    Coverage,
    Shorter,
    TopicSums,
    coverage,
    rise,
    rises,
    saved_hours,
    sums_of,
    team_shorter,
    topic_shorter,
)


def cases(*hours: float | None, has_article: bool = False) -> list[CaseFacts]:
    return [CaseFacts(at, one, has_article, at == 0) for at, one in enumerate(hours)]


def test_hours_not_known_are_the_mean_of_the_others() -> None:
    found = sums_of(cases(2, 4, None) + cases(1, has_article=True))
    assert (found.cases, found.known, found.with_article, found.breached) == (4, 3, 1, 2)
    assert found.hours == pytest.approx(4 * 7 / 3)
    assert found.hours_without == pytest.approx(9)
    assert sums_of(cases(None)) == TopicSums(cases=1, breached=1)
    assert sums_of([]) == TopicSums()


def test_rule_29_coverage_is_of_the_topics_that_make_up_80_percent() -> None:
    """50, 30, 15 and 5 cases: the first two are 80 % to the case."""
    volumes = [TopicSums(cases=n, with_article=n // 5) for n in (50, 30, 15, 5)]
    assert coverage(volumes) == Coverage(80, 16, 2, 4, 100)
    more = [TopicSums(cases=n, with_article=n // 5) for n in (50, 29, 16, 5)]
    assert coverage(more) == Coverage(95, 18, 3, 4, 100)
    assert coverage([]) == Coverage() == coverage([TopicSums()])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=20))
def test_coverage_takes_no_more_topics_than_it_needs(pairs: list[tuple[int, int]]) -> None:
    volumes = sorted((TopicSums(cases=max(p), with_article=min(p)) for p in pairs),
                     key=lambda one: -one.cases)  # fmt: skip
    found, whole = coverage(volumes), sum(one.cases for one in volumes)
    assert 0 <= found.covered <= found.cases <= whole == found.of_cases
    assert found.cases * 100 >= 80 * whole
    if found.topics:
        assert (found.cases - volumes[found.topics - 1].cases) * 100 < 80 * whole


def test_a_team_without_articles_supposes_a_quarter() -> None:
    team = team_shorter([cases(2, 4), cases(1)])
    assert team == Shorter(SUPPOSED, 0, 0)
    found = topic_shorter(cases(2, 4), team)
    assert found == Shorter(SUPPOSED, 0, 2)
    assert saved_hours(sums_of(cases(2, 4)), found) == pytest.approx(6 * 0.25)


def test_the_team_is_compared_topic_by_topic() -> None:
    """Short cases with articles beside long ones of another topic without prove nothing."""
    easy = cases(*[1.0] * 10, has_article=True) + cases(*[1.0] * 10)
    hard = cases(*[9.0] * 10)
    team = team_shorter([easy, hard])
    assert (team.with_article, team.without) == (10, 10)
    assert team.share == pytest.approx(0.25 * 10 / 20)


def test_a_topic_of_few_is_drawn_towards_the_team_and_one_of_many_is_itself() -> None:
    team = Shorter(0.2)
    few = topic_shorter(cases(1, has_article=True) + cases(2, 2), team)
    assert few.share == pytest.approx((0.5 * 1 + 0.2 * 10) / 11)
    many = topic_shorter(cases(*[1] * 990, has_article=True) + cases(*[2] * 990), team)
    assert many.share == pytest.approx(0.497, abs=0.001)


def test_articles_that_make_cases_longer_save_nothing_and_none_saves_all() -> None:
    longer = topic_shorter(cases(*[9] * 50, has_article=True) + cases(*[1] * 50), Shorter())
    assert longer.share == 0
    gone = topic_shorter(cases(*[0] * 999, has_article=True) + cases(*[1] * 999), Shorter())
    assert gone.share == 0.9


def test_the_chance_of_a_rise_is_the_exact_tail() -> None:
    """Of 9 cases in 9 weeks, each in the last by chance one in nine."""
    found = rise(4, 5, 8)
    by_hand = sum(comb(9, k) * (1 / 9) ** k * (8 / 9) ** (9 - k) for k in range(4, 10))
    assert found.chance == pytest.approx(by_hand)
    assert found.usual == pytest.approx(5 / 8)


def test_a_rise_is_more_than_the_noise_of_many_topics() -> None:
    assert rises(rise(6, 2, 8), 1)
    assert not rises(rise(4, 8, 8), 60)
    assert rises(rise(12, 8, 8), 60)
    assert not rises(rise(2, 0, 8), 1), "two are no more than two"
    assert not rises(rise(50, 0, 0), 1), "a desk of one week has nothing to be compared with"


@given(st.integers(0, 40), st.integers(0, 200))
def test_more_cases_are_never_likelier(now: int, before: int) -> None:
    assert rise(now + 1, before, 8).chance <= rise(now, before + 1, 8).chance + 1e-12
