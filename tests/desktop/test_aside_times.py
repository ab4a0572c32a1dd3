"""A watch looks aside whenever anything happens, and seldom while nothing does."""

from datetime import timedelta

import pytest

from desktop.aside_times import AsideTimes
from tests.conftest import NOW


def after(seconds: int, mark: int = 7, fired: bool = False, tells: bool = True) -> bool:
    """Whether to, so long after one look aside."""
    times = AsideTimes()
    assert times.due(NOW, 7, False, True)
    return times.due(NOW + timedelta(seconds=seconds), mark, fired, tells)


def test_where_nothing_happened_a_minute_is_let_pass() -> None:
    assert [after(seconds) for seconds in (0, 10, 59, 60, 3_600)] == [
        False, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "happened", [{"mark": 8}, {"fired": True}, {"tells": False}], ids=["log", "fired", "quiet"]
)
def test_whatever_happens_is_followed_at_once(happened: dict[str, int]) -> None:
    assert after(10, **happened)  # type: ignore[arg-type]


def test_a_clock_that_was_set_back_holds_nothing_up() -> None:
    assert after(-10)


def test_what_was_written_of_what_is_told_is_looked_at_again() -> None:
    times = AsideTimes()
    assert times.due(NOW, 7, False, True)
    times.again()
    assert times.due(NOW, 7, False, True)
