"""Promises as people type them, and the file's own words for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar
from models.handbook.file_node import FileError, Node
from models.handbook.policy import Amount
from models.handbook.policy_targets import read_amount
from models.handbook.policy_words import amount_words
from models.handbook.typed_amount import file_amount, file_days, typed_amount
from tests.models.handbook.logs import DEFAULT

ALWAYS = BusinessCalendar.always()
TEAM = DEFAULT.team


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4h", "4 h"), ("4 Hours", "4 h"), ("1 h 30", "90 min"), ("1h30m", "90 min"),
        ("1.5 h", "90 min"), ("1,25 h", "75 min"), ("1.1 h", "66 min"), ("90 min", "90 min"),
        ("1 hour and 15 minutes", "75 min"), (" 45 s ", "45 s"), ("3 business days",) * 2,
        ("1 working day", "1 business day"), ("2 bd", "2 business days"),
        ("120 min", "2 h"),
    ],
)  # fmt: skip
def test_it_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert typed_amount(typed, TEAM) == meant
    assert typed_amount(typed, ALWAYS) == meant


@pytest.mark.parametrize(
    "typed", ["", "4", "banana", "h", "1 d 2 h", "-3 h", "4 h 10 foo", "0.01 s", "1.5 days"]
)
def test_what_is_no_time_is_refused_at_its_cell(typed: str) -> None:
    with pytest.raises(FileError) as told:
        typed_amount(typed, TEAM, ("targets", "P3", "resolution", "sla"))
    assert told.value.path == ("targets", "P3", "resolution", "sla")


def test_rule_7_a_day_is_a_business_day_where_the_calendar_closes_and_asked_about_elsewhere() -> (
    None
):
    assert typed_amount("2 days", TEAM) == "2 business days"
    with pytest.raises(FileError, match="48 h, or 2 business days"):
        typed_amount("2 days", ALWAYS)


def test_rule_7_work_time_is_no_time_of_the_clock() -> None:
    assert typed_amount("4 h of work time", TEAM) == "4 h"
    assert typed_amount("4 business hours", TEAM) == "4 h"
    with pytest.raises(FileError, match="round the clock"):
        typed_amount("4 h of work time", ALWAYS)


@given(st.integers(1, 10**6), st.sampled_from([TEAM, ALWAYS]))
def test_what_the_screen_says_can_be_typed_again(seconds: int, calendar: BusinessCalendar) -> None:
    words = amount_words(Amount(seconds), calendar)
    assert typed_amount(words, calendar) == file_amount(seconds)


@given(st.integers(1, 999))
def test_so_can_business_days(days: int) -> None:
    assert typed_amount(amount_words(Amount(days=days), TEAM), TEAM) == file_days(days)
    assert read_amount(Node(file_days(days))) == Amount(days=days)


@given(st.text(max_size=30))
def test_any_other_text_is_refused_or_is_an_amount_the_file_knows(typed: str) -> None:
    try:
        words = typed_amount(typed, TEAM)
    except FileError:
        return
    read_amount(Node(words))
