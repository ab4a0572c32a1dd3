"""Tab's order among widgets that were made late, and what the walk along it leaves behind."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.tab_order import tab_before


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    qtbot.addWidget(made)
    return made


def add(window: QWidget, name: str) -> QPushButton:
    """A button at the end of the window, and last in Tab's order."""
    made = QPushButton(name)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


def test_what_was_made_later_is_reached_before(qtbot: QtBot, window: QWidget) -> None:
    first, last = add(window, "First"), add(window, "Last")
    later = [add(window, "Second"), add(window, "Third")]
    tab_before(last, later)
    window.show()
    first.setFocus()
    qtbot.waitUntil(window.isActiveWindow)
    reached = []
    for _ in range(4):
        focused = window.focusWidget()
        assert isinstance(focused, QPushButton)
        reached.append(focused.text())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == ["First", "Second", "Third", "Last"]


def test_a_row_that_goes_takes_nothing_of_the_window_with_it(qtbot: QtBot, window: QWidget) -> None:
    first, label = add(window, "First"), QLabel("Clocks", window)
    last, row = add(window, "Last"), add(window, "Second")
    tab_before(last, [row])
    tab_before(last, [row])
    with qtbot.waitSignal(row.destroyed):
        row.deleteLater()
    assert all(shiboken6.isValid(widget) for widget in (window, first, label, last))
