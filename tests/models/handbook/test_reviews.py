"""Reviews by name: a week's, a month's, and none other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import KnownError
from models.handbook.periods import after, parse_period
from models.handbook.reviews import (
    KINDS,
    MONTHLY,
    WEEKLY,
    Kind,
    period_around,
    review_name,
    review_named,
    review_period,
)

DAYS = st.dates(date(1972, 1, 1), date(2200, 12, 31))


@given(st.sampled_from(KINDS), DAYS)
def test_a_name_leads_back_to_its_review_and_sorts_as_its_period(kind: Kind, day: date) -> None:
    period = period_around(kind, day)
    name = review_name(kind, period)
    assert review_named(name) == (kind, period)
    assert name < review_name(kind, after(period))


def test_names_are_as_the_minutes_keep_them() -> None:
    assert review_name(WEEKLY, parse_period("2016-W12")) == "weekly 2016W12"
    assert review_name(MONTHLY, parse_period("2016-03")) == "monthly 2016-03"


@pytest.mark.parametrize(
    ("kind", "name"), [(WEEKLY, "2016-03"), (WEEKLY, "2016Q1"), (MONTHLY, "2016W12")]
)
def test_another_kind_of_period_is_refused_with_the_way_to_write_it(kind: Kind, name: str) -> None:
    with pytest.raises(KnownError, match="such as 2016"):
        review_period(kind, name)


@pytest.mark.parametrize("name", ["", "weekly", "weekly 2016-03", "yearly 2016", "weekly 2016W54"])
def test_what_is_no_review(name: str) -> None:
    with pytest.raises(KnownError):
        review_named(name)
