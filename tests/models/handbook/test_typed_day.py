"""A day as people type it."""

from datetime import date

import pytest

from models.errors import KnownError
from models.handbook.typed_day import typed_day

TUESDAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12 May", "2026-05-12"), ("11 May", "2027-05-11"), ("1. june", "2026-06-01"),
        ("Mon 1 Jun 2026", "2026-06-01"), ("1 Jun, 2025", "2025-06-01"),
        ("2026-06-09", "2026-06-09"), ("today", "2026-05-12"), ("Tomorrow", "2026-05-13"),
        ("Fri", "2026-05-15"), ("tuesday", "2026-05-12"), ("next Mon", "2026-05-18"),
        ("in 10 days", "2026-05-22"), ("in a week", "2026-05-19"), ("in 3 weeks", "2026-06-02"),
        ("in a month", "2026-06-12"), ("in 9 months", "2027-02-12"), ("29 feb", "2028-02-29"),
        ("in 8 months", "2027-01-12"), ("30 sept", "2026-09-30"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_meant(words: str, day: str) -> None:
    assert typed_day(words, TUESDAY).isoformat() == day


def test_a_month_ahead_of_a_long_month_ends_with_the_short_one() -> None:
    assert typed_day("in a month", date(2026, 1, 31)) == date(2026, 2, 28)
    assert typed_day("in 12 months", date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "31 June 2026", "31 June", "2026-13-01", "12", "May", "1 Jun 2099",
     "in 999 months", "12 Foo", "\0"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_how_to_write_one(words: str) -> None:
    with pytest.raises(KnownError) as refused:
        typed_day(words, TUESDAY)
    assert "in 3 weeks" in refused.value.what_next
