"""A case taken from its first word to its closing note by keyboard, as a person would."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from models.changes import CLOCK_JUMPED
from models.commands.cases import assign
from models.commands.contacts import add_note, log_contact
from models.commands.facts import edit_facts
from models.commands.people import add_person
from models.work import Work
from tests.models.commands.desk import clock_of
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.case_in_view import CaseInView
from ui.case.clock_row import ClockRow
from ui.case.composer import Composer
from ui.case.ledger_strip import LedgerStrip
from ui.case.timeline_list import TimelineList
from ui.widgets.page_scroll import PageScroll

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def composer(shown: Shown) -> Composer:
    found = shown.page.findChild(Composer)
    assert found is not None
    return found


def timeline(shown: Shown) -> TimelineList:
    found = shown.page.findChild(TimelineList)
    assert found is not None
    return found


def type_words(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def write(shown: Shown, key: Qt.Key, words: str) -> None:
    """A key that goes to the composer, words, Ctrl+Enter; then out of the field."""
    press(key)
    type_words(words)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() == "")
    press(Qt.Key.Key_Escape)


def texts(shown: Shown) -> list[str]:
    return [entry.text for entry in timeline(shown).entries.entries]


def test_a_case_goes_from_reply_to_closed_by_keyboard_alone(shown: Shown) -> None:
    write(shown, Qt.Key.Key_R, "We are on it")
    shown.wait(lambda case: case.row.status == "in_progress")
    assert clock_of(shown.database, shown.case_id, "first_response").verdict == "met"
    write(shown, Qt.Key.Key_I, "Same as last week")
    press(Qt.Key.Key_E)
    type_words("Restarted the exporter; told them")
    shown.sheet()
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "resolved")
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.close").isEnabled())
    press(Qt.Key.Key_E, SHIFT)
    shown.sheet()
    for words in ("A full disk", "Restart it", "Watch the disk"):
        type_words(words)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "closed")
    assert shown.case().closing == {
        "root_cause": "A full disk", "workaround": "Restart it", "prevention": "Watch the disk",
    }  # fmt: skip


def test_what_was_written_stands_in_the_conversation_and_a_note_is_called_one(
    shown: Shown,
) -> None:
    write(shown, Qt.Key.Key_R, "We are on it")
    write(shown, Qt.Key.Key_I, "Their proxy again")
    write(shown, Qt.Key.Key_C, "Thank you")
    shown.qtbot.waitUntil(lambda: len(timeline(shown).entries.entries) == 4)
    told = {entry.text: entry for entry in timeline(shown).entries.entries}
    assert told["We are on it"].look == "reply"
    assert "internal note" in told["Their proxy again"].tail
    assert told["Thank you"].head == "Contoso"
    assert shown.said[-3:] == ["Reply logged", "Note added", "Customer's message logged"]


def test_after_a_jump_of_the_clock_the_clocks_of_the_case_in_view_are_right_at_once(
    shown: Shown,
) -> None:
    shown.page.findChildren(CaseInView)[0].stop()  # it would put them right in ten seconds
    shown.qtbot.waitUntil(lambda: "0 s of 1 h counted" in shown.words())
    shown.clock.instant += timedelta(minutes=7)
    shown.workspace.announce(CLOCK_JUMPED)
    shown.qtbot.waitUntil(lambda: "7 min of 1 h counted" in shown.words())


def test_the_composer_says_what_a_contact_counts_as(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    assert "counts as first response + update" in shown.words()
    press(Qt.Key.Key_Escape)
    assert timeline(shown).hasFocus()
    press(Qt.Key.Key_I)
    assert "Only the team sees this" in shown.words()


def test_a_call_logged_later_counts_from_when_it_happened_and_shows_both_times(
    shown: Shown,
) -> None:
    happened = shown.clock.now()
    shown.clock.instant += timedelta(minutes=50)
    press(Qt.Key.Key_R)
    type_words("They know")
    when = composer(shown).when
    when.setFocus()
    type_words("50 min ago")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "They know" in texts(shown))
    assert clock_of(shown.database, shown.case_id, "first_response").stopped_at == happened
    tail = timeline(shown).entries.entries[-1].tail
    assert "14:28" in tail
    assert "logged 15:18" in tail


def test_a_time_that_is_none_is_said_and_nothing_typed_is_lost(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("They know")
    composer(shown).when.setText("soonish")
    press(Qt.Key.Key_Return, CTRL)
    assert "“soonish” is not a time." in shown.words()
    assert composer(shown).text.toPlainText() == "They know"


def test_a_refusal_keeps_the_words(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "There are no words yet." in shown.words())
    type_words("Now there are")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "Now there are" in texts(shown))


def test_what_is_typed_survives_a_change_by_a_colleague_and_a_visit_elsewhere(
    shown: Shown,
) -> None:
    other = shown.database.write(partial(add_person, name="Ben Okafor")).result
    press(Qt.Key.Key_R)
    type_words("Half a sen")
    shown.workspace.write(partial(assign, case_ids=[shown.case_id], person_id=other))
    shown.qtbot.waitUntil(lambda: "Ben Okafor" in shown.words())
    assert composer(shown).text.toPlainText() == "Half a sen"
    assert composer(shown).text.hasFocus()
    assert shown.drafts.get(f"case-{shown.case_id}")["text"] == "Half a sen"
    assert "Draft kept" in shown.words()


def test_pausing_asks_for_whom_at_its_field_and_the_customers_message_ends_it(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_P)
    sheet = shown.sheet()
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: QApplication.focusWidget() is whom(sheet))
    type_words("Priya Nair")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "waiting_customer")
    shown.qtbot.waitUntil(lambda: "Priya Nair" in shown.words())
    write(shown, Qt.Key.Key_C, "Here is the log")
    shown.wait(lambda case: case.row.status == "in_progress")


def whom(sheet: QWidget) -> QLineEdit:
    found = sheet.findChild(QLineEdit, "waiting_for")
    assert found is not None
    return found


def test_only_what_is_legal_is_offered(shown: Shown) -> None:
    def offered() -> set[str]:
        return {action.text() for action in shown.page.buttons()}

    assert offered() == {"Assign", "Priority", "Pause", "Resolve"}
    press(Qt.Key.Key_E)
    shown.sheet()
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "resolved")
    shown.qtbot.waitUntil(lambda: offered() == {"Close", "Reopen", "Enter the score"})


def test_the_last_step_is_undone(shown: Shown) -> None:
    press(Qt.Key.Key_M)
    shown.qtbot.waitUntil(lambda: shown.case().row.assignee == "Ana Ruiz")
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.undo").isEnabled())
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: shown.case().row.assignee is None)
    assert timeline(shown).entries.entries != []


def test_facts_are_edited_and_an_incomplete_case_asks_for_what_is_missing(shown: Shown) -> None:
    press(Qt.Key.Key_F)
    sheet = shown.sheet()
    steps = sheet.findChild(QPlainTextEdit, "steps")
    assert steps is not None
    steps.setFocus()
    steps.selectAll()
    type_words("Export all years")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.fields["steps"] == "Export all years")


def test_reopening_begins_at_the_customers_message(shown: Shown) -> None:
    press(Qt.Key.Key_E)
    shown.sheet()
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.status == "resolved")
    shown.clock.instant += timedelta(hours=1)
    message = shown.clock.now().replace(second=0)
    write(shown, Qt.Key.Key_C, "It is back")
    shown.clock.instant += timedelta(hours=1)
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.reopen").isEnabled())
    shown.qtbot.waitUntil(lambda: "It is back" in texts(shown))
    press(Qt.Key.Key_O)
    shown.wait(lambda case: case.row.status == "in_progress")
    assert clock_of(shown.database, shown.case_id, "resolution", cycle=2).started_at == message


def test_the_strip_reads_the_ledger_aloud(shown: Shown) -> None:
    shown.clock.instant += timedelta(minutes=20)
    shown.page.activated()
    strip = shown.page.findChild(LedgerStrip)
    assert strip is not None
    shown.qtbot.waitUntil(lambda: "20 min of 1 h counted" in strip.accessibleName())
    press(Qt.Key.Key_W)
    assert strip.hasFocus()
    press(Qt.Key.Key_Home)
    assert "20 min counted" in strip.accessibleDescription()
    assert "14:28 – 14:48" in shown.words()


def many(work: Work, case_id: int) -> None:
    for number in range(150):
        add_note(work, case_id, f"note {number}")
    log_contact(work, case_id, "reply", "the last word")


def test_a_long_timeline_shows_its_end_and_the_rest_on_demand(shown: Shown) -> None:
    shown.workspace.write(partial(many, case_id=shown.case_id))
    shown.qtbot.waitUntil(lambda: "the last word" in texts(shown))
    assert "note 0" not in texts(shown)
    shown.page.findChild(TimelineList)
    timeline(shown).earlier_wanted.emit()
    shown.qtbot.waitUntil(lambda: "note 0" in texts(shown))


def test_enter_reads_all_of_an_entry_and_copy_copies_it(shown: Shown) -> None:
    write(shown, Qt.Key.Key_I, "Look at the proxy")
    shown.qtbot.waitUntil(lambda: "Look at the proxy" in texts(shown))
    timeline(shown).setFocus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "Look at the proxy"
    press(Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPlainTextEdit)
    assert focused.toPlainText() == "Look at the proxy"
    press(Qt.Key.Key_Escape)


def test_every_control_has_a_name_and_no_two_actions_share_a_key(
    shown: Shown, unnamed: Callable[[QWidget], list[str]]
) -> None:
    assert unnamed(shown.page) == []
    assert shown.actions.clashes() == []


LONG = "It goes on and on, over more lines than there is room for. " * 8


def test_no_words_are_cut_by_a_low_window(shown: Shown) -> None:
    facts = {"title": LONG[:300], "impact": LONG, "steps": LONG, "customer": LONG[:180]}
    shown.workspace.write(partial(edit_facts, case_id=shown.case_id, facts=facts))
    shown.qtbot.waitUntil(lambda: f"write to {facts['customer'].strip()}" in shown.words())
    shown.page.resize(720, 400)
    shown.qtbot.waitUntil(lambda: cut(shown) == [])
    assert shown.page.height() == 400


def test_all_of_the_page_fits_a_screen_whose_words_are_half_as_large_again(shown: Shown) -> None:
    shown.page.resize(900, 500)
    scroll = shown.page.findChild(PageScroll)
    assert scroll is not None
    shown.qtbot.waitUntil(lambda: scroll.body.width() <= scroll.viewport().width())
    assert scroll.horizontalScrollBar().maximum() == 0


def cut(shown: Shown) -> list[str]:
    """The labels that are lower than their lines."""
    labels = shown.page.findChildren(QLabel)
    wrapped = [label for label in labels if label.hasHeightForWidth()]
    assert len(wrapped) > 5
    found = [
        label.accessibleName() or label.objectName() or str(label.property("text"))
        for label in wrapped
        if label.isVisibleTo(shown.page) and label.height() < label.heightForWidth(label.width())
    ]
    rows = shown.page.findChildren(ClockRow)
    return found + [row.text() for row in rows if row.height() < row.sizeHint().height()]
