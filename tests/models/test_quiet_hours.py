"""Quiet hours as people type them."""

from datetime import time

import pytest

from models.errors import Problems
from models.quiet_hours import read_quiet_hours


@pytest.mark.parametrize("words", ["22:00–07:00", " 22:00 - 7:00 ", "22:00 to 07:00"])
def test_they_may_go_over_midnight(words: str) -> None:
    hours = read_quiet_hours(words)
    assert hours is not None
    assert str(hours) == "22:00–07:00"
    quiet = [hour for hour in range(24) if hours.cover(time(hour))]
    assert quiet == [0, 1, 2, 3, 4, 5, 6, 22, 23]
    assert not hours.cover(time(7))


def test_within_a_day_they_end_at_their_end() -> None:
    hours = read_quiet_hours("12:00–13:30")
    assert hours is not None
    assert [hours.cover(time(12)), hours.cover(time(13, 29)), hours.cover(time(13, 30))] == [
        True, True, False,
    ]  # fmt: skip


def test_nothing_typed_is_none_and_nonsense_is_told() -> None:
    assert read_quiet_hours("  ") is None
    for words in ("night", "24:00–07:00", "22:61–07:00", "9–17", "07:00–07:00"):
        with pytest.raises(Problems) as refused:
            read_quiet_hours(words)
        assert "quiet_hours" in refused.value.by_field
