"""What was said, and what happened: how far to trust the forecast."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calibration import ENOUGH, Bin, Said, calibrate

CHANCES = (0.05, 0.25, 0.45, 0.65, 0.85)


def said(often: float, chance: float, count: int) -> list[Said]:
    """So many forecasts of a chance, of which this share came true."""
    return [Said(chance, at < round(often * count)) for at in range(count)]


def test_what_comes_as_often_as_said_is_trusted() -> None:
    found = calibrate([one for chance in CHANCES for one in said(chance, chance, 20)])
    assert found.trust == "good"
    assert found.off == pytest.approx(0)
    assert [one.said for one in found.bins] == pytest.approx(list(CHANCES))
    assert {one.count for one in found.bins} == {20}


def test_a_little_off_is_a_hint() -> None:
    found = calibrate([one for chance in CHANCES for one in said(chance + 0.1, chance, 40)])
    assert found.trust == "hint"
    assert found.off == pytest.approx(0.1)


def test_far_off_is_not_to_be_relied_on() -> None:
    assert calibrate(said(0.9, 0.5, 60) + said(0.3, 0.1, 60)).trust == "none"


def test_no_better_than_the_average_is_worth_nothing() -> None:
    found = calibrate(said(0.3, 0.3, 100))
    assert found.brier == pytest.approx(found.usual)
    assert found.trust == "none"


@pytest.mark.parametrize(
    "few", [[], said(0.5, 0.5, ENOUGH - 1), said(0.02, 0.02, 200), said(0.98, 0.98, 200)],
    ids=["nothing", "too few", "hardly any breached", "hardly any met"],
)  # fmt: skip
def test_not_enough(few: list[Said]) -> None:
    assert calibrate(few).trust == "unknown"


def test_what_is_certain_belongs_to_the_last_bin() -> None:
    (one,) = calibrate(said(1, 1.0, 10)).bins
    assert (one.said, one.happened, one.count) == (1, 1, 10)


@pytest.mark.parametrize(
    ("happened", "count", "low", "high"),
    [(0.5, 10, 0.312, 0.688), (0.5, 1_000, 0.48, 0.52), (1.0, 1, 0.378, 1), (0.0, 200, 0, 0.008)],
)
def test_few_forecasts_tell_less(happened: float, count: int, low: float, high: float) -> None:
    likely = Bin(0.5, happened, count).likely
    assert likely == pytest.approx((low, high), abs=1e-3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_laws(rows: list[tuple[float, bool]]) -> None:
    found = calibrate([Said(*row) for row in rows])
    assert sum(one.count for one in found.bins) == found.count == len(rows)
    assert round(sum(one.happened * one.count for one in found.bins)) == found.breached
    for one in found.bins:
        low, high = one.likely
        assert 0 <= low <= one.happened + 1e-9
        assert one.happened - 1e-9 <= high <= 1
    assert 0 <= found.brier <= 1
    assert 0 <= found.off <= 1
    assert found.usual <= 0.25 + 1e-9


def test_honest_draws_are_trusted() -> None:
    random = Random(6)
    rows = [Said(chance, random.random() < chance)
            for chance in (random.betavariate(0.6, 0.6) for _ in range(4_000))]  # fmt: skip
    assert calibrate(rows).trust == "good"
