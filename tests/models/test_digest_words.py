"""Many alerts in one sentence."""

from datetime import timedelta

import pytest

from models.digest_words import catch_up_title, digest_title, locked_title
from tests.conftest import NOW


def at(*minutes: int) -> list:  # type: ignore[type-arg]
    return [NOW + timedelta(minutes=each) for each in minutes]


SINCE = NOW - timedelta(minutes=30)


@pytest.mark.parametrize(
    ("owed", "others", "words"),
    [
        ([5, 6, 7, 8], 0, "4 clocks need somebody"),
        ([-5, 0, 7, 8], 0, "4 clocks need somebody, 1 is red"),
        ([-5] * 1200, 34, "1,234 clocks need somebody, 1,200 are red"),
    ],
)
def test_a_digest_counts_what_is_red(owed: list[int], others: int, words: str) -> None:
    assert str(digest_title(at(*owed), others, NOW)) == words


@pytest.mark.parametrize(
    ("owed", "words"),
    [
        ([-10, -5, 12], "2 went red while asleep, 1 in 12 min"),
        ([-40, -5], "1 went red while asleep, 1 was red before"),
        ([-40, -50, -30, 3, 4], "1 went red while asleep, 2 were red before, "
         "2 more, the first in 3 min"),
        ([-40, -50], "2 are red"),
        ([12, 70], "2 clocks are due, the first in 12 min"),
    ],
)  # fmt: skip
def test_what_came_while_asleep(owed: list[int], words: str) -> None:
    assert str(catch_up_title(at(*owed), 0, NOW, SINCE, "asleep")) == words


def test_a_start_and_a_desk_out_of_reach_say_what_they_know() -> None:
    assert str(catch_up_title(at(-10, 12), 0, NOW, None, "start")) == "1 is red, 1 in 12 min"
    said = catch_up_title(at(-10, -20), 1, NOW, SINCE, "unreachable")
    assert str(said) == "2 went red while the desk was out of reach, 1 reminder"


def test_a_locked_screen_tells_how_many_and_how_grave() -> None:
    assert str(locked_title(["P1"])) == "1 alert: P1"
    assert str(locked_title(["P3", "P1", "P3"])) == "3 alerts: P1, 2 × P3"
