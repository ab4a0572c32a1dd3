"""A hotfix by keyboard; once it is out a draft waits in each linked case, and typed words stay."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from models.commands.hotfix import schedule_hotfix
from models.commands.links import add_link
from tests.models.commands.desk import WHOLE, opened
from tests.models.commands.test_hotfix import THURSDAY
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import CTRL, SHIFT, composer, type_words
from tests.ui.case.test_links import ALT
from tests.ui.keyboard import press
from ui.drafts import case_draft


def test_a_hotfix_is_scheduled_shipped_and_told_as_drafts(shown: Shown) -> None:
    others = []
    for name in ("Northwind", "Fabrikam"):
        others.append(opened(shown.database, replace(WHOLE, customer=name)))
        link = partial(add_link, case_id=others[-1], kind="same", to="CS-1001")
        shown.database.write(link)
    shown.drafts.keep(case_draft(others[1]), {"kind": "reply", "text": "My own words"})
    press(Qt.Key.Key_F, ALT | SHIFT)
    shown.qtbot.waitUntil(lambda: "No hotfix is scheduled here (Alt F)" in shown.said)
    press(Qt.Key.Key_F, ALT)
    shown.sheet()
    type_words("Thu 14:00")
    press(Qt.Key.Key_Tab)
    type_words("5.2.1")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "● Ships Thu 14:00: 5.2.1" in shown.words())
    press(Qt.Key.Key_F, ALT | SHIFT)
    shown.qtbot.waitUntil(lambda: "✓ Shipped 14:28: 5.2.1" in shown.words())
    said = "A draft waits in CS-1001, CS-1002; your own words stay in CS-1003"
    shown.qtbot.waitUntil(lambda: said in shown.said)
    assert "is out (5.2.1)" in composer(shown).text.toPlainText()
    kept = shown.drafts.get(case_draft(others[0]))
    assert "the fix for CS-1002" in kept["text"]
    assert kept["promised"] in kept["text"]
    assert shown.drafts.get(case_draft(others[1]))["text"] == "My own words"

    shown.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)  # it is not out after all
    shown.qtbot.waitUntil(lambda: "● Ships Thu 14:00: 5.2.1" in shown.words())
    assert composer(shown).text.toPlainText() == ""
    assert shown.drafts.get(case_draft(1)) == shown.drafts.get(case_draft(others[0])) == {}
    assert shown.drafts.get(case_draft(others[1]))["text"] == "My own words"


def test_words_that_somebody_wrote_in_a_draft_stay_when_it_is_not_out_after_all(
    shown: Shown,
) -> None:
    other = opened(shown.database, replace(WHOLE, customer="Northwind"))
    shown.database.write(partial(add_link, case_id=other, kind="same", to="CS-1001"))
    shown.database.write(partial(schedule_hotfix, case_id=1, at=THURSDAY, what="5.2.1"))
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: "● Ships Thu 14:00: 5.2.1" in shown.words())
    press(Qt.Key.Key_F, ALT | SHIFT)
    shown.qtbot.waitUntil(lambda: "A draft waits in CS-1001, CS-1002" in shown.said)
    kept = shown.drafts.get(case_draft(other))
    shown.drafts.keep(case_draft(other), {**kept, "text": kept["text"] + " Ana"})
    shown.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: "Your own words stay in CS-1002" in shown.said)
    assert shown.drafts.get(case_draft(other))["text"].endswith(" Ana")


def test_none_comes_for_a_reason_and_by_undo_it_does_again(shown: Shown) -> None:
    press(Qt.Key.Key_F, ALT)
    shown.sheet()
    type_words("Thu 14:00")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "● Ships Thu 14:00" in shown.words())
    press(Qt.Key.Key_X, ALT | SHIFT)
    shown.sheet()
    type_words("The workaround holds")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "None is scheduled." in shown.words())
    shown.page.focus_first()
    press(Qt.Key.Key_Z, CTRL)
    shown.qtbot.waitUntil(lambda: "● Ships Thu 14:00" in shown.words())
