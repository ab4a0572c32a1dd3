"""Every sheet of a case by keyboard alone: where it begins, how it goes round, how it is left."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import timeline, type_words
from tests.ui.keyboard import press
from ui.page_actions import CASE
from ui.widgets.buttons import Button
from ui.widgets.sheet import Sheet
from ui.widgets.text_line import LONGEST

ASKED = (
    "assign", "needs", "priority", "pause", "resolve", "exclude", "duplicate", "merge", "split",
    "escalate", "link", "facts", "situation", "access", "deadline", "began", "waited", "channel",
    "roles", "hang", "hit", "hotfix",
)  # fmt: skip
"""What is asked about an open case in a form."""


def test_tab_goes_round_in_each_sheet_and_escape_gives_the_keyboard_back(shown: Shown) -> None:
    for name in ASKED:
        sheet = opened_sheet(shown, name)
        went = list(stops(sheet))
        told = [one.text() for one in went if isinstance(one, Button)]
        assert told[0] == "Cancel", name
        assert len(told) == 2, name
        assert all(one.accessibleName() or isinstance(one, Button) for one in went), name
        press(Qt.Key.Key_Escape)
        assert sheet_of(shown) is None, name
        assert timeline(shown).hasFocus(), name


def test_a_list_of_a_sheet_shows_that_it_has_the_keyboard(shown: Shown) -> None:
    for name in ("assign", "access", "split"):
        sheet = opened_sheet(shown, name)
        names = QApplication.focusWidget()
        assert names is not None
        edge = names.grab().toImage().pixel(names.width() // 2, 0)
        press(Qt.Key.Key_Tab)
        assert edge != names.grab().toImage().pixel(names.width() // 2, 0), name
        sheet.close_sheet()


def test_a_box_to_tick_shows_that_it_has_the_keyboard(shown: Shown) -> None:
    sheet = opened_sheet(shown, "link")
    box = sheet.findChildren(QCheckBox)[0]
    box.show()
    looks = []
    for focused in (sheet.findChildren(Button)[0], box):
        focused.setFocus()
        looks.append(box.grab(box.rect().adjusted(0, 0, 20 - box.width(), 0)).toImage())
    assert looks[0] != looks[1]


def test_enter_in_a_line_of_the_facts_saves_them(shown: Shown) -> None:
    opened_sheet(shown, "facts")
    press(Qt.Key.Key_End)
    type_words(", again")
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: case.row.title.endswith(", again"))


def test_enter_on_a_name_that_is_offered_takes_it_and_sends_nothing(shown: Shown) -> None:
    sheet = opened_sheet(shown, "facts")
    press(Qt.Key.Key_Tab)
    customer = QApplication.focusWidget()
    assert isinstance(customer, QLineEdit)
    customer.clear()
    type_words("cont")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert customer.text() == "Contoso"
    assert sheet.isVisible()
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: case.row.customer == "Contoso")


def test_what_is_more_than_a_line_of_the_facts_holds_is_refused_and_not_cut(shown: Shown) -> None:
    sheet = opened_sheet(shown, "facts")
    title = QApplication.focusWidget()
    assert isinstance(title, QLineEdit)
    before = title.text()
    QApplication.clipboard().setText("a" * (LONGEST + 1))
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown.qtbot.waitUntil(lambda: "Not pasted" in " ".join(sheet_words(sheet)))
    assert title.text() == before


def opened_sheet(shown: Shown, name: str) -> Sheet:
    """The sheet that the action's key opens."""
    (keys,) = CASE[name].shortcuts
    combined = QKeySequence(keys)[0]  # type: ignore[index]
    QTest.keyClick(timeline(shown), combined.key(), combined.keyboardModifiers())
    shown.qtbot.waitUntil(lambda: sheet_of(shown) is not None)
    found = sheet_of(shown)
    assert found is not None
    return found


def sheet_of(shown: Shown) -> Sheet | None:
    """The sheet in sight."""
    sheets = shown.page.window().findChildren(Sheet)
    return next((one for one in sheets if one.isVisible()), None)


def sheet_words(sheet: Sheet) -> list[str]:
    """What its fields say is wrong."""
    return [field.accessibleDescription() for field in sheet.findChildren(QLineEdit)]


def stops(sheet: Sheet) -> Iterator[QWidget]:
    """Everything that Tab goes through, once round."""
    first = focused = QApplication.focusWidget()
    while focused is not None:
        assert sheet.isAncestorOf(focused), focused
        yield focused
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is first:
            return
