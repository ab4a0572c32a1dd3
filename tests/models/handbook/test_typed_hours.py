"""Opening hours as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.file_node import FileError
from models.handbook.typed_hours import hours_words, typed_hours
from models.handbook.working_hours import parse_day


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("9-17", [["09:00", "17:00"]]),
        ("9–12:30, 13–17", [["09:00", "12:30"], ["13:00", "17:00"]]),
        ("13-17; 9-12", [["09:00", "12:00"], ["13:00", "17:00"]]), ("closed", []), ("", []),
        ("9.30 to 17", [["09:30", "17:00"]]), ("round the clock", [["00:00", "24:00"]]),
        ("8h30-12 and 13-18:15", [["08:30", "12:00"], ["13:00", "18:15"]]),
        ("18-24", [["18:00", "24:00"]]),
    ],
)  # fmt: skip
def test_they_are_read_as_they_are_meant(typed: str, hours: list[list[str]]) -> None:
    assert typed_hours(typed) == hours


@pytest.mark.parametrize(
    ("typed", "said"),
    [("noon", "is not a span"), ("9", "is not a span"), ("9-13, 12-15", "overlap"),
     ("22-6", "a night is written as two intervals"), ("9-25", "is not a time"),
     ("9-9", "is empty"), ("9:75-10", "is not a time")],
)  # fmt: skip
def test_what_cannot_be_is_said(typed: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        typed_hours(typed, ("calendars", "team", "hours", "mon"))


@given(st.lists(st.integers(0, 96), min_size=2, max_size=8, unique=True))
def test_what_the_screen_says_can_be_typed_again(quarters: list[int]) -> None:
    marks = sorted(quarters)[: len(quarters) // 2 * 2]
    times = [f"{mark // 4:02}:{mark % 4 * 15:02}" for mark in marks]
    hours = [list(pair) for pair in zip(times[::2], times[1::2], strict=True)]
    assert typed_hours(hours_words(hours)) == hours


@given(st.text(max_size=30))
def test_any_other_text_is_refused_or_is_a_day_of_a_calendar(typed: str) -> None:
    try:
        hours = typed_hours(typed)
    except FileError:
        return
    parse_day("It", [(begin, end) for begin, end in hours])
