"""A message after the resolution is settled from the case page, one key each."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from models.commands.closing import resolve
from models.commands.contacts import log_customer_message
from models.commands.satisfaction import enter_score
from models.queries.case import CaseDetail
from tests.models.commands.desk import clock_of, detail
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, texts, type_words, whom
from tests.ui.keyboard import press
from ui.widgets.chips import Chip


@pytest.fixture
def written(shown: Shown) -> CaseDetail:
    """The case in view was resolved, and its customer wrote an hour later, two hours ago."""
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.qtbot.waitUntil(lambda: shown.case().row.status == "resolved")
    shown.clock.instant += timedelta(hours=3)
    at = shown.clock.now() - timedelta(hours=2)
    said = partial(
        log_customer_message, case_id=shown.case_id, text="And by month?", occurred_at=at
    )
    shown.workspace.write(said)
    shown.qtbot.waitUntil(lambda: "What is it?" in shown.words())
    return shown.case()


def test_y_says_it_was_thanks_and_undo_asks_again(shown: Shown, written: CaseDetail) -> None:
    press(Qt.Key.Key_Y)
    shown.qtbot.waitUntil(lambda: "What is it?" not in shown.words())
    assert (shown.case().row.status, shown.case().unsettled) == ("resolved", ())
    shown.qtbot.waitUntil(lambda: shown.said == ["It was thanks"])
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.undo").isEnabled())
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: "What is it?" in shown.words())


def test_o_reopens_from_the_second_it_was_received(shown: Shown, written: CaseDetail) -> None:
    press(Qt.Key.Key_O)
    shown.wait(lambda case: case.row.status == "in_progress")
    again = clock_of(shown.database, shown.case_id, "resolution", 2)
    assert again.started_at == written.unsettled[0].occurred_at
    shown.qtbot.waitUntil(lambda: shown.said == ["Reopened from 15:28"])
    shown.qtbot.waitUntil(lambda: "What is it?" not in shown.words())


def test_shift_y_opens_another_case_from_then(shown: Shown, written: CaseDetail) -> None:
    press(Qt.Key.Key_Y, SHIFT)
    shown.qtbot.waitUntil(lambda: "What is it?" not in shown.words())
    new = detail(shown.database, shown.case_id + 1)
    assert (new.row.title, new.opened_at) == ("And by month?", written.unsettled[0].occurred_at)


def test_several_messages_are_asked_about_one_by_one(shown: Shown, written: CaseDetail) -> None:
    again = partial(log_customer_message, case_id=shown.case_id, text="Hello?")
    shown.workspace.write(again)
    shown.qtbot.waitUntil(lambda: "15:28, and once since. What is it?" in shown.words())
    press(Qt.Key.Key_Y)
    shown.qtbot.waitUntil(lambda: "resolved, 17:28. What is it?" in shown.words())


def test_without_a_message_nothing_is_asked_and_reopening_asks_since_when(shown: Shown) -> None:
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.qtbot.waitUntil(lambda: shown.actions.action("case.reopen").isEnabled())
    assert not shown.actions.action("case.thanks").isEnabled()
    press(Qt.Key.Key_O)
    assert shown.sheet().isVisible()


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Reminder: Thu 14:28"), ("Wed 09:00", "Reminder: Wed 09:00")]
)
def test_a_pause_asks_when_to_be_reminded(shown: Shown, typed: str, said: str) -> None:
    press(Qt.Key.Key_P)
    sheet = shown.sheet()
    whom(sheet).setFocus()
    type_words("Priya")
    when = next(line for line in sheet.findChildren(type(whom(sheet)), "remind"))
    when.setFocus()
    type_words(typed)
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.row.waiting_for == "Priya")
    shown.qtbot.waitUntil(lambda: said in texts(shown))


def test_a_pause_says_which_clocks_stand_still_and_which_go_on(shown: Shown) -> None:
    press(Qt.Key.Key_P)
    preview = shown.sheet().findChild(QLabel, "preview")
    assert preview is not None
    shown.qtbot.waitUntil(
        lambda: (
            preview.text()
            == "Stands still: Next update, Resolution\nGoes on: First response, due 15:28"
        )
    )
    type_words("E")  # engineering: no clock waits for ourselves
    shown.qtbot.waitUntil(lambda: preview.text().startswith("Goes on: "))
    assert "Resolution, due " in preview.text()


def test_the_customers_score_is_entered_by_keyboard(shown: Shown, written: CaseDetail) -> None:
    press(Qt.Key.Key_C, SHIFT)
    sheet = shown.sheet()
    four = next(chip for chip in sheet.findChildren(Chip) if chip.text() == "4")
    four.setFocus()
    press(Qt.Key.Key_Space)
    comment = sheet.findChild(QPlainTextEdit, "comment")
    assert comment is not None
    comment.setFocus()
    type_words("Quick and kind")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.timeline[-1].kind == "surveyed")
    assert shown.case().timeline[-1].data == {"score": 4, "comment": "Quick and kind"}
    shown.qtbot.waitUntil(lambda: "Quick and kind" in texts(shown))


def test_a_comment_that_reads_otherwise_than_its_score_is_a_hint(
    shown: Shown, written: CaseDetail
) -> None:
    said = "It was terrible, nobody answered us for days."
    shown.workspace.write(partial(enter_score, case_id=shown.case_id, score=5, comment=said))
    shown.wait(lambda case: case.timeline[-1].kind == "surveyed")
    row = shown.case().timeline[-1]
    assert (row.kind, row.data["score"], row.reads_as) == ("surveyed", 5, "unhappy")
    shown.qtbot.waitUntil(lambda: f"{said}\nBy its words, a hint: unhappy" in texts(shown))


def test_a_score_is_nobodys_but_the_one_that_was_chosen(shown: Shown, written: CaseDetail) -> None:
    press(Qt.Key.Key_C, SHIFT)
    sheet = shown.sheet()
    assert [chip.text() for chip in sheet.findChildren(Chip) if chip.isChecked()] == []
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(
        lambda: "■ Choose a score." in [label.text() for label in sheet.findChildren(QLabel)]
    )
    assert "surveyed" not in [row.kind for row in shown.case().timeline]
    shown.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), Chip))
    type_words("2")
    press(Qt.Key.Key_Return, CTRL)
    shown.wait(lambda case: case.timeline[-1].kind == "surveyed")
    assert shown.case().timeline[-1].data["score"] == 2


def test_what_was_never_resolved_has_no_score(shown: Shown) -> None:
    assert not shown.actions.action("case.survey").isEnabled()
