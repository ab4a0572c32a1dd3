"""Business time by example (handbook, rules 1 to 7)."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.errors import KnownError
from models.handbook.calendar import BusinessCalendar, Edge

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE = {day: [("09:00", "17:00")] for day in WEEK[:5]}
BERLIN = BusinessCalendar("Europe/Berlin", OFFICE)
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


def daily(*intervals: tuple[str, str], zone: str = "Europe/Berlin") -> BusinessCalendar:
    return BusinessCalendar(zone, dict.fromkeys(WEEK, intervals))


def seconds(text: str) -> int:
    return int(utc(text).timestamp())


# ---- rule 4: the two edges


@pytest.mark.parametrize(
    ("edge", "due"), [("closing", "2026-05-11T17:00"), ("opening", "2026-05-12T09:00")]
)
def test_eight_hours_from_monday_nine(edge: Edge, due: str) -> None:
    assert BERLIN.add(berlin("2026-05-11T09:00"), 8 * HOUR, edge) == berlin(due)


def test_no_amount_is_the_start_itself_or_the_next_opening() -> None:
    saturday, monday = berlin("2026-05-09T12:00"), berlin("2026-05-11T09:00")
    assert BERLIN.add(saturday, timedelta(0)) == saturday
    assert BERLIN.add(saturday, timedelta(0), "opening") == monday
    assert BERLIN.add(monday, timedelta(0), "opening") == monday
    assert BERLIN.add_days(saturday, 0) == saturday
    assert BERLIN.add_days(saturday, 0, "opening") == monday


def test_results_are_in_utc_and_whole_seconds() -> None:
    start = berlin("2026-05-11T09:00:00.999999")
    due = BERLIN.add(start, timedelta(hours=1, microseconds=999_999))
    assert due == berlin("2026-05-11T10:00")
    assert due.tzinfo is UTC
    assert BERLIN.elapsed(start, berlin("2026-05-11T10:00:00.5")) == HOUR
    assert BERLIN.subtract(due, HOUR).tzinfo is UTC
    assert BERLIN.add_days(start, 1).tzinfo is UTC


def test_subtract_goes_back_over_the_weekend() -> None:
    monday, friday = berlin("2026-05-11T10:00"), berlin("2026-05-08T16:00")
    assert BERLIN.subtract(monday, 2 * HOUR) == friday
    assert BERLIN.add(friday, 2 * HOUR) == monday


# ---- rule 2: membership


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ("2026-05-11T08:59:59", False),
        ("2026-05-11T09:00:00", True),
        ("2026-05-11T16:59:59", True),
        ("2026-05-11T17:00:00", False),
        ("2026-05-09T12:00:00", False),
    ],
)
def test_open_from_the_opening_to_before_the_closing(instant: str, is_open: bool) -> None:
    assert BERLIN.is_open(berlin(instant)) is is_open


def test_a_skipped_hour_adds_nothing_and_a_repeated_one_counts_twice() -> None:
    night = daily(("00:00", "06:00"))
    assert night.elapsed(berlin("2026-03-29T00:00"), berlin("2026-03-29T06:00")) == 5 * HOUR
    assert night.elapsed(berlin("2026-10-25T00:00"), berlin("2026-10-25T06:00")) == 7 * HOUR


def test_an_interval_inside_a_repeated_hour_is_two_pieces() -> None:
    half = daily(("02:30", "03:00"))
    pieces = half.open_intervals(seconds("2026-10-25T00:00"), seconds("2026-10-25T04:00"))
    assert pieces == [
        (seconds("2026-10-25T00:30"), seconds("2026-10-25T01:00")),
        (seconds("2026-10-25T01:30"), seconds("2026-10-25T02:00")),
    ]


def test_an_edge_inside_a_skipped_hour_moves_to_its_end() -> None:
    late = daily(("02:30", "04:00"))
    pieces = late.open_intervals(seconds("2026-03-29T00:00"), seconds("2026-03-29T12:00"))
    assert pieces == [(seconds("2026-03-29T01:00"), seconds("2026-03-29T02:00"))]


def test_a_night_shift_and_midnight_join() -> None:
    night = daily(("00:00", "06:00"), ("22:00", "24:00"))
    assert night.add(berlin("2026-05-11T22:00"), 8 * HOUR) == berlin("2026-05-12T06:00")
    begin, end = seconds("2026-05-11T12:00"), seconds("2026-05-12T12:00")
    assert len(night.open_intervals(begin, end)) == 1


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Pacific/Apia", "2011-12-29T12:00", "2011-12-31T12:00"),
        ("Pacific/Kwajalein", "1993-08-20T12:00", "1993-08-22T12:00"),
    ],
)
def test_a_date_the_zone_left_out_is_no_business_date(zone: str, before: str, after: str) -> None:
    calendar = daily(("09:00", "17:00"), zone=zone)
    start, end = (
        datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (before, after)
    )
    assert calendar.elapsed(start, end) == 8 * HOUR
    assert calendar.add_days(start, 1) == end


def test_a_date_that_came_twice_counts_twice() -> None:
    calendar = daily(("09:00", "17:00"), zone="America/Juneau")
    alaska = ZoneInfo("America/Juneau")  # in October 1867 it went back by a day
    start, end = (datetime(1867, 10, day, tzinfo=alaska) for day in (18, 20))
    assert calendar.elapsed(start, end) == 3 * 8 * HOUR


# ---- rule 1: holidays and exceptions


def test_holidays_close_and_exceptions_win() -> None:
    calendar = BusinessCalendar(
        "Europe/Berlin",
        OFFICE,
        [date(2026, 5, 14), "2026-05-15"],
        {
            "2026-05-15": [("10:00", "12:00")],
            "2026-05-16": [("10:00", "12:00")],
            "2026-05-18": [],
        },
    )
    hours = {
        day: calendar.elapsed(berlin(f"2026-05-{day}T00:00"), berlin(f"2026-05-{day}T23:59"))
        for day in (13, 14, 15, 16, 17, 18, 19)
    }
    assert [hours[day] // HOUR for day in sorted(hours)] == [8, 0, 2, 2, 0, 0, 8]
    assert calendar.add_days(berlin("2026-05-13T11:00"), 1) == berlin("2026-05-15T11:00")


# ---- rule 6: business days


@pytest.mark.parametrize(
    ("start", "days", "edge", "due"),
    [
        ("2026-05-09T12:00", 1, "closing", "2026-05-11T17:00"),  # as rule 6 has it
        ("2026-05-09T12:00", 1, "opening", "2026-05-12T09:00"),
        ("2026-05-11T10:30", 1, "closing", "2026-05-12T10:30"),
        ("2026-05-08T10:30", 3, "closing", "2026-05-13T10:30"),
        ("2026-05-11T20:00", 1, "closing", "2026-05-12T17:00"),
        ("2026-05-11T20:00", 1, "opening", "2026-05-13T09:00"),
        ("2026-05-11T07:00", 1, "closing", "2026-05-11T17:00"),
        ("2026-05-11T07:00", 1, "opening", "2026-05-12T09:00"),
    ],
)
def test_business_days(start: str, days: int, edge: Edge, due: str) -> None:
    assert BERLIN.add_days(berlin(start), days, edge) == berlin(due)


def test_a_budget_that_would_be_nothing_starts_at_the_next_opening() -> None:
    uneven = BusinessCalendar(
        "Europe/Berlin", {"mon": [("09:00", "17:00")], "tue": [("20:00", "22:00")]}
    )
    start = berlin("2026-05-11T18:00")  # until Tuesday 18:00 nobody works
    assert uneven.days_budget(int(start.timestamp()), 1) == 10 * 3600
    assert uneven.add_days(start, 1) == berlin("2026-05-18T17:00")


def test_a_skipped_wall_time_moves_forward_and_of_a_repeated_one_the_first_counts() -> None:
    night = daily(("00:00", "06:00"))
    assert night.add_days(berlin("2026-03-28T02:30"), 1) == utc("2026-03-29T01:30")
    assert night.add_days(berlin("2026-10-24T02:30"), 1) == utc("2026-10-25T00:30")


def test_days_of_a_calendar_with_no_more_than_these() -> None:
    calendar = BusinessCalendar(
        "Europe/Berlin",
        {},
        exceptions={day: [("09:00", "17:00")] for day in ("2026-05-04", "2026-05-06")},
    )
    start = berlin("2026-05-04T10:00")
    assert calendar.add_days(start, 1) == berlin("2026-05-06T10:00")
    assert calendar.add_days_many(int(start.timestamp()), [1]).tolist() == [
        int(berlin("2026-05-06T10:00").timestamp())
    ]
    with pytest.raises(KnownError, match="It does not open after 2026-05-06"):
        calendar.add_days(start, 2)


# ---- how far it reaches


def test_only_one_date_in_the_past_is_refused_and_never_searched_for() -> None:
    calendar = BusinessCalendar("UTC", {}, exceptions={date(2020, 2, 29): [("09:00", "17:00")]})
    assert calendar.add(utc("1990-01-01"), 8 * HOUR) == utc("2020-02-29T17:00")
    assert calendar.subtract(utc("2026-01-01"), 8 * HOUR) == utc("2020-02-29T09:00")
    assert calendar.elapsed(utc("1990-01-01"), utc("2026-01-01")) == 8 * HOUR
    for edge in ("closing", "opening"):
        with pytest.raises(KnownError, match="It does not open after 2020-02-29"):
            calendar.add(utc("2026-01-01"), HOUR, edge)
    with pytest.raises(KnownError, match="It does not open before 2020-02-29"):
        calendar.subtract(utc("2000-01-01"), HOUR)


def test_an_amount_of_decades_extends_the_table() -> None:
    rare = BusinessCalendar("Europe/Berlin", {"mon": [("09:00", "10:00")]})
    due = rare.add(berlin("2026-05-11T09:00"), 10_000 * HOUR)
    assert due == berlin("2026-05-11T10:00") + timedelta(weeks=9_999)
    assert rare.subtract(due, 10_000 * HOUR) == berlin("2026-05-11T09:00")


@pytest.mark.parametrize("instant", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_refused(instant: str) -> None:
    with pytest.raises(KnownError, match="years"):
        BERLIN.elapsed(utc(instant), utc(instant) + timedelta(seconds=1))
    with pytest.raises(KnownError, match="years"):
        BERLIN.add(utc(instant), HOUR)


def test_centuries_of_work_are_refused() -> None:
    with pytest.raises(KnownError, match="400 years"):
        BERLIN.add(utc("2026-01-01"), timedelta(days=999_999_999))
    with pytest.raises(KnownError, match="400 years"):
        BERLIN.add_many([0], [2**62])


def test_an_answer_does_not_depend_on_what_was_asked_before() -> None:
    calendar = BusinessCalendar("America/New_York", OFFICE)
    for year in (2026, 1950, 2300, 1700, 2026, 2700, 2010):
        start = utc(f"{year}-06-15T12:00")
        fresh = BusinessCalendar("America/New_York", OFFICE)
        assert calendar.add(start, 100 * HOUR) == fresh.add(start, 100 * HOUR)
        assert calendar.add_days(start, 9) == fresh.add_days(start, 9)
        assert calendar.subtract(start, 100 * HOUR) == fresh.subtract(start, 100 * HOUR)


def test_threads_may_share_a_calendar() -> None:
    shared = BusinessCalendar("Europe/Berlin", OFFICE)
    starts = [utc(f"{1950 + year * 37 % 150}-03-01") for year in range(150)]
    with ThreadPoolExecutor(8) as pool:
        dues = list(pool.map(lambda start: shared.add(start, 60 * HOUR), starts))
    assert dues == [BERLIN.add(start, 60 * HOUR) for start in starts]


# ---- what it is made of


def test_naive_instants_are_refused() -> None:
    naive = datetime(2026, 5, 11, 9)  # noqa: DTZ001
    for ask in (
        lambda: BERLIN.add(naive, HOUR),
        lambda: BERLIN.add_days(naive, 1),
        lambda: BERLIN.subtract(naive, HOUR),
        lambda: BERLIN.elapsed(naive, naive),
        lambda: BERLIN.is_open(naive),
    ):
        with pytest.raises(ValueError, match="time zone"):
            ask()


def test_negative_amounts_and_unknown_edges_are_refused() -> None:
    start = utc("2026-05-11T12:00")
    at = int(start.timestamp())
    for ask in (
        lambda: BERLIN.add(start, -HOUR),
        lambda: BERLIN.subtract(start, -HOUR),
        lambda: BERLIN.add_days(start, -1),
        lambda: BERLIN.add_many([at, at], [1, -1]),
        lambda: BERLIN.add_days_many([at, at], [1, -1]),
        lambda: BERLIN.add(start, HOUR, "middle"),  # type: ignore[arg-type]
        lambda: BERLIN.add_days(start, 1, "middle"),  # type: ignore[arg-type]
        lambda: BERLIN.add_many([at], [1], "middle"),  # type: ignore[arg-type]
    ):
        with pytest.raises(ValueError, match=r"not negative|not 'middle'"):
            ask()


def test_a_calendar_may_be_copied_and_sent_elsewhere() -> None:
    start = berlin("2026-05-11T09:00")
    for copied in (copy.deepcopy(BERLIN), pickle.loads(pickle.dumps(BERLIN))):
        assert copied == BERLIN
        assert copied.add(start, 9 * HOUR) == BERLIN.add(start, 9 * HOUR)


def test_the_same_calendar_is_written_and_recognised_the_same() -> None:
    one = BusinessCalendar(
        "Europe/Berlin",
        {"tue": [("13:00", "17:00"), ("9:00", "12:00:00")], "sun": []},
        [date(2026, 12, 25), "2026-01-01", "2026-12-25"],
        {date(2026, 12, 24): [("09:00", "12:00")]},
    )
    data = one.to_data()
    assert data == {
        "zone": "Europe/Berlin",
        "hours": {"tue": [["09:00", "12:00"], ["13:00", "17:00"]]},
        "holidays": ["2026-01-01", "2026-12-25"],
        "exceptions": {"2026-12-24": [["09:00", "12:00"]]},
    }
    other = BusinessCalendar.from_data(data)
    assert other == one
    assert hash(other) == hash(one)
    assert other.fingerprint == one.fingerprint
    assert eval(repr(one)) == one
    assert one != BusinessCalendar("Europe/Vienna", data["hours"])
    assert len({one, other, BusinessCalendar.always()}) == 2


def test_always_never_closes() -> None:
    always = BusinessCalendar.always()
    assert always.zone == "UTC"
    assert always.add(utc("2026-12-24T23:00"), 4 * HOUR, "opening") == utc("2026-12-25T03:00")
    assert always.is_open(utc("2026-12-25T00:00"))
