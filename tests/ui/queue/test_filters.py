"""The filter's sheet, what is on, and saved views: all by keyboard, all taken back."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
)

from models.commands.closing import resolve
from models.commands.facts import edit_facts
from models.commands.views import save_view
from models.database import Database
from models.queue_filter import QueueFilter
from tests.conftest import MovingClock
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from tests.ui.queue.conftest import Opener, Queue, ids
from ui.actions import Actions
from ui.queue.filter_bar import FilterBar
from ui.queue.view_menu import ViewMenu
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.filter_sheet import FilterSheet
from ui.widgets.filter_strip import FilterStrip
from ui.widgets.language_list import LanguageBox

ALL = ("CS-1003", "CS-1001", "CS-1004", "CS-1002")
LEFT = "Resolved, not closed for 3 days"


def filter_sheet(queue: Queue) -> FilterSheet:
    """The filter's sheet, opened by its key."""
    press(Qt.Key.Key_F)
    return queue.page.window().findChildren(FilterSheet)[-1]


def strip(queue: Queue) -> list[Button]:
    """The buttons that take a part of the filter off."""
    buttons = queue.page.findChildren(FilterStrip)[0].findChildren(Button)
    return [one for one in buttons if one.isVisible() and one.text().endswith("✕")]


def views(queue: Queue) -> ViewMenu:
    """The button of the saved views."""
    return queue.page.findChildren(ViewMenu)[0]


def menu(queue: Queue) -> list[str]:
    """What the menu of views offers, opened by its key and closed again."""
    press(Qt.Key.Key_V)
    found = views(queue).menu_of_views
    said = [action.text() for action in found.actions() if not action.isSeparator()]
    found.hide()
    queue.page.activateWindow()
    queue.page.focus_first()
    return said


def save(queue: Queue, name: str) -> None:
    """Type a name into the sheet of a new view, and Enter."""
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    queue.sheet()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_is_ticked_is_shown_at_once_and_taken_off_by_its_button(queue: Queue) -> None:
    sheet = filter_sheet(queue)
    boxes = {box.accessibleName(): box for box in sheet.findChildren(QCheckBox)}
    QTest.keyClick(boxes["Priority: P3"], Qt.Key.Key_Space)
    queue.wait_for("CS-1002")
    QTest.keyClick(boxes["Priority: P2"], Qt.Key.Key_Space)
    queue.wait_for("CS-1001", "CS-1004", "CS-1002")
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    (button,) = strip(queue)
    assert button.accessibleName() == "Take off: Priority: P2, P3"
    button.click()
    queue.wait_for(*ALL)
    assert strip(queue) == []


def test_where_it_happens_is_typed_and_taken_off_by_its_button(queue: Queue) -> None:
    change = partial(edit_facts, case_id=ids(queue.database, "CS-1002")[0],
                     facts={"product": "Exports", "version": "4.2.1"})  # fmt: skip
    queue.database.write(change)
    sheet = filter_sheet(queue)
    fields = {field.accessibleName(): field for field in sheet.findChildren(QLineEdit)}
    QTest.keyClicks(fields["Product"], "exp")
    queue.wait_for("CS-1002")
    QTest.keyClicks(fields["Version"], "4.2")
    press(Qt.Key.Key_Escape)
    queue.qtbot.waitUntil(lambda: len(strip(queue)) == 2)
    product, version = strip(queue)
    assert product.accessibleName() == "Take off: Product: exp"
    assert version.accessibleName() == "Take off: Version: 4.2"
    product.click()
    queue.qtbot.waitUntil(lambda: len(strip(queue)) == 1)
    strip(queue)[0].click()
    queue.wait_for(*ALL)


@pytest.mark.parametrize("action", ["clear", "ended", "view"])
def test_words_that_are_not_on_yet_go_with_the_filter_they_were_typed_for(
    open_queue: Opener, database: Database, actions: Actions, action: str
) -> None:
    database.write(partial(save_view, name="Ours", shown=QueueFilter(chip="paused"), shared=True))
    queue = open_queue()
    queue.qtbot.waitUntil(lambda: menu(queue)[0] == "Ours  ·  team")
    press(Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "abc")
    if action == "view":
        views(queue).open()
        views(queue).menu_of_views.actions()[0].trigger()
    else:
        actions.action(f"queue.{action}").trigger()
    assert field.text() == ""


def test_an_agent_and_nobody_are_chosen_from_one_list(queue: Queue) -> None:
    agents = filter_sheet(queue).findChildren(QComboBox)[0]
    for words, shown in (
        ("Ben Okafor", ("CS-1002",)),
        ("Nobody: unassigned", ("CS-1003", "CS-1004")),
        ("Anybody", ALL),
    ):
        agents.setFocus()
        QTest.keyClicks(agents, words[0])
        if agents.currentText() != words:
            agents.setCurrentText(words)
            agents.activated.emit(agents.currentIndex())
        queue.wait_for(*shown)


def test_a_language_is_chosen_from_a_list_and_taken_off_by_its_button(queue: Queue) -> None:
    case_id = ids(queue.database, "CS-1002")[0]
    queue.database.write(partial(edit_facts, case_id=case_id, facts={"language": "German"}))
    box = filter_sheet(queue).findChildren(LanguageBox)[0]
    queue.qtbot.waitUntil(lambda: box.itemText(1) == "German")
    box.setFocus()
    press(Qt.Key.Key_Down)
    queue.wait_for("CS-1002")
    press(Qt.Key.Key_Escape)
    queue.qtbot.waitUntil(lambda: len(strip(queue)) == 1)
    assert strip(queue)[0].accessibleName() == "Take off: Language: German"
    strip(queue)[0].click()
    queue.wait_for(*ALL)


def test_a_view_is_saved_chosen_renamed_and_deleted(queue: Queue) -> None:
    assert menu(queue) == [LEFT, "Save this view…"]
    queue.chip("P1–P2").click()
    queue.wait_for("CS-1003", "CS-1001", "CS-1004")
    queue.page.focus_first()
    save(queue, "Loud & urgent")
    queue.no_sheet()
    queue.qtbot.waitUntil(lambda: views(queue).text() == "View: Loud & urgent")
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    queue.wait_for(*ALL)
    assert views(queue).text() == "Views"
    assert menu(queue) == ["Loud && urgent", LEFT, "Save this view…"]
    views(queue).menu_of_views.actions()[0].trigger()
    queue.wait_for("CS-1003", "CS-1001", "CS-1004")
    assert menu(queue)[-2:] == ["Rename “Loud && urgent”…", "Delete “Loud && urgent”"]
    views(queue).menu_of_views.actions()[-1].trigger()
    queue.qtbot.waitUntil(lambda: views(queue).text() == "Views")
    queue.wait_for("CS-1003", "CS-1001", "CS-1004")


def test_a_view_whose_sheet_was_left_while_it_was_saved_is_no_draft(queue: Queue) -> None:
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    queue.sheet()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Loud")
    save_and_leave(queue.workspace, queue.no_sheet)
    queue.qtbot.waitUntil(lambda: "Loud" in menu(queue))
    assert queue.drafts.drafts.get("view") == {}


def test_what_was_resolved_and_not_closed_is_a_view_of_every_desk(
    queue: Queue, clock: MovingClock
) -> None:
    (early, late) = ids(queue.database, "CS-1001", "CS-1002")
    queue.workspace.write(partial(resolve, case_ids=[early]))
    queue.wait_for("CS-1003", "CS-1004", "CS-1002")
    clock.instant += timedelta(days=1)
    queue.workspace.write(partial(resolve, case_ids=[late]))
    queue.wait_for("CS-1003", "CS-1004")
    clock.instant += timedelta(days=2)
    menu(queue)
    views(queue).menu_of_views.actions()[0].trigger()
    queue.wait_for("CS-1001")
    assert views(queue).text() == "View: Unclosed for 3 days"
    shown = [one.text() for one in queue.page.findChildren(Button)]
    assert any(words.startswith("Resolved 3 days ago or more") for words in shown)
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    sheet = queue.sheet()
    for part in sheet.findChildren(QPlainTextEdit):
        part.setPlainText("none")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    queue.no_sheet()
    queue.wait_for()


def test_a_name_that_is_taken_is_said_in_the_sheet_and_what_was_typed_stays(queue: Queue) -> None:
    save(queue, "Night")
    queue.no_sheet()
    save(queue, "Night")
    sheet = queue.sheet()
    banner = sheet.findChildren(Banner)[0]
    queue.qtbot.waitUntil(banner.isVisible)
    assert "There is a view called “Night”." in banner.accessibleName()
    assert sheet.findChildren(QLineEdit)[0].text() == "Night"


def test_the_name_of_a_view_that_was_left_is_there_again_for_the_same_filter(
    queue: Queue,
) -> None:
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    queue.sheet()
    typed = QApplication.focusWidget()
    assert isinstance(typed, QLineEdit)
    QTest.keyClicks(typed, "All of the ni")
    press(Qt.Key.Key_Escape)
    queue.no_sheet()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    assert queue.sheet().findChildren(QLineEdit)[0].text() == "All of the ni"
    press(Qt.Key.Key_Escape)
    queue.no_sheet()
    queue.chip("P1–P2").click()
    queue.page.focus_first()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    assert queue.sheet().findChildren(QLineEdit)[0].text() == ""


def test_the_words_of_a_view_stand_in_the_field_and_its_agent_who_left_has_no_name(
    open_queue: Opener, database: Database
) -> None:
    gone = QueueFilter(assignee_id=4_711, text="sync")
    database.write(partial(save_view, name="Gone", shown=gone, shared=True))
    queue = open_queue()
    queue.qtbot.waitUntil(lambda: menu(queue)[0] == "Gone  ·  team")
    views(queue).menu_of_views.actions()[0].trigger()
    assert [one.accessibleName() for one in strip(queue)] == ["Take off: Agent: somebody who left"]
    assert "sync" in [field.text() for field in queue.page.findChildren(QLineEdit)]


def test_in_a_small_window_the_chips_of_a_full_desk_are_whole(queue: Queue) -> None:
    queue.page.resize(944, 560)
    (bar,) = queue.page.findChildren(FilterBar)
    bar.show_counts(
        {
            "open": 132,
            "breached": 12,
            "at_risk": 62,
            "unassigned": 45,
            "mine": 10,
            "paused": 29,
            "urgent": 11,
        }
    )
    QApplication.processEvents()
    (chips,) = bar.findChildren(QScrollArea)
    assert chips.horizontalScrollBar().maximum() == 0
    press(Qt.Key.Key_F)
    assert queue.page.window().findChildren(FilterSheet)
