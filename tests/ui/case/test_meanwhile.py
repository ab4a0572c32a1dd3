"""Two desks at one case: the sheet says what the other changed, and done again it is meant."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models.commands.cases import change_priority
from models.commands.closing import ClosingNote, keep_note
from models.commands.contacts import log_customer_message
from models.commands.facts import edit_facts
from models.commands.people import add_person
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, type_words
from tests.ui.keyboard import press
from ui.case.needed_card import NeededCard
from ui.widgets.chips import Chip
from ui.widgets.growing_text import GrowingText


def kim(shown: Shown) -> int:
    return shown.database.write(partial(add_person, name="Kim Lund")).result


def as_kim(shown: Shown, command: partial[None]) -> None:
    """A colleague's desk writes; this page does not know of it yet."""
    me, shown.database.person_id = shown.database.person_id, kim(shown)
    shown.database.write(command)
    shown.database.person_id = me


def test_both_priorities_are_in_sight_and_a_second_press_takes_ones_own(shown: Shown) -> None:
    press(Qt.Key.Key_P, SHIFT)
    sheet = shown.sheet()
    raised = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="Down")
    as_kim(shown, raised)
    next(chip for chip in sheet.findChildren(Chip) if chip.spec.id == "P3").click()
    press(Qt.Key.Key_Return, CTRL)
    said = "Priority is “P1” meanwhile, changed by Kim Lund, 14:28."
    shown.qtbot.waitUntil(lambda: said in shown_words(shown))
    assert shown.case().row.priority == "P1"
    assert [chip.spec.id for chip in sheet.findChildren(Chip) if chip.isChecked()] == ["P3"]
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.priority == "P3")


def test_a_fact_that_a_colleague_changed_is_saved_over_once_it_was_told(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    field = shown.sheet().findChild(GrowingText, "impact")
    assert field is not None
    as_kim(shown, partial(edit_facts, case_id=shown.case_id, facts={"impact": "Two"}))
    field.setFocus()
    field.selectAll()
    type_words("Nine")
    press(Qt.Key.Key_Return, CTRL)
    said = "Impact is “Two” meanwhile, changed by Kim Lund, 14:28."
    shown.qtbot.waitUntil(lambda: said in shown_words(shown))
    assert shown.case().fields["impact"] == "Two"
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.fields["impact"] == "Nine")


def test_what_a_colleague_did_while_the_resolution_was_written_is_told_before_it(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_E)
    sheet = shown.sheet()
    type_words("It runs again")
    as_kim(shown, partial(log_customer_message, case_id=shown.case_id, text="Now all is down!"))
    press(Qt.Key.Key_Return, CTRL)
    said = "was changed by Kim Lund, 14:28, since you looked at it."
    shown.qtbot.waitUntil(lambda: said in shown_words(shown))
    field = sheet.findChild(GrowingText, "text")
    assert field is not None
    assert field.toPlainText() == "It runs again"
    assert shown.case().row.status == "new"
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "resolved")


def test_a_part_of_the_closing_note_that_a_colleague_wrote_meanwhile_stays_until_told(
    shown: Shown,
) -> None:
    shown.page.findChildren(NeededCard)[0].part_chosen.emit("root_cause")
    shown.sheet()
    type_words("A full disk")
    theirs = ClosingNote(root_cause="A lock that expires")
    as_kim(shown, partial(keep_note, case_id=shown.case_id, note=theirs))
    press(Qt.Key.Key_Return, CTRL)
    said = "Root cause is “A lock that expires” meanwhile, changed by Kim Lund, 14:28."
    shown.qtbot.waitUntil(lambda: said in shown_words(shown))
    assert shown.case().closing["root_cause"] == "A lock that expires"
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.closing["root_cause"] == "A full disk")


def shown_words(shown: Shown) -> str:
    return "\n".join(label.text() for label in shown.page.window().findChildren(QLabel))
