"""Words of the weekly and the monthly review that hold at the edges of years, and of text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agenda import Line, Section
from models.agenda_words import (
    MOST,
    ago_words,
    cut,
    dates_words,
    joined,
    moment_words,
    period_name,
    share_words,
    short_day,
)
from models.handbook.attainment import FEW
from models.handbook.periods import parse_period
from models.handbook.zones import zone
from models.text import text

AT = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "called", "dates"),
    [
        ("2016W12", "week 12 of 2016", "21 to 27 March 2016"),
        ("2015W53", "week 53 of 2015", "28 December 2015 to 3 January 2016"),
        ("2016W01", "week 1 of 2016", "4 to 10 January 2016"),
        ("2026W18", "week 18 of 2026", "27 April to 3 May 2026"),
        ("2016-02", "February 2016", "1 to 29 February 2016"),
    ],
)
def test_a_period_is_called_as_people_say_it(name: str, called: str, dates: str) -> None:
    period = parse_period(name)
    assert (str(period_name(period)), dates_words(period)) == (called, dates)


def test_an_instant_has_its_day_in_the_zone_of_the_team() -> None:
    assert moment_words(AT, zone("Europe/Berlin")) == "Tue 12 May, 14:28"
    assert moment_words(AT, zone("Pacific/Auckland")) == "Wed 13 May, 00:28"


def test_a_day_has_its_year_where_it_is_of_no_year_of_the_period() -> None:
    week = parse_period("2015W53")
    days = date(2015, 12, 28), date(2016, 1, 4), date(2020, 1, 1)
    assert [short_day(day, week) for day in days] == ["Mon 28 Dec", "Mon 4 Jan", "Wed 1 Jan 2020"]


@pytest.mark.parametrize(
    ("since", "words"),
    [(timedelta(), "0 s"), (timedelta(hours=5), "5 h"), (timedelta(days=1), "1 day"),
     (timedelta(days=9, hours=23), "9 days")],
)  # fmt: skip
def test_how_long_ago_is_told_in_whole_days(since: timedelta, words: str) -> None:
    assert str(ago_words(AT - since, AT)) == words


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_whatever_parts_say_they_stand_one_after_another(parts: list[str]) -> None:
    said = joined([text("{words}", words=part) for part in parts])
    assert str(said) == " · ".join(parts)


def test_a_long_list_is_cut_and_says_so_and_minutes_are_told_whole() -> None:
    lines = (Line(text("Nobody is there")),) * (MOST + 9)
    gaps = Section("rota", text("Rota"), lines, (), text("gaps"), total=len(lines))
    short, whole = cut((gaps, replace(gaps, shape="minutes")))
    assert (len(short.lines), short.more) == (MOST, 9)
    assert (len(whole.lines), whole.more) == (MOST + 9, 0)
    late = replace(gaps, lines=lines[:5], total=5_000)
    assert cut((late,)) == (late,)


@given(st.integers(0, 200), st.integers(0, 200))
def test_counts_come_first_while_there_are_few(met: int, missed: int) -> None:
    words, decided = str(share_words(met, met + missed)), met + missed
    if not decided:
        assert words == "no clock"
    else:
        assert words.startswith(f"{met} of {decided}") == (decided < FEW)
        assert ("100 %" in words or "100.0 %" in words) == (not missed)
