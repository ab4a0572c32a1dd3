"""The queue's letters on the cards of the board, sheets left or overtaken, the way back."""

import threading
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit

from models.commands.contacts import add_note
from models.commands.people import add_person
from tests.models.commands.desk import detail
from tests.ui.board.conftest import Shown
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from ui.board.chosen import Chosen
from ui.page_actions import CARDS, SELECTED
from ui.widgets.banner import Banner

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


def status(shown: Shown, key: str) -> str:
    return detail(shown.database, shown.ids(key)[0]).row.status


def whom(shown: Shown) -> QLineEdit:
    """The field of the sheet that asks for whom is waited."""
    field = shown.sheet().findChild(QLineEdit, "waiting_for")
    assert isinstance(field, QLineEdit)
    return field


def drop_on_waiting(shown: Shown) -> QLineEdit:
    """CS-1003, the first of the new ones, led to those that wait on a third party."""
    press(Qt.Key.Key_2, ALT)
    shown.settle()
    press(Qt.Key.Key_T)
    for _ in range(3):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    return whom(shown)


def test_the_letters_of_the_queue_are_those_of_the_board() -> None:
    told = {name: (spec.text, spec.shortcuts) for name, spec in CARDS.items()}
    assert told == {name: (spec.text, spec.shortcuts) for name, spec in SELECTED.items()}
    assert {(spec.scope, spec.category) for spec in CARDS.values()} == {("board", "Selected cards")}


def test_letters_do_to_the_card_of_the_keyboard_what_they_do_in_the_queue_and_it_comes_back(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_M)
    shown.qtbot.waitUntil(lambda: shown.holder("CS-1001") == "Lee Moor")
    shown.qtbot.waitUntil(
        lambda: shown.said[-1:] == ["CS-1001: Assigned to you; Ctrl Z takes it back"]
    )
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(Unassigned=["1001", "1002"])
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_S)
    shown.qtbot.waitUntil(lambda: status(shown, "CS-1001") == "in_progress")
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: status(shown, "CS-1001") == "new")


def test_letters_ask_once_for_all_that_are_selected(shown: Shown) -> None:
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_A)
    assert shown.sheet().accessibleName() == "Assign 2 cases"
    people = shown.sheet().findChild(QListWidget, "assignee")
    assert people is not None
    people.setCurrentRow(2)
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.wait_for(Unassigned=[], Cleo=["1001", "1002"])
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(Unassigned=["1001", "1002"], Cleo=[])
    press(Qt.Key.Key_E)
    text = shown.sheet().findChild(QPlainTextEdit, "text")
    assert text is not None
    QTest.keyClicks(text, "It runs again")
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.wait_for(Unassigned=[])
    assert (status(shown, "CS-1001"), status(shown, "CS-1002")) == ("resolved", "resolved")


def test_a_letter_lets_go_of_what_is_carried(shown: Shown) -> None:
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_P)
    assert whom(shown).isVisible()
    assert not any(frame.is_aimed for frame in shown.frames().values())


def test_a_sheet_of_a_drop_that_is_left_while_it_is_saved_comes_to_its_end(shown: Shown) -> None:
    QTest.keyClicks(drop_on_waiting(shown), "their bank")
    save_and_leave(shown.workspace, shown.no_sheet)
    shown.qtbot.waitUntil(lambda: shown.keys("Waiting on third party") == ["CS-1003"])
    assert shown.said[-1].endswith("waiting for their bank; Ctrl Z takes it back")
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.keys("Waiting on third party") == [])


def test_what_was_changed_under_the_sheet_of_a_drop_is_told_and_may_be_done_again(
    shown: Shown,
) -> None:
    QTest.keyClicks(drop_on_waiting(shown), "their bank")
    kim = shown.database.write(partial(add_person, name="Kim Lund")).result
    shown.database.person_id, lee = kim, shown.database.person_id
    shown.database.write(partial(add_note, case_id=shown.ids("CS-1003")[0], text="Wait"))
    shown.database.person_id = lee
    press(Qt.Key.Key_Return, CTRL)
    banner = shown.sheet().findChildren(Banner)[0]
    shown.qtbot.waitUntil(banner.isVisible)
    assert "CS-1003 was changed by Kim Lund" in banner.accessibleName()
    press(Qt.Key.Key_Return, CTRL)
    shown.no_sheet()
    shown.qtbot.waitUntil(lambda: shown.keys("Waiting on third party") == ["CS-1003"])


def test_a_proposal_that_is_left_while_it_is_saved_comes_to_its_end(shown: Shown) -> None:
    press(Qt.Key.Key_G, SHIFT)
    shown.sheet()
    save_and_leave(shown.workspace, shown.no_sheet)
    shown.qtbot.waitUntil(lambda: shown.keys("Unassigned") != ["CS-1001", "CS-1002"])
    shown.settle()
    press(Qt.Key.Key_Z, CTRL)
    shown.wait_for(Unassigned=["1001", "1002"], Ana=["1003"], Ben=["1005", "1004"])


def test_what_is_saved_still_is_not_said_to_be_nothing(shown: Shown) -> None:
    press(Qt.Key.Key_M)
    press(Qt.Key.Key_Z, CTRL)
    assert shown.said == ["What was done last is being saved still"]
    shown.qtbot.waitUntil(lambda: shown.holder("CS-1001") == "Lee Moor")


def test_what_is_selected_while_a_drop_is_saved_stays_so(shown: Shown) -> None:
    gate = threading.Event()
    shown.workspace.write(lambda work: gate.wait(timeout=30))
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    gate.set()
    shown.wait_for(Unassigned=["1002"], Ana=["1003", "1001"])
    assert shown.page.findChildren(Chosen)[0].ids == shown.ids("CS-1002")


def test_what_a_drop_wants_is_asked_over_no_other_page_and_told_once_one_is_back(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_3, ALT)
    shown.settle()
    press(Qt.Key.Key_Right)
    shown.clock.instant += timedelta(minutes=50)  # past the first warning of a P2
    press(Qt.Key.Key_T)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    shown.page.left()
    shown.page.hide()
    shown.qtbot.waitUntil(lambda: not shown.tasks.busy)
    shown.no_sheet()
    shown.page.show()
    shown.page.activated()
    shown.settle()
    shown.no_sheet()
    assert shown.told()
