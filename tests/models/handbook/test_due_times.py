"""Due times for one start: across weekends, holidays and changes of the clocks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar_edits import with_exception, with_holidays
from models.handbook.due_times import DueTimes, due_times
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION
from models.handbook.policy_file import read_policy
from models.handbook.question_answers import answered
from tests.conftest import HANDBOOK
from tests.models.handbook.logs import BERLIN, Log

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
FRIDAY = datetime(2026, 10, 23, 16, 0, tzinfo=BERLIN)
"""The clocks go back on the Sunday after it."""


def told(times: DueTimes, place: ZoneInfo = BERLIN) -> list[str]:
    return [
        f"{from_seconds(row.due_at).astimezone(place):%a %d %H:%M}" if row.due_at else "–"
        for row in times.rows
    ]


def at(source: str, commitment: str, start: datetime = FRIDAY) -> DueTimes:
    return due_times(read_policy(source), commitment, to_seconds(start), BERLIN, {})


def test_across_a_weekend_on_which_the_clocks_change() -> None:
    assert told(at(SOURCE, FIRST_RESPONSE)) == [
        "Fri 23 16:15", "Fri 23 17:00", "Mon 26 12:00", "Mon 26 16:00",
    ]  # fmt: skip
    assert told(at(SOURCE, RESOLUTION))[1] == "Sat 24 16:00"
    assert told(at(SOURCE, NEXT_UPDATE))[3] == "–"
    sunday = at(SOURCE, RESOLUTION).days[2]
    assert str(sunday.shift) == "Clocks go back by 60 min"
    assert not sunday.open
    spring = at(SOURCE, FIRST_RESPONSE, datetime(2026, 3, 28, 12, tzinfo=BERLIN)).days[1]
    assert str(spring.shift) == "Clocks go forward by 60 min"


def test_a_holiday_and_an_exception_move_them_and_are_named() -> None:
    monday = date(2026, 10, 26)
    policy = read_policy(with_holidays(SOURCE, "team", [monday]))
    times = due_times(policy, FIRST_RESPONSE, to_seconds(FRIDAY), BERLIN, {monday: "Founding day"})
    assert told(times)[2] == "Tue 27 12:00"
    assert [day.note for day in times.days if day.day == monday] == ["Founding day"]
    half = with_exception(SOURCE, "team", monday, "9-10")
    assert told(at(half, FIRST_RESPONSE))[2] == "Tue 27 11:00"


def test_the_edge_is_the_handbooks() -> None:
    opening = answered(SOURCE, "edge", "opening")
    start = datetime(2026, 10, 26, 13, 0, tzinfo=BERLIN)
    assert told(at(SOURCE, FIRST_RESPONSE, start))[2] == "Mon 26 17:00"
    assert told(at(opening, FIRST_RESPONSE, start))[2] == "Tue 27 09:00"


@pytest.mark.parametrize("commitment", [FIRST_RESPONSE, RESOLUTION])
def test_they_are_the_due_times_of_a_case(commitment: str) -> None:
    start = datetime(2026, 5, 15, 16, 20, tzinfo=BERLIN)
    for row in at(SOURCE, commitment, start).rows:
        log = Log().opened("15 16:20", row.priority)
        assert log.clock(commitment).due_at == row.due_at
        slo = log.clock(commitment, 1, "SLO").due_at
        assert row.slo_due_at == slo


@given(
    st.integers(1_767_225_600, 1_798_761_600),
    st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "America/St_Johns"]),
)
def test_what_counts_adds_up_and_the_days_are_whole(start: int, name: str) -> None:
    place = ZoneInfo(name)
    times = due_times(read_policy(SOURCE), FIRST_RESPONSE, start, place, {})
    seconds = [sum(end - begin for begin, end in row.counted) for row in times.rows]
    assert seconds[:3] == [15 * 60, 3600, 4 * 3600]
    assert times.begin <= times.start < times.end
    assert all(row.due_at is not None and row.due_at <= times.end for row in times.rows)
    edges = [day.begins_at for day in times.days]
    assert edges == sorted(set(edges))
    assert all(from_seconds(at).astimezone(place).hour in (0, 1) for at in edges)
