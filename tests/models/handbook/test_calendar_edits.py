"""Calendars changed in the handbook's file: what is not touched stays as it was written."""

from datetime import date

import pytest

from models.handbook import calendar_edits as edits
from models.handbook.file_node import FileError
from models.handbook.policy_file import read_policy
from models.handbook.special_days import Country, SpecialDay, country_of, special_days
from tests.conftest import HANDBOOK

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
EVE = date(2026, 12, 24)


def hours(source: str, calendar: str = "team") -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = read_policy(source).calendars[calendar].to_data()["hours"]
    return found


def test_a_day_is_typed() -> None:
    changed = edits.with_day(SOURCE, "team", "sat", "9-12")
    assert hours(changed)["sat"] == [["09:00", "12:00"]]
    assert hours(edits.with_day(changed, "team", "sat", "closed")) == hours(SOURCE)
    assert changed.count("#") == SOURCE.count("#")


def test_rule_1_a_calendar_that_never_opens_is_refused_at_its_last_day() -> None:
    source = SOURCE
    for day in ("mon", "tue", "wed", "thu"):
        source = edits.with_day(source, "team", day, "closed")
    with pytest.raises(FileError, match="never opens") as told:
        edits.with_day(source, "team", "fri", "closed")
    assert told.value.path == ("calendars", "team", "hours", "fri")


def test_an_exception_wins_over_the_holiday_and_can_be_taken_out() -> None:
    source = edits.with_country(SOURCE, "team", "DE", "BE", (2026, 2027))
    source = edits.with_holidays(source, "team", [EVE, date(2026, 12, 28)])
    source = edits.with_exception(source, "team", EVE, "9-12")
    source = edits.with_exception(source, "team", date(2026, 12, 25), "10-11")
    by_day = {day.day: day for day in special_days(source, "team")}
    assert by_day[EVE] == SpecialDay(EVE, "exception", "", "09:00–12:00")
    assert by_day[date(2026, 12, 25)].hours == "10:00–11:00"
    assert by_day[date(2026, 12, 25)].name
    assert by_day[date(2026, 12, 28)].origin == "list"
    assert by_day[date(2027, 1, 1)].origin == "country"
    assert country_of(source, "team") == Country("DE", "BE", 2026, 2027)
    without = edits.without_day(edits.without_country(source, "team"), "team", EVE)
    assert [day.day.day for day in special_days(without, "team")] == [25, 28]
    assert country_of(without, "team") is None


def test_the_days_of_the_page_are_those_of_the_calendar() -> None:
    source = edits.with_country(SOURCE, "team", "FR", None, (2026, 2026))
    source = edits.with_exception(source, "team", date(2026, 7, 14), "9-17")
    calendar = read_policy(source).team.to_data()
    days = special_days(source, "team")
    closed = {day.day.isoformat() for day in days if day.hours == "closed"}
    assert closed == set(calendar["holidays"]) - {"2026-07-14"}
    assert list(calendar["exceptions"]) == ["2026-07-14"]


def test_a_calendar_more_and_less() -> None:
    source = edits.with_calendar(SOURCE, "Hot line")
    assert hours(source, "hot_line") == hours(source, "team")
    assert read_policy(source).calendars["hot_line"].zone == "Europe/Berlin"
    for words in ("hot LINE", " ", "team"):
        with pytest.raises(FileError):
            edits.with_calendar(source, words)
    assert "hot_line" not in read_policy(edits.without_calendar(source, "hot_line")).calendars
    with pytest.raises(FileError, match="no calendar"):
        edits.without_calendar(source, "round_the_clock")


def test_an_unknown_country_or_zone_is_refused() -> None:
    with pytest.raises(FileError, match="no country"):
        edits.with_country(SOURCE, "team", "XX", None, (2026, 2027))
    with pytest.raises(FileError, match=r"zone|Zone"):
        edits.with_zone(SOURCE, "team", "Mars/Olympus")
    moved = edits.with_zone(SOURCE, "team", "Asia/Tokyo")
    assert read_policy(moved).team.zone == "Asia/Tokyo"
