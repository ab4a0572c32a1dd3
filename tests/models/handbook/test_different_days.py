"""Days that differ from the week: which dates they are, and what is worked on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar
from models.handbook.different_days import (
    DifferentDays,
    Repeats,
    at_once,
    dates_of,
    days_from,
    exceptions_in,
    next_decided,
    next_on,
)
from models.handbook.roster import Leave, Member, Shifts, joined
from models.handbook.working_hours import DAYS

TODAY = date(2026, 5, 12)
TEN_TO_TWO = (("10:00", "14:00"),)
WEEK = tuple((day, (("09:00", "17:00"),)) for day in DAYS[:5])
SECOND_SATURDAY = DifferentDays(TEN_TO_TWO, "2026-05-16", None, "weekly", 2, ("sat",))
FIRST_MONDAY_OFF = DifferentDays((), "2026-05-12", None, "monthly", 1, ("mon",), 1)


def dates(days: DifferentDays, first: date, last: date) -> list[str]:
    return [day.isoformat() for day in dates_of(days, first, last)]


def test_what_repeats_comes_on_its_dates_whatever_span_is_asked_for() -> None:
    summer = date(2026, 5, 1), date(2026, 7, 1)
    assert dates(SECOND_SATURDAY, *summer) == [
        "2026-05-16", "2026-05-30", "2026-06-13", "2026-06-27",
    ]  # fmt: skip
    assert dates(SECOND_SATURDAY, date(2026, 6, 13), date(2026, 6, 13)) == ["2026-06-13"]
    assert dates(FIRST_MONDAY_OFF, *summer) == ["2026-06-01"]
    assert dates(DifferentDays((), "2026-12-24"), *summer) == []


@st.composite
def any_days(draw: st.DrawFn) -> DifferentDays:
    begins = draw(st.dates(date(2025, 1, 1), date(2027, 12, 31)))
    ends = draw(st.none() | st.integers(0, 360).map(lambda days: begins + timedelta(days=days)))
    repeats: Repeats = draw(st.sampled_from(("once", "daily", "weekly", "monthly")))
    most = 1 if repeats == "monthly" else 7
    named = draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=most))
    if repeats == "daily":
        ends = ends or begins
    return DifferentDays(
        draw(st.sampled_from(((), TEN_TO_TWO, (("08:00", "12:00"), ("13:00", "17:00"))))),
        begins.isoformat(), ends.isoformat() if ends and repeats != "once" else None, repeats,
        draw(st.integers(1, 5)) if repeats == "weekly" else 1,
        tuple(sorted(named, key=DAYS.index)) if repeats in ("weekly", "monthly") else (),
        draw(st.sampled_from((1, 2, 3, 4, 5, -1))) if repeats == "monthly" else 0,
    )  # fmt: skip


def as_a_calendar_has_it(days: DifferentDays, first: date, last: date) -> list[date]:
    """The same by the rules of iCalendar."""
    begins, until = date.fromisoformat(days.begins_on), last
    if days.ends_on:
        until = min(last, date.fromisoformat(days.ends_on))
    if days.repeats == "once":
        until = min(last, begins)
    each = [weekday(DAYS.index(one)) for one in days.weekdays]
    at: Any = {
        "dtstart": datetime.combine(begins, time()),
        "until": datetime.combine(until, time()),
    }
    if days.repeats == "monthly":
        rule = rrule(MONTHLY, byweekday=[one(days.nth) for one in each], **at)
    elif days.repeats == "weekly":
        rule = rrule(WEEKLY, interval=days.interval, byweekday=each, wkst=MO, **at)
    else:
        rule = rrule(DAILY, **at)
    return [one.date() for one in rule if one.date() >= first]


@given(any_days(), st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 90))
def test_dates_are_those_of_a_calendar(days: DifferentDays, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    assert list(dates_of(days, first, last)) == as_a_calendar_has_it(days, first, last)


ZONES = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"


@given(
    st.lists(any_days(), min_size=1, max_size=3), st.sampled_from((WEEK, ())),
    st.sampled_from(ZONES), st.integers(0, 1095 * 86_400), st.integers(1, 20 * 86_400),
)  # fmt: skip
def test_working_time_is_that_of_a_calendar_with_these_exceptions(
    days: list[DifferentDays], week: Shifts, zone: str, after: int, lasts: int
) -> None:
    begin = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp()) + after
    found = exceptions_in(days, date(2024, 12, 1), date(2028, 3, 1))
    always = tuple((day, (("00:00", "24:00"),)) for day in DAYS)
    calendar = BusinessCalendar(zone, dict(week or always), exceptions=found)
    member = Member(1, "agent", week, days=tuple(days))
    spans = member.open_time(zone, begin, begin + lasts)
    assert joined(spans) == joined(calendar.open_intervals(begin, begin + lasts))


@given(any_days())
def test_what_is_stored_comes_back(days: DifferentDays) -> None:
    assert days_from([days.to_json()]) == (days,)


def test_a_date_comes_before_what_repeats_and_the_next_one_is_known() -> None:
    off = DifferentDays((), "2026-05-30")
    found = exceptions_in((off, SECOND_SATURDAY), TODAY, date(2026, 6, 13))
    assert {day.isoformat(): spans for day, spans in found.items()} == {
        "2026-05-16": TEN_TO_TWO, "2026-05-30": (), "2026-06-13": TEN_TO_TWO,
    }  # fmt: skip
    assert next_on(SECOND_SATURDAY, date(2026, 5, 17)) == date(2026, 5, 30)
    assert next_on(off, date(2026, 5, 31)) is None


def test_a_day_comes_before_a_span_of_days_in_whatever_order_they_stand() -> None:
    august = DifferentDays((), "2026-08-01", "2026-08-31", "daily")
    one_day = DifferentDays(TEN_TO_TWO, "2026-08-15")
    for days in ((august, one_day, SECOND_SATURDAY), (SECOND_SATURDAY, one_day, august)):
        assert at_once(days, TODAY) is None
        found = exceptions_in(days, date(2026, 8, 14), date(2026, 8, 23))
        assert [day.day for day, spans in found.items() if spans] == [15]
        assert len(found) == 10


def test_two_that_say_different_things_of_one_date_are_found() -> None:
    saturdays = DifferentDays((), "2026-05-01", None, "monthly", 1, ("sat",), 5)
    assert at_once((SECOND_SATURDAY, saturdays), TODAY) == (
        SECOND_SATURDAY, saturdays, date(2026, 5, 30),
    )  # fmt: skip
    for_itself = DifferentDays((), "2026-05-30")
    found = at_once((SECOND_SATURDAY, saturdays, for_itself), TODAY)
    assert found is not None
    assert found[2] > date(2026, 5, 30)
    assert at_once((SECOND_SATURDAY, for_itself), TODAY) is None


def hours(member: Member, day: date) -> list[tuple[int, int]]:
    begin = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    spans = member.open_time("UTC", begin, begin + 86_400)
    return [((first - begin) // 3600, (last - begin) // 3600) for first, last in spans]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 5, 15), [(9, 17)]), (date(2026, 5, 16), [(10, 14)]), (date(2026, 5, 23), []),
        (date(2026, 6, 1), []), (date(2027, 1, 2), []), (date(2026, 12, 26), [(10, 14)]),
    ],
)  # fmt: skip
def test_working_time_is_the_week_s_but_on_these_days(
    day: date, worked: list[tuple[int, int]]
) -> None:
    member = Member(1, "agent", WEEK, days=(SECOND_SATURDAY, FIRST_MONDAY_OFF))
    assert hours(member, day) == worked


def test_who_has_no_weekly_hours_is_always_at_work_but_then_and_leave_comes_before_all() -> None:
    always = Member(1, "agent", days=(SECOND_SATURDAY,))
    assert hours(always, date(2026, 5, 15)) == [(0, 24)]
    assert hours(always, date(2026, 5, 16)) == [(10, 14)]
    begin = int(datetime(2026, 5, 16, 12, tzinfo=UTC).timestamp())
    away = Member(1, "agent", WEEK, (Leave(begin, begin + 86_400),), days=(SECOND_SATURDAY,))
    assert hours(away, date(2026, 5, 16)) == [(10, 12)]


def test_only_the_days_that_are_asked_for_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(days: Sequence[DifferentDays], first: date, last: date) -> dict[date, Any]:
        asked.append((last - first).days)
        return exceptions_in(days, first, last)

    monkeypatch.setattr("models.handbook.roster.exceptions_in", counted)
    assert hours(Member(1, "agent", WEEK, days=(SECOND_SATURDAY,)), date(2026, 5, 16)) == [(10, 14)]
    assert asked == [3]


def test_the_turn_of_a_year_is_no_edge() -> None:
    eve = DifferentDays((("09:00", "12:00"),), "2026-12-31")
    begin = int(datetime(2026, 12, 31, tzinfo=UTC).timestamp())
    spans = Member(1, "agent", WEEK, days=(eve,)).open_time("UTC", begin, begin + 2 * 86_400)
    assert [(one - begin) // 3600 for span in spans for one in span] == [9, 12, 33, 41]


def test_the_next_date_of_a_line_is_the_next_on_which_it_decides() -> None:
    off = DifferentDays((), "2026-05-16", "2026-05-30", "daily")
    days = (SECOND_SATURDAY, off)
    assert next_on(SECOND_SATURDAY, TODAY) == date(2026, 5, 16)
    assert next_decided(days, SECOND_SATURDAY, TODAY) == date(2026, 6, 13)
    assert next_decided(days, off, TODAY) == date(2026, 5, 16)
    until_then = replace(SECOND_SATURDAY, ends_on="2026-05-30")
    assert next_decided((until_then, off), until_then, TODAY) is None
