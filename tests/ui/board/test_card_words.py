"""What of a card's last line has room: the mark that its holder is off before the words."""

import pytest

from ui.board.card_words import fitting

MARKS = ("▲ not at work by then", "▲ off by then")


@pytest.mark.parametrize(
    ("room", "marks", "said"),
    [
        (45, MARKS, ("10 min · SLO missed", MARKS[0])),
        (35, MARKS, ("10 min · SLO missed", MARKS[1])),
        (30, MARKS, ("10 min", MARKS[0])),
        (24, MARKS, ("10 min", MARKS[1])),
        (24, ("", ""), ("10 min · SLO missed", "20:38")),
        (18, ("", ""), ("10 min · SLO missed", "")),
    ],
)
def test_the_mark_that_the_holder_is_off_takes_the_room_of_the_words(
    room: int, marks: tuple[str, str], said: tuple[str, str]
) -> None:
    found = fitting(
        "10 min · SLO missed", marks, "20:38", lambda left, right: len(left) + len(right) <= room
    )
    assert found == said
