"""Days off from calendar files: whole days only, repeats unfolded, damage told."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import KnownError
from models.handbook.calendar_file import DaysOff, days_off

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)


def calendar(*events: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\nUID:{number}\nDTSTAMP:20260101T000000Z\n{event}\nEND:VEVENT\n"
        for number, event in enumerate(events)
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def days(*events: str) -> list[str]:
    return [day.isoformat() for day, _ in days_off(calendar(*events), FIRST, LAST).days]


def test_an_event_of_several_days_is_each_of_them() -> None:
    found = days_off(
        calendar("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas"),
        FIRST, LAST,
    )  # fmt: skip
    assert found == DaysOff(tuple((date(2026, 12, day), "Christmas") for day in (24, 25, 26)), 0)
    assert days("DTSTART;VALUE=DATE:20260501") == ["2026-05-01"]
    assert days("DTSTART;VALUE=DATE:20260501\nDURATION:P2D") == ["2026-05-01", "2026-05-02"]


def test_it_repeats_within_the_years_asked_for() -> None:
    yearly = "DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY"
    assert days(yearly) == ["2026-05-01", "2027-05-01", "2028-05-01"]
    assert days(f"{yearly}\nEXDATE;VALUE=DATE:20270501") == ["2026-05-01", "2028-05-01"]
    assert days("DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;COUNT=2") == [
        "2026-05-01", "2027-05-01",
    ]  # fmt: skip
    assert days("DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;UNTIL=20270601") == [
        "2026-05-01", "2027-05-01",
    ]  # fmt: skip


def test_one_that_began_before_the_first_year_reaches_into_it() -> None:
    event = "DTSTART;VALUE=DATE:20251231\nDTEND;VALUE=DATE:20260103"
    assert days(event) == ["2026-01-01", "2026-01-02"]


def test_what_is_cancelled_or_has_a_time_is_left_out() -> None:
    found = days_off(
        calendar("DTSTART:20260501T090000Z\nSUMMARY:Meeting",
                 "DTSTART;VALUE=DATE:20260502\nSTATUS:CANCELLED"), FIRST, LAST,
    )  # fmt: skip
    assert found == DaysOff((), 1)


@pytest.mark.parametrize(
    "data",
    [b"hello", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\n", calendar("SUMMARY:No date"),
     calendar("DTSTART:banana"), calendar("DTSTART;VALUE=DATE:20260501\nRRULE:FREQ=OFTEN"),
     calendar("DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=SECONDLY"), b""],
)  # fmt: skip
def test_what_is_damaged_is_told(data: bytes) -> None:
    with pytest.raises(KnownError, match=r"\.ics|iCalendar"):
        days_off(data, FIRST, LAST)


def test_a_file_of_too_many_days_is_no_list_of_holidays() -> None:
    long = [f"DTSTART;VALUE=DATE:{year}0101\nRRULE:FREQ=DAILY" for year in (1800,)]
    with pytest.raises(KnownError, match="days off"):
        days_off(calendar(*long), date(1990, 1, 1), date(2010, 1, 1))


@pytest.mark.parametrize(
    "rule",
    ["DAILY;INTERVAL=0", "WEEKLY;INTERVAL=0", "MONTHLY;INTERVAL=0", "YEARLY;INTERVAL=0",
     "DAILY;INTERVAL=-1", "DAILY;COUNT=3;INTERVAL=0", "YEARLY;BYMONTH=2;BYMONTHDAY=30",
     "YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3",
     "DAILY;COUNT=2;UNTIL=20270101"],
)  # fmt: skip
def test_a_rule_that_never_ends_or_never_begins_is_refused_and_named(rule: str) -> None:
    event = f"DTSTART;VALUE=DATE:20260501\nRRULE:FREQ={rule}"
    with pytest.raises(KnownError, match=r"(?s)repeats by a rule.*\.ics"):
        days(event)


def test_a_rule_that_ended_before_the_first_year_gives_no_day() -> None:
    assert days("DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=DAILY;UNTIL=20200430") == []
    assert days("DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY;COUNT=2") == []
    assert days("DTSTART;VALUE=DATE:20200229\nRRULE:FREQ=YEARLY") == ["2028-02-29"]


RULES = st.builds(
    lambda often, parts: ";".join([f"FREQ={often}", *parts]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "OFTEN"]),
    st.lists(
        st.builds(
            "{}={}".format,
            st.sampled_from(["INTERVAL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY",
                             "BYWEEKNO", "BYHOUR"]),
            st.integers(-3, 3) | st.integers(-400, 400),
        ) | st.sampled_from(["UNTIL=20270101", "UNTIL=20250101", "BYDAY=MO", "BYDAY=-1FR"]),
        max_size=3, unique_by=lambda part: part.split("=")[0],
    ),
)  # fmt: skip


@settings(deadline=None, max_examples=60 if os.environ.get("LEADLINE_FULL") else 15)
@given(RULES, st.dates(date(2000, 1, 1), LAST))
def test_any_rule_ends_in_days_or_in_a_sentence(rule: str, begin: date) -> None:
    event = f"DTSTART;VALUE=DATE:{begin:%Y%m%d}\nRRULE:{rule}"
    try:
        found = days_off(calendar(event), FIRST, LAST).days
    except KnownError:
        return
    assert all(max(begin, FIRST) <= day <= LAST for day, _ in found)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_days_or_in_a_sentence(data: bytes) -> None:
    try:
        days_off(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + data, FIRST, LAST)
    except KnownError:
        return


MAY_DAYS = "UID:may\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:May Day"


def named(*events: str) -> list[tuple[str, str]]:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test\n{body}END:VCALENDAR\n"
    found = days_off(text.replace("\n", "\r\n").encode(), FIRST, LAST).days
    return [(day.isoformat(), name) for day, name in found]


@pytest.mark.parametrize("written", ["RECURRENCE-ID;VALUE=DATE:20270501",
                                     "RECURRENCE-ID:20270501T000000Z"])  # fmt: skip
def test_a_day_of_a_repeat_that_was_moved_is_off_where_it_went(written: str) -> None:
    moved = f"UID:may\n{written}\nDTSTART;VALUE=DATE:20270503\nSUMMARY:May Day, kept on Monday"
    expected = [
        ("2026-05-01", "May Day"), ("2027-05-03", "May Day, kept on Monday"),
        ("2028-05-01", "May Day"),
    ]  # fmt: skip
    assert named(MAY_DAYS, moved) == expected
    assert named(moved, MAY_DAYS) == expected


def test_a_day_of_a_repeat_that_was_cancelled_is_not_off() -> None:
    cancelled = (
        "UID:may\nRECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270501\nSTATUS:CANCELLED"
    )
    assert [day for day, _ in named(MAY_DAYS, cancelled)] == ["2026-05-01", "2028-05-01"]
    other = cancelled.replace("UID:may", "UID:other")
    assert len(named(MAY_DAYS, other)) == 3


def test_a_change_of_one_day_and_all_after_it_moves_them_all() -> None:
    later = (
        "UID:may\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270501\n"
        "DTSTART;VALUE=DATE:20270503\nDTEND;VALUE=DATE:20270505\nSUMMARY:Spring"
    )
    assert named(MAY_DAYS, later) == [
        ("2026-05-01", "May Day"), ("2027-05-03", "Spring"), ("2027-05-04", "Spring"),
        ("2028-05-03", "Spring"), ("2028-05-04", "Spring"),
    ]  # fmt: skip
    ended = f"{later}\nSTATUS:CANCELLED"
    assert named(MAY_DAYS, ended) == [("2026-05-01", "May Day")]


def test_dates_listed_beside_the_first_are_off_too() -> None:
    listed = "DTSTART;VALUE=DATE:20260501\nRDATE;VALUE=DATE:20260601,20260701"
    assert days(listed) == ["2026-05-01", "2026-06-01", "2026-07-01"]
    assert days(f"{listed}\nRDATE;VALUE=DATE:20260801\nEXDATE;VALUE=DATE:20260701") == [
        "2026-05-01", "2026-06-01", "2026-08-01",
    ]  # fmt: skip
    assert days(f"{listed}\nRRULE:FREQ=YEARLY;COUNT=2\nDURATION:P2D") == [
        "2026-05-01", "2026-05-02", "2026-06-01", "2026-06-02", "2026-07-01", "2026-07-02",
        "2027-05-01", "2027-05-02",
    ]  # fmt: skip


def test_what_was_changed_of_an_event_that_is_not_in_the_file_counts_alone() -> None:
    alone = "UID:gone\nRECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270503\nSUMMARY:May"
    assert named(alone) == [("2027-05-03", "May")]
