"""The tail of a binomial distribution against exact fractions."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.binomial import chance_of


def exactly(misses: int, clocks: int, rate: Fraction) -> Fraction:
    return sum(
        (comb(clocks, k) * rate**k * (1 - rate) ** (clocks - k) for k in range(misses, clocks + 1)),
        Fraction(0),
    )


@given(st.integers(0, 120), st.integers(0, 130), st.integers(1, 999))
def test_the_sum_is_the_exact_one(clocks: int, misses: int, thousandths: int) -> None:
    rate = Fraction(thousandths, 1000)
    expected = float(exactly(misses, clocks, rate)) if misses else 1.0
    assert chance_of(misses, clocks, rate) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_by_hand() -> None:
    """Of two tosses at least one head: three in four; two heads: one in four."""
    half = Fraction(1, 2)
    assert chance_of(1, 2, half) == pytest.approx(0.75)
    assert chance_of(2, 2, half) == pytest.approx(0.25)
    assert chance_of(0, 0, half) == 1
    assert chance_of(1, 0, half) == 0


def test_a_large_desk_is_summed_too() -> None:
    """A million clocks: the median of so many is their mean, within a hair."""
    rate = Fraction(1, 20)
    assert chance_of(50_000, 1_000_000, rate) == pytest.approx(0.5, abs=0.002)
    assert chance_of(60_000, 1_000_000, rate) == pytest.approx(0, abs=1e-300)
    assert chance_of(40_000, 1_000_000, rate) == pytest.approx(1)
