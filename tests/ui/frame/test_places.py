from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import press
from ui.frame.drop_veil import DropVeil
from ui.frame.rail import Rail, RailItem
from ui.frame.top_line import FindButton, TopLine
from ui.frame.window_size import fit_to_screen
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from tests.ui.frame.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def titles(desk: "Desk") -> list[str]:
    top = desk.window.findChild(TopLine)
    assert top is not None
    return [label.text() for label in top.findChildren(QLabel) if label.text()]


def buttons(desk: "Desk") -> list[str]:
    top = desk.window.findChild(TopLine)
    assert top is not None
    return [one.text() for one in top.findChildren(ActionButton) if not one.isHidden()]


def items(desk: "Desk") -> dict[str, RailItem]:
    return {item.entry.id: item for item in desk.window.findChildren(RailItem)}


def test_a_page_is_made_at_its_first_visit(desk: "Desk") -> None:
    assert desk.made == []
    QTest.keyClick(desk.window, Qt.Key.Key_2, CTRL)
    QTest.keyClick(desk.window, Qt.Key.Key_1, CTRL)
    QTest.keyClick(desk.window, Qt.Key.Key_2, CTRL)
    assert desk.made == ["Reviews"]
    assert desk.window.place == "reviews"


def test_pages_are_told_when_they_come_and_go(desk: "Desk") -> None:
    queue = desk.page("queue")
    assert queue.told == ["activated"]
    desk.window.show_place("reviews")
    desk.window.show_place("queue")
    assert queue.told == ["activated", "left", "activated"]


def test_of_a_window_that_nobody_sees_the_page_rests(desk: "Desk") -> None:
    queue = desk.page("queue")
    desk.window.showMinimized()
    assert queue.told == ["activated", "left"]
    desk.window.hide()  # to the tray
    assert queue.told == ["activated", "left"]
    desk.window.showNormal()
    assert queue.told == ["activated", "left", "activated"]


def test_a_place_that_opens_while_nobody_sees_the_window_rests_until_somebody_does(
    desk: "Desk",
) -> None:
    desk.window.hide()
    desk.window.show_place("reviews")
    assert desk.page("reviews").told == []
    desk.window.show()
    assert desk.page("reviews").told == ["activated"]
    assert desk.page("queue").told == ["activated", "left"]


def test_of_a_window_minimised_while_its_desk_opens_the_page_rests(early_desk: "Desk") -> None:
    window, queue = early_desk.window, early_desk.page("queue")
    window.showMinimized()
    window.begin(early_desk.workspace.clock, ZoneInfo("Europe/Berlin"))
    assert queue.told == []
    window.showNormal()
    assert queue.told == ["activated"]


def test_a_page_is_told_once_that_its_window_closes(desk: "Desk") -> None:
    desk.window.close()
    assert desk.page("queue").told == ["activated", "left"]


def test_a_case_opens_from_a_page_and_esc_goes_back(desk: "Desk") -> None:
    desk.page("queue").open_case_requested.emit(2041)
    assert (desk.window.place, desk.page("case").shown) == ("case", 2041)
    desk.page("case").open_case_requested.emit(2038)
    assert desk.page("case").shown == 2038
    press(Qt.Key.Key_Escape)
    assert (desk.window.place, desk.page("case").shown) == ("case", 2041)
    press(Qt.Key.Key_Left, ALT)
    assert desk.window.place == "queue"
    press(Qt.Key.Key_Escape)
    assert desk.window.place == "queue"


def test_a_case_made_on_a_page_takes_its_place_in_the_way_back(desk: "Desk") -> None:
    desk.window.show_place("reviews")
    desk.page("reviews").case_made.emit(2042)
    assert (desk.window.place, desk.page("case").shown) == ("case", 2042)
    press(Qt.Key.Key_Escape)
    assert desk.window.place == "queue"


def test_a_case_made_on_a_page_that_was_left_keeps_where_the_person_went(desk: "Desk") -> None:
    desk.window.show_place("reviews")
    desk.window.show_place("import")
    desk.page("reviews").case_made.emit(2042)
    assert (desk.window.place, desk.page("case").shown) == ("case", 2042)
    press(Qt.Key.Key_Escape)
    assert desk.window.place == "import"


def test_a_page_asks_for_a_place(desk: "Desk") -> None:
    desk.page("queue").place_requested.emit("reviews", "2016Q1")
    assert (desk.window.place, desk.page("reviews").shown) == ("reviews", "2016Q1")
    desk.page("reviews").back_requested.emit()
    assert desk.window.place == "queue"


def test_the_top_line_follows_the_page(desk: "Desk") -> None:
    queue = desk.page("queue")
    queue.set_subtitle("31 open · 14 shown")
    assert titles(desk) == ["Queue", "31 open · 14 shown"]
    assert buttons(desk) == ["New case"]
    assert desk.window.windowTitle() == "Queue – Leadline"
    desk.window.show_place("reviews")
    queue.set_subtitle("30 open")
    assert titles(desk) == ["Reviews"]
    assert buttons(desk) == []
    desk.page("reviews").set_title("Reviews of Q2")
    assert titles(desk) == ["Reviews of Q2"]


def test_the_rail_shows_place_and_counts(desk: "Desk") -> None:
    desk.page("queue").count_changed.emit(31)
    desk.window.show_count("reviews", 2)
    rail = items(desk)
    assert list(rail) == ["queue", "reviews", "import"]
    assert rail["queue"].accessibleName() == "Queue, 31"
    assert rail["reviews"].accessibleName() == "Reviews, 2"
    desk.window.show_count("reviews", 0)
    assert rail["reviews"].accessibleName() == "Reviews"
    desk.window.open_case(7)
    assert not any(item.isChecked() for item in rail.values())
    desk.window.show_place("reviews")
    assert [name for name, item in rail.items() if item.isChecked()] == ["reviews"]


def test_arrows_in_the_rail_stay_there_and_enter_goes_on(qtbot: QtBot, desk: "Desk") -> None:
    rail = items(desk)
    rail["queue"].setFocus()
    QTest.keyClick(rail["queue"], Qt.Key.Key_Down)
    assert desk.window.place == "reviews"
    assert rail["reviews"].hasFocus()
    QTest.keyClick(rail["reviews"], Qt.Key.Key_Return)
    assert desk.page("reviews").field.hasFocus()


def test_a_click_in_the_rail_goes_to_work(desk: "Desk") -> None:
    QTest.mouseClick(items(desk)["reviews"], Qt.MouseButton.LeftButton)
    assert desk.window.place == "reviews"
    assert desk.page("reviews").field.hasFocus()


def test_in_a_small_window_the_find_field_gives_way_to_the_subtitle(desk: "Desk") -> None:
    find = desk.window.findChild(FindButton)
    assert find is not None
    widths = []
    for width in (1440, 1000):
        desk.window.resize(width, 640)
        desk.window.grab()
        widths.append(find.width())
    assert widths[0] == 300
    assert widths[1] < 150


@pytest.mark.parametrize(("width", "narrow"), [(1440, False), (1000, True)])
def test_a_small_window_has_a_narrow_rail_and_keeps_its_words(
    desk: "Desk", width: int, narrow: bool
) -> None:
    desk.window.resize(width, 640)
    desk.page("queue").set_subtitle("31 open · 14 shown · next to breach first")
    desk.window.grab()
    rail, top = desk.window.findChild(Rail), desk.window.findChild(TopLine)
    assert rail is not None
    assert top is not None
    assert (rail.width() < 100) is narrow
    assert [label.toolTip() for label in top.findChildren(ElidedLabel)] == [""]


def test_what_is_not_daily_work_stands_at_the_foot_with_its_own_keys(desk: "Desk") -> None:
    rail = items(desk)
    assert rail["import"].y() > rail["reviews"].geometry().bottom() + 100
    QTest.keyClick(desk.window, Qt.Key.Key_3, CTRL)
    assert desk.window.place == "queue"
    QTest.keyClick(desk.window, Qt.Key.Key_I, CTRL)
    assert desk.window.place == "import"
    assert rail["import"].isChecked()


def test_a_dropped_file_opens_the_place_that_takes_it(desk: "Desk") -> None:
    veil = desk.window.findChild(DropVeil)
    assert veil is not None
    veil.files_dropped.emit([Path("/logs/incidents.csv")])
    assert (desk.window.place, desk.page("import").shown) == ("import", Path("/logs/incidents.csv"))


def test_who_wishes_to_go_elsewhere_before_the_desk_is_open_goes_then(early_desk: "Desk") -> None:
    window = early_desk.window
    QTest.keyClick(window, Qt.Key.Key_I, CTRL)
    window.open_case(7)
    assert (window.place, early_desk.made) == ("queue", [])
    window.begin(early_desk.workspace.clock, ZoneInfo("Europe/Berlin"))
    assert (window.place, early_desk.made) == ("case", ["Case"])
    assert early_desk.page("case").shown == 7
    window.go_back()
    assert window.place == "queue"


def test_a_window_is_no_larger_than_its_screen(desk: "Desk") -> None:
    room = desk.window.screen().availableSize()
    desk.window.resize(room.width() + 500, room.height() + 500)
    fit_to_screen(desk.window)
    assert desk.window.width() <= room.width()
    assert desk.window.height() < room.height()
    desk.window.resize(801, 530)
    fit_to_screen(desk.window)
    assert (desk.window.width(), desk.window.height()) == (min(801, room.width()), 530)


def type_here(words: str) -> None:
    """Type wherever the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, words)


def test_a_place_that_opens_under_a_sheet_has_the_keyboard_once_that_is_closed(
    desk: "Desk", theme: Theme
) -> None:
    sheet, line = Sheet(theme, desk.window, "Reason"), QLineEdit()
    sheet.content.addWidget(line)
    sheet.show_sheet(line)
    desk.window.open_case(2041)
    type_here("in a")
    desk.window.open_case(2041)
    type_here(" call")
    assert line.text() == "in a call"
    press(Qt.Key.Key_Escape)
    assert desk.page("case").field.hasFocus()
