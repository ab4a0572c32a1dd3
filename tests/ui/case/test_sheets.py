"""The sheets of a case: what is typed in them is never lost, and the keyboard comes back."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.database import Database
from tests.models.commands.desk import opened
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, timeline, type_words, whom
from tests.ui.keyboard import press
from tests.ui.left_saving import save_and_leave
from ui.widgets.buttons import Button
from ui.widgets.form_sheet import FormSheet


def steps(shown: Shown) -> QPlainTextEdit:
    found = shown.sheet().findChild(QPlainTextEdit, "steps")
    assert found is not None
    return found


def pause_sheet(shown: Shown) -> QLineEdit:
    press(Qt.Key.Key_P)
    field = whom(shown.sheet())
    field.setFocus()
    return field


def test_what_was_typed_in_a_sheet_that_was_left_is_there_again(shown: Shown) -> None:
    pause_sheet(shown)
    type_words("Priya Na")
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: case.row.status == "new")
    assert timeline(shown).hasFocus()
    assert shown.said[-1] == "What you typed is kept"
    assert pause_sheet(shown).text() == "Priya Na"
    type_words("ir")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.waiting_for == "Priya Nair")
    assert shown.drafts.get(f"case-{shown.case_id}-pause") == {}


def test_what_is_saved_after_its_sheet_was_left_is_no_draft(shown: Shown) -> None:
    pause_sheet(shown)
    type_words("Priya Nair")
    save_and_leave(shown.workspace, lambda: shown.wait(lambda case: case.row.status == "new"))
    shown.wait(lambda case: case.row.waiting_for == "Priya Nair")
    shown.qtbot.waitUntil(lambda: shown.drafts.get(f"case-{shown.case_id}-pause") == {})
    assert [words for words in shown.said if "kept" in words] == []


def test_a_sheet_left_untouched_keeps_nothing(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    steps(shown)
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: True)
    assert shown.said == []
    assert shown.drafts.get(f"case-{shown.case_id}-facts") == {}


def test_a_language_is_typed_among_the_facts_and_stands_at_the_head(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    field = shown.sheet().findChild(QLineEdit, "language")
    assert field is not None
    field.setText("german")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.fields.get("language") == "de")
    labels = shown.page.findChildren(QLabel)
    shown.qtbot.waitUntil(lambda: any("German" in label.text() for label in labels))
    press(Qt.Key.Key_F)
    field = shown.sheet().findChild(QLineEdit, "language")
    assert field is not None
    assert field.text() == "German"


def test_a_draft_never_hides_what_somebody_else_wrote_since(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    steps(shown).setPlainText("Mine")
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: True)
    theirs = partial(edit_facts, case_id=shown.case_id, facts={"steps": "Theirs"})
    shown.workspace.write(theirs)
    shown.qtbot.waitUntil(lambda: shown.case().fields["steps"] == "Theirs")
    shown.qtbot.waitUntil(lambda: "Changed: steps" in " ".join(
        entry.head for entry in timeline(shown).entries.entries
    ))  # fmt: skip
    press(Qt.Key.Key_F)
    assert steps(shown).toPlainText() == "Theirs"
    told = [label.text() for label in shown.sheet().findChildren(QLabel)]
    assert any(words.startswith("You wrote something else here at ") for words in told)
    back = next(b for b in shown.sheet().findChildren(Button) if b.text() == "Put it back")
    back.setFocus()
    press(Qt.Key.Key_Return)
    assert steps(shown).toPlainText() == "Mine"
    assert steps(shown).hasFocus()


def test_a_field_changed_by_another_desk_meanwhile_is_refused_there_and_nothing_is_lost(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_F)
    steps(shown).setPlainText("Export all years")
    ben = shown.database.write(partial(add_person, name="Ben Okafor")).result
    other = Database(shown.database.engine, shown.clock, ben)
    written = other.write(
        partial(edit_facts, case_id=shown.case_id, facts={"steps": "Export one year"})
    )
    shown.workspace.announce(written.changes)
    press(Qt.Key.Key_Return, CTRL)
    sheet = shown.sheet()
    shown.qtbot.waitUntil(lambda: "“Export one year” meanwhile" in sheet_words(shown))
    assert steps(shown).toPlainText() == "Export all years"
    assert sheet.isVisible()


def sheet_words(shown: Shown) -> str:
    return " ".join(
        control.accessibleDescription() for control in shown.sheet().findChildren(QPlainTextEdit)
    )


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_P, SHIFT),
        (Qt.Key.Key_P, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_each_verb_has_its_key_and_escape_gives_the_keyboard_back(
    shown: Shown, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    press(key, modifier)
    sheet = shown.sheet()
    assert sheet.isAncestorOf(shown.page.window().focusWidget())
    assert sheet.accessibleName()
    press(Qt.Key.Key_Escape)
    shown.wait(lambda case: True)
    assert timeline(shown).hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_F])
def test_a_sheet_that_waits_for_an_answer_opens_once_and_only_over_its_case(
    shown: Shown, key: Qt.Key
) -> None:
    def sheets() -> list[FormSheet]:
        return shown.page.window().findChildren(FormSheet)

    press(key)
    press(key)
    shown.qtbot.waitUntil(lambda: bool(sheets()) and shown.workspace.is_settled)
    press(Qt.Key.Key_Escape)
    shown.qtbot.waitUntil(lambda: sheets() == [])
    other = opened(shown.database)
    press(key)
    shown.page.go_to(other)
    shown.qtbot.waitUntil(lambda: shown.workspace.is_settled)
    assert sheets() == []
    press(key)
    shown.page.hide()
    shown.qtbot.waitUntil(lambda: shown.workspace.is_settled)
    assert sheets() == []
