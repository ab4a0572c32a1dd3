"""Many alerts within a minute are one message, and a quiet minute ends the storm."""

from datetime import timedelta

from desktop.storm import Storm
from models.queries.alerts import AlertRow
from tests.conftest import NOW


def row(number: int) -> AlertRow:
    return AlertRow(
        number, number, f"CS-{number}", "", "", "P2", "resolution", 1, "sla", NOW, NOW, NOW, 1,
        "Ana Ruiz", "",
    )  # fmt: skip


def test_a_few_a_minute_come_one_by_one_and_the_rest_in_one() -> None:
    storm, alone = Storm(), 0
    for second in range(60):
        rows = storm.gather([row(second)], NOW + timedelta(seconds=second))
        if rows:
            assert len(rows) == second - alone + 1
        else:
            alone += 1
    assert alone == 6


def test_many_at_once_are_one_message_that_more_are_added_to_until_a_quiet_minute() -> None:
    storm = Storm()
    assert len(storm.gather([row(n) for n in range(40)], NOW)) == 40
    again = [row(39), row(40)]
    assert len(storm.gather(again, NOW + timedelta(seconds=30))) == 41
    assert storm.gather([row(41)], NOW + timedelta(seconds=91)) == []


def test_what_was_answered_meanwhile_is_in_no_message_any_more() -> None:
    storm = Storm()
    storm.gather([row(n) for n in range(40)], NOW)
    storm.keep({0, 1, 2})
    found = storm.gather([row(40)], NOW + timedelta(seconds=30))
    assert [one.id for one in found] == [0, 1, 2, 40]


def test_a_clock_that_was_set_back_ends_a_storm_too() -> None:
    storm = Storm()
    storm.gather([row(n) for n in range(40)], NOW)
    assert storm.gather([row(41)], NOW - timedelta(days=3650)) == []
