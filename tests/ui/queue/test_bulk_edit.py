"""What is typed in a sheet about several cases is kept, and goes into no sheet about others."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from models.commands.contacts import add_note
from models.commands.people import add_person
from models.verification import differences
from tests.models.commands.desk import detail
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from tests.ui.queue.conftest import Queue
from ui.widgets.banner import Banner
from ui.widgets.chips import Chip
from ui.widgets.form_sheet import FormSheet

SHIFT = Qt.KeyboardModifier.ShiftModifier


def root_cause(queue: Queue) -> QPlainTextEdit:
    """The field of the sheet that closes what is selected."""
    press(Qt.Key.Key_E, SHIFT)
    found = queue.sheet().findChild(QPlainTextEdit, "root_cause")
    assert found is not None
    return found


def test_a_note_for_many_that_was_left_is_there_again_for_the_same_cases(queue: Queue) -> None:
    press(Qt.Key.Key_Down, SHIFT)
    QTest.keyClicks(root_cause(queue), "A full disk")
    with queue.qtbot.waitSignal(queue.workspace.said) as said:
        press(Qt.Key.Key_Escape)
    assert said.args == ["What you typed is kept"]
    queue.no_sheet()
    assert root_cause(queue).toPlainText() == "A full disk"
    press(Qt.Key.Key_Escape)
    queue.no_sheet()
    press(Qt.Key.Key_Down, SHIFT)
    assert root_cause(queue).toPlainText() == ""
    told = [label.text() for label in queue.sheet().findChildren(QLabel)]
    assert any(words.startswith("You wrote something else here at ") for words in told)


def test_what_was_saved_is_no_draft_any_more(queue: Queue) -> None:
    press(Qt.Key.Key_E)
    field = queue.sheet().findChild(QPlainTextEdit, "text")
    assert field is not None
    QTest.keyClicks(field, "It runs again")
    assert queue.drafts.drafts.get("cases-resolve")["text"] == "It runs again"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    queue.no_sheet()
    assert queue.drafts.drafts.get("cases-resolve") == {}


def test_what_is_saved_after_its_sheet_was_left_is_no_draft(queue: Queue) -> None:
    press(Qt.Key.Key_E)
    field = queue.sheet().findChild(QPlainTextEdit, "text")
    assert field is not None
    QTest.keyClicks(field, "It runs again")
    with queue.qtbot.waitSignal(queue.workspace.said) as said:
        save_and_leave(queue.workspace, queue.no_sheet)
    assert "kept" not in said.args[0]
    queue.qtbot.waitUntil(lambda: queue.drafts.drafts.get("cases-resolve") == {})


def test_spam_and_duplicates_end_together_without_a_closing_note(queue: Queue) -> None:
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_X)
    sheet = queue.sheet()
    assert sheet.accessibleName() == "Leave 2 cases out"
    chip = next(chip for chip in sheet.findChildren(Chip) if chip.spec.words == "Spam")
    chip.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    queue.no_sheet()
    queue.wait_for("CS-1004", "CS-1002")
    statuses = [detail(queue.database, case_id).row.status for case_id in (1, 3)]
    assert statuses == ["spam", "spam"]
    assert queue.database.read(differences) == []


def test_what_another_desk_changed_under_an_open_sheet_is_said_in_it_and_the_words_stay(
    queue: Queue,
) -> None:
    press(Qt.Key.Key_E)
    field = queue.sheet().findChild(QPlainTextEdit, "text")
    assert field is not None
    QTest.keyClicks(field, "It runs again")
    kim = queue.database.write(partial(add_person, name="Kim Lund")).result
    queue.database.person_id, ana = kim, queue.database.person_id
    queue.database.write(partial(add_note, case_id=3, text="It does not"))
    queue.database.person_id = ana
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    banner = queue.sheet().findChildren(Banner)[0]
    queue.qtbot.waitUntil(banner.isVisible)
    assert "CS-1003 was changed by Kim Lund" in banner.accessibleName()
    assert field.toPlainText() == "It runs again"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # it was told
    queue.no_sheet()
    assert detail(queue.database, 3).row.status == "resolved"


def test_a_sheet_that_waits_for_names_opens_once_and_for_the_cases_of_the_key(queue: Queue) -> None:
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_Down)
    assert queue.sheet().accessibleName() == "Assign CS-1003"
    queue.qtbot.waitUntil(lambda: queue.workspace.is_settled)
    press(Qt.Key.Key_Escape)
    queue.no_sheet()


def test_no_sheet_opens_over_the_page_that_was_gone_to_meanwhile(queue: Queue) -> None:
    press(Qt.Key.Key_A)
    queue.page.hide()
    queue.qtbot.waitUntil(lambda: queue.workspace.is_settled)
    assert queue.page.window().findChildren(FormSheet) == []
