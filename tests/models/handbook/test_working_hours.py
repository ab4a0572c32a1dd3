"""Hours as people write them, right and wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar
from models.handbook.working_hours import parse_hours

OFFICE = {"mon": [("09:00", "17:00")]}


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({}, "It never opens"),
        ({"mon": [], "tue": []}, "It never opens"),
        ({"monday": [("09:00", "17:00")]}, "“monday” is not a weekday"),
        ({"mon": [("09:00", "12:00"), ("11:00", "13:00")]}, "09:00–12:00 and 11:00–13:00 overlap"),
        ({"mon": [("11:00", "13:00"), ("09:00", "24:00")]}, "09:00–24:00 and 11:00–13:00 overlap"),
        ({"tue": [("09:00", "09:00")]}, "tue: 09:00–09:00 is empty"),
        ({"tue": [("22:00", "06:00")]}, "two intervals, 22:00–24:00 and, the day after, 00:00–06:"),
        ({"tue": [("09:00", "24:01")]}, "“24:01” is not a time"),
        ({"tue": [("09:60", "10:00")]}, "“09:60” is not a time"),
        ({"tue": [("nine", "10:00")]}, "“nine” is not a time"),
        ({"tue": [("٠٩:٠٠", "10:00")]}, "is not a time"),
        ({"tue": [("-1:00", "10:00")]}, "“-1:00” is not a time"),
        ({"tue": [("", "10:00")]}, "“” is not a time"),
        ({"tue": [("09:00",)]}, "is not an interval"),
        ({"tue": ["09:00-10:00"]}, "“09:00-10:00” is not an interval"),
        ({"tue": [None]}, "“None” is not an interval"),
    ],
)
def test_wrong_hours_name_the_day_and_the_interval(hours: Any, sentence: str) -> None:
    with pytest.raises(KnownError) as caught:
        BusinessCalendar("Europe/Berlin", hours)
    assert sentence in caught.value.sentence
    assert caught.value.title == "The calendar cannot be used"


@pytest.mark.parametrize(
    ("holidays", "exceptions", "sentence"),
    [
        (["25.12.2026"], {}, "“25.12.2026” is not a date"),
        (["2026-02-29"], {}, "“2026-02-29” is not a date"),
        ([None], {}, "“None” is not a date"),
        ([datetime(2026, 12, 25)], {}, "a holiday or an exception is a date"),  # noqa: DTZ001
        ([], {"2026-12-24": [("12:00", "09:00")]}, "2026-12-24: 12:00–09:00 ends before"),
        ([], {"2026-12-24": [], "20261224": []}, "2026-12-24 is there twice"),
    ],
)
def test_wrong_dates_are_named(holidays: Any, exceptions: Mapping[str, Any], sentence: str) -> None:
    with pytest.raises(KnownError) as caught:
        BusinessCalendar("Europe/Berlin", OFFICE, holidays, exceptions)
    assert sentence in caught.value.sentence


def test_only_closing_exceptions_never_open() -> None:
    with pytest.raises(KnownError, match="never opens"):
        BusinessCalendar("UTC", {}, exceptions={"2026-12-24": []})


def test_times_are_read_with_and_without_seconds() -> None:
    hours = parse_hours({"mon": [("9:00", "12:30:15"), ("12:30:15", "24:00")]}, (), {})
    assert hours.week[0] == ((32_400, 45_015), (45_015, 86_400))
    assert hours.written()["hours"] == {"mon": [["09:00", "12:30:15"], ["12:30:15", "24:00"]]}


def test_exceptions_win_over_holidays_and_weekdays() -> None:
    hours = parse_hours(OFFICE, ["1970-01-05"], {"1970-01-12": [("10:00", "11:00")]})
    assert [hours.spans(day) for day in (4, 11, 18)] == [(), ((36_000, 39_600),), hours.week[0]]
