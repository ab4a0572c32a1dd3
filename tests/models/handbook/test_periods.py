from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import KnownError
from models.handbook.periods import (
    after,
    before,
    last_full_quarter,
    months_of,
    parse_period,
    quarter_of,
    week_of,
    weeks_of,
)
from models.handbook.zones import zone

BERLIN = zone("Europe/Berlin")
DAYS = st.dates(date(1972, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("name", "starts_on", "ends_on"),
    [
        ("2016Q1", date(2016, 1, 1), date(2016, 3, 31)),
        ("2016q4", date(2016, 10, 1), date(2016, 12, 31)),
        (" 2016-Q2 ", date(2016, 4, 1), date(2016, 6, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-12", date(2016, 12, 1), date(2016, 12, 31)),
        ("2016-W10", date(2016, 3, 7), date(2016, 3, 13)),
        ("2015-W53", date(2015, 12, 28), date(2016, 1, 3)),
    ],
)
def test_names(name: str, starts_on: date, ends_on: date) -> None:
    period = parse_period(name)
    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)
    assert parse_period(period.name) == period


@pytest.mark.parametrize(
    "name", ["", "2016", "2016Q5", "2016-13", "2016-00", "2016-W54", "0000Q1", "9999Q4", "٢٠١٦Q9"]
)
def test_what_is_no_period(name: str) -> None:
    with pytest.raises(KnownError, match="is not a period"):
        parse_period(name)


def test_a_quarter_begins_and_ends_in_the_zone() -> None:
    period = parse_period("2016Q1")
    assert period.begin(BERLIN) == datetime(2015, 12, 31, 23, tzinfo=UTC)
    assert period.end(BERLIN) == datetime(2016, 3, 31, 22, tzinfo=UTC)


@given(DAYS)
def test_quarters_follow_each_other(day: date) -> None:
    period = quarter_of(day)
    assert period.starts_on <= day <= period.ends_on
    assert before(after(period)) == period
    assert after(period).starts_on == period.ends_on + timedelta(days=1)
    assert len(weeks_of(period)) == 13


@given(DAYS)
def test_months_and_weeks_follow_each_other(day: date) -> None:
    year, week, _ = day.isocalendar()
    for name in (f"{day:%Y-%m}", f"{year}-W{week:02}"):
        period = parse_period(name)
        assert period.starts_on <= day <= period.ends_on
        assert after(period).starts_on == period.ends_on + timedelta(days=1)
        assert before(after(period)) == period


def test_the_last_full_quarter_has_ended() -> None:
    before_midnight = datetime(2016, 3, 31, 21, 59, 59, tzinfo=UTC)
    assert last_full_quarter(before_midnight, BERLIN).name == "2015Q4"
    assert last_full_quarter(before_midnight + timedelta(seconds=1), BERLIN).name == "2016Q1"


def test_the_months_of_a_period_are_those_wholly_in_it() -> None:
    months = [month.name for month in months_of(parse_period("2026Q2"))]
    assert months == ["2026-04", "2026-05", "2026-06"]
    assert [month.name for month in months_of(parse_period("2026-05"))] == ["2026-05"]
    assert months_of(parse_period("2026-W10")) == []


@given(DAYS)
def test_weeks_follow_each_other_over_the_edges_of_years(day: date) -> None:
    period = week_of(day)
    assert period.starts_on <= day <= period.ends_on
    assert (period.starts_on.isoweekday(), period.days) == (1, 7)
    assert before(after(period)) == period == parse_period(period.name.replace("-W", "W"))
    assert after(period).starts_on == period.ends_on + timedelta(days=1)


def test_a_week_may_be_named_by_another_year_than_its_days() -> None:
    assert week_of(date(2016, 1, 3)).name == "2015-W53"
    assert after(parse_period("2015W53")).name == "2016-W01"
    assert week_of(date(2018, 12, 31)).name == "2019-W01"


def test_a_week_with_a_clock_change_has_an_hour_less() -> None:
    spring = parse_period("2016W12")
    assert spring.end(BERLIN) - spring.begin(BERLIN) == timedelta(days=7, hours=-1)
