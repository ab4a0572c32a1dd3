from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.handbook.zones import zone
from ui.widgets.instant_field import InstantField


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"])
@pytest.mark.parametrize(
    "instant",
    [
        datetime(2016, 3, 10, 9, 0, tzinfo=UTC),
        datetime(2016, 3, 27, 1, 30, tzinfo=UTC),  # Berlin skipped an hour just before
        datetime(2016, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
def test_an_instant_comes_out_as_it_went_in(qtbot: QtBot, name: str, instant: datetime) -> None:
    field = InstantField("When", zone(name))
    qtbot.addWidget(field)
    field.show_instant(instant)
    assert field.instant == instant


def test_arrows_change_the_part_in_hand_within_the_bounds(qtbot: QtBot) -> None:
    field = InstantField("When", zone("Europe/Berlin"))
    qtbot.addWidget(field)
    field.set_bounds(datetime(2016, 3, 1, 8, tzinfo=UTC), datetime(2016, 3, 11, 8, tzinfo=UTC))
    field.show_instant(datetime(2016, 3, 10, 7, tzinfo=UTC))
    field.setCurrentSection(InstantField.Section.DaySection)
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "11 Mar 2016  08:00"
