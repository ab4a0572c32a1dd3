"""What may be logged, and what it counts as, while the case goes on under one's hands."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton

from models.commands.cases import pause
from models.commands.closing import ClosingNote, close_case, resolve
from models.commands.contacts import log_contact
from models.handbook.events import ACKNOWLEDGED
from models.typed_text import LONGEST_TEXT
from tests.models.commands.desk import detail, opened
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, composer, texts, type_words, write
from tests.ui.keyboard import press
from ui.case.composer_words import ACKNOWLEDGEMENT
from ui.case.timeline_list import TimelineList
from ui.case.timeline_model import ENTRY
from ui.widgets.chips import Chip

NOTE = ClosingNote("A full disk", "none", "Watch the disk")


def offered(shown: Shown) -> list[str]:
    chips = shown.page.findChildren(Chip)
    return [chip.spec.words for chip in chips if chip.isVisibleTo(shown.page)]


def chosen(shown: Shown) -> list[str]:
    chips = [chip for chip in shown.page.findChildren(Chip) if chip.isVisibleTo(shown.page)]
    return [chip.spec.words for chip in chips if chip.isChecked()]


def end(shown: Shown, *, close: bool) -> None:
    """A colleague resolves the case, and closes it."""
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    if close:
        shown.workspace.write(partial(close_case, case_id=shown.case_id, note=NOTE))
    word = "Closed" if close else "Resolved"
    shown.qtbot.waitUntil(lambda: f"nobody · {word}" in shown.words())


def test_a_closed_case_takes_no_reply_and_says_so_before_one_is_typed(shown: Shown) -> None:
    assert offered(shown)[0] == "Reply"
    end(shown, close=True)
    shown.qtbot.waitUntil(lambda: offered(shown) == ["Customer said", "Internal note"])
    assert not shown.actions.action("case.reply").isEnabled()


def test_a_reply_begun_before_a_colleague_closed_the_case_is_kept_as_a_note(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("Half a sen")
    end(shown, close=True)
    assert composer(shown).text.toPlainText() == "Half a sen"
    assert composer(shown).text.hasFocus()
    shown.qtbot.waitUntil(lambda: chosen(shown) == ["Internal note"])
    assert "Only the team sees this" in shown.words()


def test_it_says_what_a_contact_counts_as_now(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    assert "counts as first response + update" in shown.words()
    write(shown, Qt.Key.Key_R, "We are on it")
    shown.qtbot.waitUntil(lambda: "Contoso yourself · counts as update" in shown.words())
    end(shown, close=False)
    assert "Contoso yourself · no clock waits for it" in shown.words()


def test_it_says_what_becomes_of_the_words(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    assert "Recorded here, not sent: Leadline sends no mail yet" in shown.words()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_C)
    assert "What Contoso said · stops no clock" in shown.words()


def test_after_a_reply_and_escape_the_keyboard_is_on_it(shown: Shown) -> None:
    conversation = shown.page.findChildren(TimelineList)[0]
    press(Qt.Key.Key_Up)
    write(shown, Qt.Key.Key_R, "We are on it")
    shown.qtbot.waitUntil(lambda: conversation.currentIndex().row() == 1)
    assert conversation.hasFocus()
    assert conversation.currentIndex().data(ENTRY).text == "We are on it"
    press(Qt.Key.Key_Up)
    assert conversation.currentIndex().row() == 0


def test_a_note_has_a_ground_of_its_own_while_it_is_typed(shown: Shown) -> None:
    press(Qt.Key.Key_I)
    assert composer(shown).text.property("look") == "note"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_R)
    assert composer(shown).text.property("look") == ""


def test_a_paste_too_long_to_be_kept_is_said_and_leaves_what_was_typed(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("They sent this: ")
    pasted = QMimeData()
    pasted.setText("a line of words\n" * (LONGEST_TEXT // 10))
    composer(shown).text.insertFromMimeData(pasted)
    assert "Not pasted: 1,600,017 letters" in shown.words()
    assert composer(shown).text.toPlainText() == "They sent this: "


def test_a_reply_goes_to_the_case_it_was_typed_in_though_the_next_is_on_its_way(
    shown: Shown,
) -> None:
    other = opened(shown.database)
    press(Qt.Key.Key_R)
    type_words("We are on it")
    shown.page.go_to(other)
    composer(shown).send()
    shown.qtbot.waitUntil(lambda: shown.said == ["Reply logged"])
    shown.qtbot.waitUntil(lambda: shown.page.title == detail(shown.database, other).row.key)
    assert [row.kind for row in shown.case().timeline] == ["opened", "contact"]
    assert [row.kind for row in detail(shown.database, other).timeline] == ["opened"]
    assert shown.drafts.get(f"case-{shown.case_id}") == {}


def test_it_says_that_the_customers_words_end_a_wait_only_while_one_lasts(shown: Shown) -> None:
    press(Qt.Key.Key_C)
    assert "What Contoso said · stops no clock" in shown.words()
    waiting = partial(
        pause, case_ids=[shown.case_id], status="waiting_customer", waiting_for="Priya Nair"
    )
    shown.workspace.write(waiting)
    shown.qtbot.waitUntil(lambda: "What Contoso said · ends the wait for them" in shown.words())


def test_a_reply_may_be_the_acknowledgement_while_nothing_was_told(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("We have it")
    (swap,) = (b for b in composer(shown).findChildren(QPushButton)
               if b.text() == "Make it the acknowledgement")  # fmt: skip
    swap.click()
    assert "recorded here and copied, not sent · no response" in shown.words()
    assert composer(shown).draft()["kind"] == ACKNOWLEDGEMENT
    composer(shown).text.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: texts(shown)[-1] == "We have it")
    assert shown.case().timeline[-1].kind == ACKNOWLEDGED
    assert QApplication.clipboard().text() == "We have it"
    shown.qtbot.waitUntil(lambda: not swap.isVisible())
    assert "counts as first response + update" in shown.words()


def test_where_none_was_drafted_the_acknowledgement_is_drafted_when_it_is_asked_for(
    shown: Shown,
) -> None:
    press(Qt.Key.Key_R)
    (swap,) = (b for b in composer(shown).findChildren(QPushButton)
               if b.text() == "Make it the acknowledgement")  # fmt: skip
    swap.click()
    shown.qtbot.waitUntil(lambda: composer(shown).text.toPlainText() != "")
    words = composer(shown).text.toPlainText()
    assert "Its case number is CS-1001." in words
    assert "You hear from us again by Wed 13 May 2026, 10:28 CEST." in words
    assert "Promises the next update by Wed 13 May 2026, 10:28 CEST" in shown.words()
    shown.clock.instant += timedelta(minutes=9)
    composer(shown).send()
    shown.qtbot.waitUntil(lambda: texts(shown)[-1].startswith("Hello"))
    assert shown.case().timeline[-1].kind == ACKNOWLEDGED


def test_an_acknowledgement_begun_before_somebody_answered_is_kept_as_a_note(shown: Shown) -> None:
    composer(shown).show_draft({"kind": ACKNOWLEDGEMENT, "text": "We have it"})
    shown.workspace.write(partial(log_contact, case_id=shown.case_id, type="call", text="Told"))
    shown.qtbot.waitUntil(lambda: chosen(shown) == ["Internal note"])
    assert composer(shown).text.toPlainText() == "We have it"


def test_a_reply_is_not_begun_with_an_acknowledgement_that_nobody_wrote(shown: Shown) -> None:
    drafted = {"kind": ACKNOWLEDGEMENT, "text": "We have it", "drafted": "We have it"}
    composer(shown).show_draft(drafted)
    press(Qt.Key.Key_R)
    assert composer(shown).text.toPlainText() == ""
    press(Qt.Key.Key_Z, CTRL)
    assert composer(shown).text.toPlainText() == "We have it"
    type_words(", and are on it")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_R)
    assert composer(shown).text.toPlainText() == "We have it, and are on it"


def test_each_way_says_its_two_switches(shown: Shown) -> None:
    said = {chip.spec.id: chip.toolTip() for chip in composer(shown).findChildren(Chip)}
    assert said["reply"] == "Counts as a response and as an update"
    assert said["status_page"] == "Counts as an update, not as a response"
    assert said["note"] == ""


def test_a_text_put_in_takes_the_place_of_an_acknowledgement_that_nobody_wrote(
    shown: Shown,
) -> None:
    drafted = {"kind": ACKNOWLEDGEMENT, "text": "We have it", "drafted": "We have it"}
    composer(shown).show_draft(drafted)
    composer(shown).insert("Hello", "")
    assert composer(shown).text.toPlainText() == "Hello"


def test_a_promise_is_not_cut_out_where_no_update_is_owed_any_more(shown: Shown) -> None:
    promise = "Wed 13 May 2026, 10:28 CEST"
    composer(shown).insert(f"More by {promise}.", promise)
    composer(shown).insert("Thanks.", "")
    assert composer(shown).text.toPlainText() == f"More by {promise}.\n\nThanks."
    assert composer(shown).draft()["promised"] == promise


def test_the_acknowledgement_drafted_for_a_case_outlives_a_first_note(shown: Shown) -> None:
    drafted = {"kind": ACKNOWLEDGEMENT, "text": "We have it", "drafted": "We have it"}
    shown.drafts.keep(f"case-{shown.case_id}", drafted)
    composer(shown).show_draft(drafted)
    write(shown, Qt.Key.Key_I, "Asked the engineers")
    shown.qtbot.waitUntil(lambda: "Note added" in shown.said)
    assert "Draft kept" not in shown.words()
    (swap,) = (b for b in composer(shown).findChildren(QPushButton)
               if b.text() == "Make it the acknowledgement")  # fmt: skip
    swap.click()
    assert composer(shown).text.toPlainText() == "We have it"
    assert chosen(shown) == ["Acknowledgement"]


def test_an_acknowledgement_put_back_after_a_note_still_promises_the_next_update(
    shown: Shown,
) -> None:
    promise = "Wed 13 May 2026, 10:28 CEST"
    words = f"You hear from us again by {promise}."
    drafted = {"kind": ACKNOWLEDGEMENT, "text": words, "drafted": words, "promised": promise}
    shown.drafts.keep(f"case-{shown.case_id}", drafted)
    composer(shown).show_draft(drafted)
    write(shown, Qt.Key.Key_I, "Asked the engineers")
    shown.qtbot.waitUntil(lambda: "Note added" in shown.said)
    assert composer(shown).draft() == {"drafted": words, "promised": promise}
    (swap,) = (b for b in composer(shown).findChildren(QPushButton)
               if b.text() == "Make it the acknowledgement")  # fmt: skip
    swap.click()
    assert f"Promises the next update by {promise}" in shown.words()
    later = "Wed 13 May 2026, 11:00 CEST"
    composer(shown).insert("Hello.", later)  # another promise meanwhile is that one's too
    assert later in composer(shown).draft()["drafted"]


def test_once_the_customer_was_told_the_drafted_acknowledgement_is_gone(shown: Shown) -> None:
    drafted = {"kind": ACKNOWLEDGEMENT, "text": "We have it", "drafted": "We have it"}
    shown.drafts.keep(f"case-{shown.case_id}", drafted)
    composer(shown).show_draft(drafted)
    write(shown, Qt.Key.Key_R, "We are on it")
    shown.qtbot.waitUntil(lambda: "Reply logged" in shown.said)
    assert shown.drafts.get(f"case-{shown.case_id}") == {}


def test_what_is_the_acknowledgement_is_called_so_on_its_chip(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    assert chosen(shown) == ["Reply"]
    composer(shown).begin(ACKNOWLEDGEMENT)
    assert chosen(shown) == ["Acknowledgement"]
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_R)
    assert chosen(shown) == ["Reply"]


def test_texts_that_are_put_in_are_paragraphs_of_their_own(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    composer(shown).text.insertPlainText("Hello 🙂")
    composer(shown).insert("We are on it.", "")
    composer(shown).insert("Thanks.\n", "")
    assert composer(shown).text.toPlainText() == "Hello 🙂\n\nWe are on it.\n\nThanks.\n"
    composer(shown).text.moveCursor(QTextCursor.MoveOperation.Start)
    composer(shown).insert("Good morning", "")
    assert composer(shown).text.toPlainText().startswith("Good morning\n\nHello 🙂\n\nWe are")


def test_a_second_drafted_update_takes_the_place_of_one_that_nobody_touched(shown: Shown) -> None:
    press(Qt.Key.Key_R)
    type_words("Hello")
    composer(shown).insert("On it, more by 10:28.", "10:28", drafted=True)
    composer(shown).insert("Found it, more by 10:40.", "10:40", drafted=True)
    assert composer(shown).text.toPlainText() == "Hello\n\nFound it, more by 10:40."
    composer(shown).text.moveCursor(QTextCursor.MoveOperation.End)
    composer(shown).insert("Bye by 10:50", "10:50")
    composer(shown).insert("Mended, more by 11:00.", "11:00", drafted=True)
    assert composer(shown).text.toPlainText() == "Hello\n\nMended, more by 11:00.\n\nBye by 11:00"


def test_a_drafted_update_that_was_worked_on_is_kept_beside_the_second(shown: Shown) -> None:
    composer(shown).insert("On it, more by 10:28.", "10:28", drafted=True)
    type_words(" Really")
    composer(shown).insert("Found it.", "", drafted=True)
    assert composer(shown).text.toPlainText() == "On it, more by 10:28. Really\n\nFound it."
