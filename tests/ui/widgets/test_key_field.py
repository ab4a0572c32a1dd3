"""A number typed, or words that find it: Enter never means what was found for other words."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.key_field import FoundKey, KeyField

Answer = Callable[[Sequence[FoundKey]], None]
FOUND = [FoundKey("CS-1001", "Exports stall"), FoundKey("CS-1002", "Exports are slow")]


class Shown(NamedTuple):
    """The field, what waits for an answer by words, and what was entered."""

    over: QWidget
    field: KeyField
    waiting: dict[str, Answer]
    entered: list[str]


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    over, waiting, entered = QWidget(), dict[str, Answer](), list[str]()
    field = KeyField(theme, lambda words, _asker, then: waiting.__setitem__(words, then))
    field.returnPressed.connect(lambda: entered.append(field.key()))
    column = QVBoxLayout(over)
    column.addWidget(field)
    column.addWidget(field.found)
    qtbot.addWidget(over)
    over.show()
    return Shown(over, field, waiting, entered)


def test_enter_chooses_the_first_and_then_means_it(shown: Shown) -> None:
    _, field, waiting, entered = shown
    QTest.keyClicks(field, "exports")
    waiting["exports"](FOUND)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.key(), entered) == ("CS-1001", [])
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered == ["CS-1002"]


def test_what_was_found_for_the_beginning_is_not_meant(shown: Shown) -> None:
    _, field, waiting, entered = shown
    QTest.keyClicks(field, "CS-1")
    waiting["CS-1"](FOUND)
    QTest.keyClicks(field, "003")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered == ["CS-1003"]


def test_an_answer_to_other_words_comes_too_late(shown: Shown) -> None:
    _, field, waiting, entered = shown
    QTest.keyClicks(field, "exports")
    late = waiting["export"]
    waiting["exports"](())
    late(FOUND)
    assert not field.found.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert entered == ["exports"]
