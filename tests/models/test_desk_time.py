"""The desk's one clock: running, offset, standing still."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from models.desk_time import RunningClock, StoppedClock, whole_second

NOON = datetime(2026, 5, 12, 12, 0, 0, 700_000, tzinfo=UTC)


class Machine:
    """A machine's time that a test sets."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def __call__(self) -> datetime:
        return self.instant


def test_an_instant_is_truncated_to_the_second_in_utc() -> None:
    local = NOON.astimezone(timezone(timedelta(hours=2)))
    assert whole_second(local) == NOON.replace(microsecond=0)
    assert whole_second(local).tzinfo is UTC


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        whole_second(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        StoppedClock(NOON.replace(tzinfo=None)).now()


def test_a_running_clock_goes_with_the_machine_and_its_offset() -> None:
    machine = Machine(NOON)
    clock = RunningClock(timedelta(minutes=-3), machine)
    assert clock.now() == datetime(2026, 5, 12, 11, 57, tzinfo=UTC)
    machine.instant += timedelta(seconds=30)
    assert clock.now() == datetime(2026, 5, 12, 11, 57, 30, tzinfo=UTC)
    clock.offset = timedelta()
    assert clock.now() == datetime(2026, 5, 12, 12, 0, 30, tzinfo=UTC)


def test_a_past_clock_starts_at_its_instant_and_goes_on() -> None:
    machine, past = Machine(NOON), datetime(2016, 3, 10, 9, tzinfo=UTC)
    clock = RunningClock.starting_at(past, machine)
    assert clock.now() == past
    machine.instant += timedelta(hours=2)
    assert clock.now() == past + timedelta(hours=2)


def test_how_long_it_is_until_an_instant_is_exact() -> None:
    clock = RunningClock(source=Machine(NOON))
    due = datetime(2026, 5, 12, 12, 0, 2, tzinfo=UTC)
    assert clock.seconds_until(due) == pytest.approx(1.3)
    assert clock.seconds_until(clock.now()) == pytest.approx(-0.7)


def test_a_stopped_clock_stands_still() -> None:
    clock = StoppedClock(NOON)
    assert clock.now() == clock.now() == NOON.replace(microsecond=0)
    assert clock.seconds_until(NOON + timedelta(seconds=9)) == 9
