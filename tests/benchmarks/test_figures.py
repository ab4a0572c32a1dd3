import itertools
import json

import pytest

from tests.benchmarks.figures import Figure, paired, table, timed


@pytest.mark.parametrize(
    ("figure", "ratio", "within"),
    [
        (Figure("start", 0.7, 0.2, "at most", 3.5), 3.5, True),
        (Figure("start", 0.71, 0.2, "at most", 3.5), 3.55, False),
        (Figure("add", 0.002, 0.001, "at least", 0.5), 0.5, True),
        (Figure("add", 0.0025, 0.001, "at least", 0.5), 0.4, False),
    ],
)
def test_a_bar_on_times_is_a_ceiling_and_on_speeds_a_floor(
    figure: Figure, ratio: float, within: bool
) -> None:
    assert figure.ratio == pytest.approx(ratio)
    assert figure.as_json()["within"] is within


def test_paired_alternates_and_takes_the_median_of_each() -> None:
    order: list[str] = []
    ours = itertools.chain([99.0], iter([3.0, 1.0, 50.0]))  # the first call is not measured
    theirs = itertools.chain([99.0], iter([6.0, 4.0, 5.0]))

    def measure() -> float:
        order.append("ours")
        return next(ours)

    def reference() -> float:
        order.append("theirs")
        return next(theirs)

    assert paired(measure, reference, rounds=3) == (3.0, 5.0)
    assert order[2:] == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


def test_timed_measures_the_work_it_is_given() -> None:
    called: list[int] = []
    assert timed(lambda: called.append(1))() > 0
    assert called == [1]


def test_absolute_times_are_told_in_json_and_in_the_table() -> None:
    figure = Figure("add", 0.002, 0.001, "at least", 0.5, "one addition").as_json()
    assert json.loads(json.dumps(figure))["seconds"] == 0.002
    told = table([figure])
    assert "2.000" in told
    assert "at least 0.5" in told
    assert "one addition" in told
