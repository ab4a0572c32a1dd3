import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.search_field import SearchField


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> SearchField:
    made = SearchField(theme, "Search in the queue")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(field: SearchField) -> list[str]:
    words: list[str] = []
    field.search_changed.connect(words.append)
    return words


def test_typing_is_told_once_it_rests(qtbot: QtBot, field: SearchField, told: list[str]) -> None:
    QTest.keyClicks(field, "payments")
    assert told == []
    qtbot.waitUntil(lambda: told == ["payments"])


def test_enter_tells_at_once_and_leaves(qtbot: QtBot, field: SearchField, told: list[str]) -> None:
    QTest.keyClicks(field, " pay ")
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["pay"]


def test_esc_empties_and_then_leaves(qtbot: QtBot, field: SearchField, told: list[str]) -> None:
    left: list[bool] = []
    field.left.connect(lambda: left.append(True))
    QTest.keyClicks(field, "pay")
    QTest.keyClick(field, Qt.Key.Key_Return)
    left.clear()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), told, left) == ("", ["pay", ""], [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]


def test_ten_megabytes_pasted_are_cut(field: SearchField) -> None:
    field.setText("x" * 10_000_000)
    assert len(field.text()) == 500
