"""A stored clock read at an instant: what is left of it, its state, and its words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.handbook.calendar import BusinessCalendar
from models.handbook.clock import Pause
from models.handbook.instants import to_seconds
from models.reading import Reader, Standing

ALWAYS = BusinessCalendar.always()
OFFICE = BusinessCalendar(
    "Europe/Berlin", dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "18:00"),))
)
DUE = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


def reader(now: datetime) -> Reader:
    calendars = {calendar.fingerprint: calendar for calendar in (ALWAYS, OFFICE)}
    return Reader(now, ZoneInfo("Europe/Berlin"), calendars)


def standing(*pauses: tuple[float, float | None]) -> Standing:
    """A clock of four hours due at `DUE`; pauses in hours from then."""
    seconds: list[Pause] = [
        (_at(begin), None if end is None else _at(end)) for begin, end in pauses
    ]
    paused = bool(pauses) and pauses[-1][1] is None
    return Standing(
        ALWAYS.fingerprint, 14_400, DUE, None, None, None, paused, None, pauses=seconds
    )  # fmt: skip


def _at(hours: float) -> int:
    return to_seconds(DUE) + int(hours * 3600)


def over(clock: Standing, hours: float) -> float:
    return -reader(DUE + timedelta(hours=hours)).remaining(clock) / 3600


def test_what_is_left_and_what_is_over() -> None:
    assert over(standing(), -1.5) == -1.5
    assert over(standing(), 3) == 3


def test_a_pause_after_the_due_time_is_not_counted_as_over() -> None:
    assert over(standing((1, 3)), 4) == 2
    assert over(standing((1, 3), (3.5, 4)), 4) == 1.5


def test_what_is_over_stands_still_while_it_is_paused_and_says_so() -> None:
    clock = standing((2, None))
    assert over(clock, 2) == over(clock, 50) == 2
    now = reader(DUE + timedelta(hours=50))
    assert now.state(clock) == "breached"
    assert str(now.gauge(clock).words) == "2 h over, paused"


def test_pauses_before_the_due_time_are_in_it_already() -> None:
    assert over(standing((-3, -2)), 1) == 1


def test_the_due_second_itself_is_as_urgent_as_the_one_before() -> None:
    clock = replace(standing(), warn_at=DUE - timedelta(hours=1))
    at, before = reader(DUE).gauge(clock), reader(DUE - timedelta(seconds=1)).gauge(clock)
    assert at.imminent
    assert before.imminent
    assert at.state == "at_risk"
    assert reader(DUE + timedelta(seconds=1)).state(clock) == "breached"


def test_a_target_of_minutes_is_not_urgent_before_its_first_warning() -> None:
    warned = DUE - timedelta(minutes=4)
    clock = replace(standing(), target_seconds=900, warn_at=warned)
    calm = reader(warned - timedelta(seconds=1)).gauge(clock)
    assert (calm.state, calm.imminent) == ("calm", False)
    assert reader(warned).gauge(clock).imminent


@given(st.integers(-90_000, 90_000), st.integers(0, 59))
def test_what_is_left_is_the_sum_of_the_minutes_shown_beside_it(seconds: int, second: int) -> None:
    """“1 min over” beside 14:02 and a due time of 14:00 is a contradiction."""
    due = DUE + timedelta(seconds=second)
    now = due + timedelta(seconds=seconds)
    words = str(reader(now).gauge(replace(standing(), due_at=due)).words)
    if abs(seconds) < 60:
        assert words in (f"{abs(seconds)} s", f"{abs(seconds)} s over")
        return
    shown = abs(to_seconds(now) // 60 - to_seconds(due) // 60)
    span = f"{shown} min" if shown < 60 else f"{shown // 60} h {shown % 60:02}".removesuffix(" 00")
    assert words == (f"{span} over" if seconds > 0 else span)


@given(
    st.sampled_from([ALWAYS, OFFICE]), st.integers(-90_000, 90_000), st.integers(0, 59),
    st.sampled_from([900, 14_400, 259_200]), st.booleans(), st.floats(0, 1),
)  # fmt: skip
def test_until_it_changes_a_clock_looks_as_it_does_now(
    calendar: BusinessCalendar, seconds: int, second: int, target: int, paused: bool, part: float
) -> None:
    """So that a table need not be read again meanwhile; what tells seconds may be five old."""
    due = DUE + timedelta(seconds=second)
    clock = Standing(
        calendar.fingerprint, target, due, due - timedelta(minutes=61, seconds=7),
        due - timedelta(minutes=33, seconds=40), target // 2, paused and seconds > 0, None,
    )  # fmt: skip
    now = reader(due + timedelta(seconds=seconds))
    until = now.changes_at(clock, now.remaining(clock))
    assert until is not None
    ahead = int((until - now.now).total_seconds())
    assert 0 < ahead <= 60
    later = reader(now.now + timedelta(seconds=int(part * (ahead - 1))))
    before, after = now.gauge(clock), later.gauge(clock)
    assert abs(after.share_left - before.share_left) <= max(1 / 100, 5 / target)
    if later.now - now.now > timedelta(seconds=5):
        assert replace(after, share_left=0.0) == replace(before, share_left=0.0)


def test_a_clock_of_office_hours_is_not_looked_at_by_the_second_while_they_are_over() -> None:
    """What is left stands still until Monday: only the minute beside it moves."""
    closing = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)  # a Friday, 18:00 in Berlin
    for after, due in ((timedelta(hours=30), closing), (timedelta(), closing + timedelta(days=2))):
        clock = replace(standing(), calendar=OFFICE.fingerprint, due_at=due)
        now = reader(closing + after + timedelta(seconds=1))
        left = now.remaining(clock)
        assert left == 0
        assert now.changes_at(clock, left) == now.now + timedelta(seconds=59)


def test_a_clock_that_waits_or_has_stopped_looks_the_same_until_something_happens() -> None:
    waits = replace(standing(), due_at=None, paused=True, remaining_seconds=60)
    stopped = replace(standing(), stopped_at=DUE)
    now = reader(DUE)
    assert now.changes_at(waits, 60) is None
    assert now.changes_at(stopped, 0) is None
