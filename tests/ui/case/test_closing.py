"""Closing from the case page: a draft is called one, and one note may close several cases."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from models.commands.cases import open_case
from models.commands.closing import resolve
from models.commands.contacts import add_note
from tests.models.commands.desk import WHOLE, detail
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, type_words
from tests.ui.keyboard import press
from ui.case.needed_card import NeededCard
from ui.widgets.clipped_label import ClippedLabel


def words_in(shown: Shown, part: str) -> QPlainTextEdit:
    found = shown.sheet().findChild(QPlainTextEdit, part)
    assert found is not None
    return found


def drafts(shown: Shown) -> list[str]:
    """What the card of the closing note says of its parts."""
    card = shown.page.findChild(NeededCard)
    assert card is not None
    return [label.accessibleName() for label in card.findChildren(ClippedLabel)]


def test_a_draft_says_so_until_it_is_edited_or_taken(shown: Shown) -> None:
    noted = partial(add_note, case_id=shown.case_id, text="Cause: The lease is kept")
    shown.workspace.write(noted)
    draft = "Draft, from what was noted here"
    shown.qtbot.waitUntil(lambda: f"{draft}: The lease is kept" in drafts(shown))
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.close").isEnabled())
    press(Qt.Key.Key_E, SHIFT)
    cause = words_in(shown, "root_cause")
    assert cause.toPlainText() == "The lease is kept"
    assert cause.accessibleDescription().startswith(draft)
    words_in(shown, "workaround").setPlainText("none")
    words_in(shown, "prevention").setPlainText("Release it")
    cause.setFocus()
    type_words("A lease")
    assert (cause.toPlainText(), cause.accessibleDescription()) == ("A lease", "Your words")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.closing.get("root_cause") == "A lease")
    assert shown.case().row.status == "closed"


def test_what_was_done_is_no_cause_and_is_asked_for(shown: Shown) -> None:
    done = "Limit raised, told Piotr"
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id], text=done))
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.close").isEnabled())
    press(Qt.Key.Key_E, SHIFT)
    assert words_in(shown, "root_cause").toPlainText() == ""


def test_what_is_missing_is_listed_at_its_fields_and_nothing_is_closed(shown: Shown) -> None:
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.close").isEnabled())
    press(Qt.Key.Key_E, SHIFT)
    words_in(shown, "root_cause").setPlainText("A full disk")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: words_in(shown, "workaround").hasFocus())
    assert words_in(shown, "root_cause").toPlainText() == "A full disk"
    assert shown.case().row.status == "resolved"


def test_the_same_note_closes_those_that_are_ticked(shown: Shown) -> None:
    new = replace(WHOLE, title="Q&A exports hang", same_as="CS-1001")
    other = shown.database.write(partial(open_case, new=new)).result
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id, other]))
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.close").isEnabled())
    press(Qt.Key.Key_E, SHIFT)
    (box,) = shown.sheet().findChildren(QCheckBox)
    assert (box.text(), box.isChecked()) == ("CS-1002 Q&&A exports hang", False)
    for part in ("root_cause", "workaround", "prevention"):
        words_in(shown, part).setPlainText("none")
    box.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "closed")
    assert detail(shown.database, other).row.status == "closed"
    shown.qtbot.waitUntil(lambda: shown.said[-1:] == ["2 cases closed"])
