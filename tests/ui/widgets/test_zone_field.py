from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import press
from ui.theme import Theme
from ui.widgets.zone_field import ZoneField


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> ZoneField:
    made = ZoneField("Zone of the log")
    qtbot.addWidget(made)
    made.show_zone("Europe/Berlin")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def type_words(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("  new   york ", "America/New_York"),
        ("reykjav", "Atlantic/Reykjavik"),
        ("utc", "UTC"),
    ],
)
def test_any_part_of_a_name_finds_the_zone(
    qtbot: QtBot, field: ZoneField, typed: str, zone: str
) -> None:
    type_words(typed)
    with qtbot.waitSignal(field.zone_chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [zone]
    assert (field.currentText(), field.zone, field.problem) == (zone, zone, False)


def test_what_is_no_zone_is_marked_and_the_last_one_kept(qtbot: QtBot, field: ZoneField) -> None:
    for typed in ("Mars", "america"):
        type_words(typed)
        press(Qt.Key.Key_Return)
        assert (field.zone, field.problem) == ("Europe/Berlin", True)
        assert field.accessibleDescription() == "This is not a time zone"
    type_words("Oslo")  # over what was wrong
    with qtbot.waitSignal(field.zone_chosen):
        press(Qt.Key.Key_Return)
    assert (field.zone, field.problem) == ("Europe/Oslo", False)
    type_words("Mars")
    press(Qt.Key.Key_Return)
    field.show_zone("Europe/Berlin")
    assert not field.problem


def test_the_same_zone_again_is_no_news(qtbot: QtBot, field: ZoneField) -> None:
    with qtbot.assertNotEmitted(field.zone_chosen):
        type_words("berlin")
        press(Qt.Key.Key_Return)
    assert field.currentText() == "Europe/Berlin"


def test_a_list_opens_while_typing_and_a_line_is_taken(qtbot: QtBot, field: ZoneField) -> None:
    type_words("kathm")
    completer = field.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "Asia/Kathmandu"
    with qtbot.waitSignal(field.zone_chosen) as told:
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
    assert told.args == ["Asia/Kathmandu"]


def test_the_wheel_changes_nothing(field: ZoneField) -> None:
    at = QPointF(5, 5)
    turned = QWheelEvent(
        at, at, QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, turned)
    assert field.currentText() == "Europe/Berlin"


def test_it_has_a_name(field: ZoneField, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(field) == []


def test_one_row_of_its_list_is_measured_for_all(field: ZoneField) -> None:
    """Qt measured six hundred whenever the field was styled, half of what a page's opening took."""
    rows = field.view()
    assert isinstance(rows, QListView)
    assert rows.uniformItemSizes()
