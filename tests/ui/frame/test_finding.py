from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QScrollArea

from tests.ui.keyboard import press
from ui.actions import ActionSpec, Offer, Reach
from ui.frame.command_palette import CommandPalette
from ui.frame.shortcuts_sheet import ShortcutsSheet
from ui.ports import Found
from ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.frame.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def finder(desk: "Desk") -> CommandPalette:
    QTest.keyClick(desk.window, Qt.Key.Key_K, CTRL)
    found = desk.window.findChild(CommandPalette)
    assert found is not None
    return found


def offered(finder: CommandPalette) -> list[str]:
    view = finder.findChild(QListView)
    assert view is not None
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def write(words: str) -> None:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, words)


def test_any_action_is_found_and_done(desk: "Desk", finder: CommandPalette) -> None:
    assert finder.isVisible()
    write("new ca")
    assert offered(finder)[0] == "New case"
    press(Qt.Key.Key_Return)
    assert not finder.isVisible()
    assert desk.new_cases == [True]


def test_every_action_in_view_is_offered_without_words(
    desk: "Desk", finder: CommandPalette
) -> None:
    usable = [spec.text for spec, _ in desk.actions.usable() if spec.in_palette]
    assert offered(finder) == usable
    assert {"Queue", "Reviews", "Show keyboard shortcuts", "Colours: dark"} <= set(usable)


def test_a_place_is_found(desk: "Desk", finder: CommandPalette) -> None:
    write("revi")
    press(Qt.Key.Key_Return)
    assert desk.window.place == "reviews"


def test_cases_come_from_the_finder(desk: "Desk", finder: CommandPalette) -> None:
    write("2041")
    assert offered(finder) == ["CS-2041"]
    press(Qt.Key.Key_Return)
    assert desk.found == ["2041"]


def test_enter_waits_for_the_answer_on_its_way_and_opens_nothing_older(
    desk: "Desk", theme: Theme
) -> None:
    asked: dict[str, Callable[[list[Found]], None]] = {}
    opened: list[str] = []

    def ask(words: str, then: Callable[[list[Found]], None]) -> None:
        asked[words] = then

    late = CommandPalette(theme, desk.window, desk.actions, ask)

    def answer(words: str) -> None:
        asked[words]([Found(words, "", "note", partial(opened.append, words))])

    late.open()
    write("CS-1392")
    press(Qt.Key.Key_Return)
    answer("CS-139")
    assert (late.isVisible(), opened) == (True, [])
    answer("CS-1392")
    assert (late.isVisible(), opened) == (False, ["CS-1392"])
    late.open()
    write("CS-13")
    press(Qt.Key.Key_Return)
    write("9")
    answer("CS-139")
    assert (late.isVisible(), opened) == (True, ["CS-1392"])


def test_arrows_choose_round_and_round(desk: "Desk", finder: CommandPalette) -> None:
    write("colours")
    view = finder.findChild(QListView)
    assert view is not None
    rows = len(offered(finder))
    chosen = [view.currentIndex().row()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        press(key)
        chosen.append(view.currentIndex().row())
    assert chosen == [0, 1, 0, rows - 1]


def test_nothing_found_says_so_and_enter_is_harmless(desk: "Desk", finder: CommandPalette) -> None:
    write("q")
    write("zzz")
    write(" ")
    told = [label.text() for label in finder.findChildren(QLabel) if label.isVisible()]
    assert told == [] or told[0].startswith("Nothing fits") or offered(finder)
    press(Qt.Key.Key_Escape)
    assert not finder.isVisible()
    assert desk.page("queue").field.hasFocus()


def test_typing_in_it_runs_no_shortcut(desk: "Desk", finder: CommandPalette) -> None:
    write("n")
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_2, CTRL)
    assert desk.new_cases == []
    assert desk.window.place == "queue"


def test_the_question_mark_shows_every_shortcut(desk: "Desk") -> None:
    desk.window.setFocus()
    # Without Shift: a real keyboard's platform takes it off where the layout needs it for "?".
    QTest.keyClick(desk.window, Qt.Key.Key_Question)
    sheet = desk.window.findChild(ShortcutsSheet)
    assert sheet is not None
    assert sheet.isVisible()
    words = {label.text() for label in sheet.findChildren(QLabel)}
    for spec, action in desk.actions:
        if spec.shortcuts:
            assert action.text() in words
    assert {"Ctrl K", "Ctrl 1", "N", "Open the row", "Enter", "J K"} <= words
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_an_action_added_later_is_in_the_sheet(desk: "Desk") -> None:
    desk.actions.add(
        ActionSpec("case.pause", "Pause", ("P",), category="Case", scope="case"),
        desk.window,
        list,
    )
    sheet = desk.window.findChild(ShortcutsSheet)
    assert sheet is not None
    assert ("Pause", "P") in dict(sheet.groups())["Case"]


def test_the_sheet_begins_with_what_is_alive_here(desk: "Desk") -> None:
    sheet = desk.window.findChild(ShortcutsSheet)
    assert sheet is not None
    far = ActionSpec("reviews.print", "Quarterly PDF", ("Ctrl+P",), category="R", scope="reviews")
    desk.actions.add(far, desk.page("reviews"), list)
    assert [heading for heading, _ in sheet.groups()] == [
        "Cases",
        "Desk",
        "Go to",
        "R",
        "In a list",
    ]
    desk.window.show_place("reviews")
    assert [heading for heading, _ in sheet.groups()] == [
        "Desk",
        "Go to",
        "R",
        "Cases",
        "In a list",
    ]


def test_an_action_of_another_page_waits_until_the_desk_is_open(early_desk: "Desk") -> None:
    ran: list[str] = []
    spec = ActionSpec("reviews.print", "Quarterly PDF", ("Ctrl+P",), scope="reviews")
    early_desk.actions.wanted.emit(Offer(spec, Reach.ELSEWHERE))
    assert (early_desk.window.place, ran) == ("queue", [])
    early_desk.actions.add(spec, early_desk.window, lambda: ran.append("print"))
    early_desk.window.begin(early_desk.workspace.clock, ZoneInfo("Europe/Berlin"))
    early_desk.workspace.settled.emit()
    assert (early_desk.window.place, ran) == ("reviews", ["print"])


@pytest.mark.parametrize("width", [700, 1024, 1440])
def test_no_key_of_the_sheet_is_beyond_its_edge(desk: "Desk", width: int) -> None:
    for number in range(9):
        words = f"Go on with the other new case that was begun, number {number}"
        spec = ActionSpec(f"long.{number}", words, (f"Ctrl+Alt+Shift+{number}",), category="Long")
        desk.actions.add(spec, desk.window, list)
    desk.window.setMinimumSize(0, 0)
    desk.window.resize(1440, 900)
    desk.window.setFocus()
    QTest.keyClick(desk.window, Qt.Key.Key_Question)
    sheet = desk.window.findChild(ShortcutsSheet)
    assert sheet is not None
    desk.window.resize(width, 900)
    QApplication.processEvents()
    assert all(
        scroll.horizontalScrollBar().maximum() == 0 for scroll in sheet.findChildren(QScrollArea)
    )
    inside = sheet.box.rect()
    labels = [label for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert "Ctrl Alt Shift 8" in {label.text() for label in labels}
    for label in labels:
        right = label.mapTo(sheet.box, label.rect().topRight()).x()
        assert right <= inside.right(), label.text()
