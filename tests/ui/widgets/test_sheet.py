import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import press
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.search_field import SearchField
from ui.widgets.sheet import Sheet


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    below = QLineEdit()
    below.setObjectName("below")
    QHBoxLayout(made).addWidget(below)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    below.setFocus()
    return made


@pytest.fixture
def sheet(theme: Theme, window: QWidget) -> Sheet:
    made = Sheet(theme, window, "Close the case")
    made.content.addWidget(QPushButton("First"))
    made.content.addWidget(QPushButton("Second"))
    return made


def focused(window: QWidget) -> str:
    widget = window.focusWidget()
    return widget.text() if isinstance(widget, QPushButton) else widget.objectName()


def test_tab_stays_inside_both_ways(window: QWidget, sheet: Sheet) -> None:
    sheet.show_sheet()
    seen = [focused(window)]
    for _ in range(3):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(focused(window))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert seen == ["First", "Second", "First", "Second"]
    assert focused(window) == "First"


def test_what_is_below_outlives_the_sheet(
    qtbot: QtBot, theme: Theme, window: QWidget, sheet: Sheet
) -> None:
    search = SearchField(theme, "Filter by words", window)
    search.show()
    sheet.show_sheet()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    sheet.close_sheet()
    with qtbot.waitSignal(sheet.destroyed):
        sheet.deleteLater()
    theme.changed.emit(theme.palette)
    assert not search.actions()[0].icon().isNull()


def test_esc_closes_and_gives_the_keyboard_back(
    qtbot: QtBot, window: QWidget, sheet: Sheet
) -> None:
    sheet.show_sheet()
    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert focused(window) == "below"


def test_ctrl_enter_accepts(qtbot: QtBot, window: QWidget, sheet: Sheet) -> None:
    sheet.show_sheet()
    with qtbot.waitSignal(sheet.accepted):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_no_shortcut_reaches_below(window: QWidget, sheet: Sheet) -> None:
    ran: list[bool] = []
    QShortcut("N", window, lambda: ran.append(True))
    sheet.show_sheet()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_N)
    assert ran == []
    sheet.close_sheet()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_N)
    assert ran == [True]


def test_it_follows_the_window_and_stays_inside(window: QWidget, sheet: Sheet) -> None:
    sheet.show_sheet()
    window.resize(400, 300)
    assert sheet.size() == window.size()
    assert sheet.rect().contains(sheet.box.geometry())


def test_a_click_beside_it_closes(window: QWidget, sheet: Sheet) -> None:
    sheet.show_sheet()
    QTest.mouseClick(sheet.box, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert sheet.isHidden()


def test_ctrl_enter_is_the_sheets_whatever_has_the_keyboard(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    sheet = Sheet(theme, window, "Pause")
    pressed: list[str] = []
    cancel = Button(theme, "Cancel")
    cancel.clicked.connect(lambda: pressed.append("cancel"))
    chips = ChipRow(theme, "Waiting on", [ChipSpec("one", "One"), ChipSpec("two", "Two")])
    sheet.content.addWidget(chips)
    sheet.content.addWidget(cancel)
    sheet.show_sheet()
    for widget in (cancel, chips.findChildren(Chip)[1]):
        widget.setFocus()
        with qtbot.waitSignal(sheet.accepted):
            QTest.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (pressed, chips.chosen()) == ([], ("one",))


def test_it_closes_though_what_had_the_keyboard_before_is_gone(
    qtbot: QtBot, window: QWidget, sheet: Sheet
) -> None:
    below = window.findChild(QLineEdit, "below")
    assert below is not None
    sheet.show_sheet()
    with qtbot.waitSignal(below.destroyed):
        below.deleteLater()
    del below
    sheet.close_sheet()
    assert sheet.isHidden()


def test_it_grows_with_a_text_that_grows_in_it(
    qtbot: QtBot, theme: Theme, window: QWidget, sheet: Sheet
) -> None:
    text = GrowingText(theme, least=2, most=8)
    sheet.content.addWidget(text)
    sheet.show_sheet(text)
    before, high = sheet.box.height(), text.height()
    text.setPlainText("A line\n" * 7)
    qtbot.waitUntil(lambda: text.height() > high)
    qtbot.waitUntil(lambda: sheet.box.height() == before + text.height() - high)
    assert text.visibleRegion().boundingRect().height() == text.height()


def test_what_is_higher_than_the_window_scrolls_with_the_keyboard(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    sheet = Sheet(theme, window, "Long")
    lines = [QLineEdit() for _ in range(40)]
    for line in lines:
        sheet.content.addWidget(line)
    sheet.show_sheet()
    assert sheet.rect().contains(sheet.box.geometry())
    for line in (lines[-1], lines[0]):
        line.setFocus()
        qtbot.waitUntil(lambda line=line: line.visibleRegion().boundingRect() == line.rect())  # type: ignore[misc]
    for _ in lines[1:]:
        press(Qt.Key.Key_Tab)
    assert lines[-1].hasFocus()
    qtbot.waitUntil(lambda: lines[-1].visibleRegion().boundingRect() == lines[-1].rect())


def test_a_sheet_that_fits_is_as_high_as_its_content(window: QWidget, sheet: Sheet) -> None:
    sheet.show_sheet()
    last = sheet.findChildren(QPushButton)[-1]
    assert last.visibleRegion().boundingRect() == last.rect()
    assert sheet.box.height() < 160
