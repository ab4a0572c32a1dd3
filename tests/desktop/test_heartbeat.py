"""A clock that was set, and a machine that slept, are noticed; ordinary time is not."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.heartbeat import STOPPED, Heartbeat


class Machine:
    """Both times of a machine, moved by hand."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
        self.steady = 1_000.0

    def heartbeat(self) -> Heartbeat:
        return Heartbeat(lambda: self.wall, lambda: self.steady)

    def goes_on(self, seconds: float, jump: timedelta = timedelta()) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds) + jump


def test_time_that_goes_on_is_no_jump() -> None:
    machine = Machine()
    heart = machine.heartbeat()
    for _ in range(1_000):
        machine.goes_on(10.0, timedelta(milliseconds=5))
        assert heart.beat() == timedelta()


@pytest.mark.parametrize(
    "jump",
    [
        timedelta(seconds=3), timedelta(seconds=-3), timedelta(hours=2), timedelta(hours=-2),
        timedelta(days=3650), timedelta(days=-3650),
    ],
)  # fmt: skip
def test_a_jump_is_told_once_and_how_far_it_went(jump: timedelta) -> None:
    machine = Machine()
    heart = machine.heartbeat()
    machine.goes_on(10.0, jump)
    assert heart.beat() == jump
    machine.goes_on(10.0)
    assert heart.beat() == timedelta()


def test_a_process_that_stood_still_has_a_gap_though_no_clock_jumped() -> None:
    machine = Machine()
    heart = machine.heartbeat()
    machine.goes_on(1.0)
    assert heart.beat() == timedelta()
    assert heart.gap < STOPPED
    machine.goes_on(40.0)
    assert heart.beat() == timedelta()
    assert heart.gap >= STOPPED


def test_a_second_is_nothing() -> None:
    machine = Machine()
    heart = machine.heartbeat()
    machine.goes_on(10.0, timedelta(seconds=1))
    assert heart.beat() == timedelta()
