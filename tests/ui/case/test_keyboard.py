"""The case page without a mouse, and for somebody who hears it."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPlainTextEdit, QWidget

from models.commands.contacts import log_contact
from tests.models.commands.desk import WHOLE, detail, opened
from tests.ui.case.conftest import Shown
from tests.ui.case.test_case_page import composer, timeline, type_words, whom
from tests.ui.keyboard import press
from ui.case.clock_row import ClockRow
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip
from ui.widgets.sheet import Sheet

Role = QAccessible.Role


def heard(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """What a screen reader says of a widget: its name and its role."""
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told.text(QAccessible.Text.Name), told.role()


def stops(shown: Shown, key: Qt.Key) -> list[str]:
    """The names of everything the key goes through, once round."""
    found: list[str] = []
    while True:
        focused = QApplication.focusWidget()
        assert focused is not None
        name = heard(focused)[0].split(",")[0].split(". ")[0]
        if name in found:
            return found
        found.append(name)
        press(key)


ROUND = [
    "Conversation and timeline", "Make it the acknowledgement", "Reply",
    "What the customer was told", "Say when they hear from us again", "Log the reply",
    "Templates", "When it happened",
    "Next: First response", "Open ledger", "Ledger: 0 s of 1 h counted",
    "Name who leads it", "Schedule a hotfix", "Root cause: missing", "Workaround: missing",
    "Prevention next steps: missing", "Link", "Attach files",
]  # fmt: skip


def test_tab_goes_through_the_page_as_it_is_read(shown: Shown) -> None:
    assert stops(shown, Qt.Key.Key_Tab) == ROUND
    assert timeline(shown).hasFocus()
    assert stops(shown, Qt.Key.Key_Backtab) == [ROUND[0], *reversed(ROUND[1:])]


def test_tab_keeps_its_order_when_another_clock_is_next(shown: Shown) -> None:
    told = partial(log_contact, case_id=shown.case_id, type="reply", text="We are on it")
    shown.workspace.write(told)
    rows = shown.page.findChildren(ClockRow)
    shown.qtbot.waitUntil(lambda: any("First response met" in row.text() for row in rows))
    went = stops(shown, Qt.Key.Key_Tab)
    assert went[went.index("When it happened") :][1:3] == ["Next: Next update", "Open ledger"]


@pytest.mark.parametrize("kind", [Chip, ClockRow])
def test_one_of_several_is_called_so(shown: Shown, kind: type[QWidget]) -> None:
    found = shown.page.findChildren(kind)
    assert len(found) > 2
    assert {heard(one)[1] for one in found} == {Role.RadioButton}


def test_facts_are_heard_with_their_names_and_cards_with_their_headings(shown: Shown) -> None:
    labels = [heard(label) for label in shown.page.findChildren(QLabel)]
    assert ("Impact: All exports", Role.StaticText) in labels
    assert ("Category: not known", Role.StaticText) in labels
    names = {widget.accessibleName() for widget in shown.page.findChildren(QWidget)}
    assert {"Conversation", "Clocks", "Needed to close"} <= names


def test_j_and_k_go_on_and_back_and_each_case_keeps_its_draft(shown: Shown) -> None:
    other = opened(shown.database)
    first, second = (detail(shown.database, one).row.key for one in (shown.case_id, other))
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: shown.page.subtitle.startswith("1st of 2 in the queue"))
    press(Qt.Key.Key_R)
    type_words("Half a sen")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_J)
    shown.qtbot.waitUntil(lambda: shown.page.title == second)
    assert composer(shown).text.toPlainText() == ""
    shown.qtbot.waitUntil(lambda: shown.page.subtitle.startswith("2nd of 2 in the queue"))
    press(Qt.Key.Key_K)
    shown.qtbot.waitUntil(lambda: shown.page.title == first)
    assert composer(shown).text.toPlainText() == "Half a sen"


def test_work_begins_waits_and_goes_on_by_a_key_each(shown: Shown) -> None:
    press(Qt.Key.Key_S)
    shown.wait(lambda case: case.row.status == "in_progress")
    shown.qtbot.waitUntil(lambda: not shown.actions.action("case.start").isEnabled())
    press(Qt.Key.Key_P)
    whom(shown.sheet()).setFocus()
    type_words("Priya Nair")
    press(Qt.Key.Key_Return)
    shown.wait(lambda case: case.row.status == "waiting_customer")
    shown.qtbot.waitUntil(shown.actions.action("case.resume").isEnabled)
    press(Qt.Key.Key_U)
    shown.wait(lambda case: case.row.status == "in_progress")
    shown.qtbot.waitUntil(lambda: shown.said[-1] == "Work goes on")


def test_the_ledger_opens_by_its_key_and_escape_goes_back(shown: Shown) -> None:
    press(Qt.Key.Key_L)
    stretches = QApplication.focusWidget()
    assert isinstance(stretches, QListWidget)
    assert stretches.accessibleName() == "Stretches of time"
    press(Qt.Key.Key_Escape)
    assert timeline(shown).hasFocus()


def test_the_ledger_closes_by_its_button_too(shown: Shown) -> None:
    press(Qt.Key.Key_L)
    sheet = next(one for one in shown.page.window().findChildren(Sheet) if one.isVisible())
    next(one for one in sheet.findChildren(Button) if one.text() == "Close").click()
    assert not sheet.isVisible()
    assert timeline(shown).hasFocus()


def test_an_incomplete_case_asks_by_a_key_for_just_what_it_lacks(shown: Shown) -> None:
    half = opened(shown.database, replace(WHOLE, steps="", impact="", incomplete=True))
    shown.page.go_to(half)
    shown.qtbot.waitUntil(lambda: "Incomplete: impact, steps to reproduce" in shown.words())
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    asked = [field.objectName() for field in shown.sheet().findChildren(QPlainTextEdit)]
    assert asked == ["impact", "steps"]
    type_words("Everybody")
    press(Qt.Key.Key_Tab)
    type_words("Open the desk")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.qtbot.waitUntil(lambda: not detail(shown.database, half).row.missing)
    shown.qtbot.waitUntil(lambda: "Incomplete" not in shown.words())


def test_in_a_case_just_made_the_keyboard_is_in_the_acknowledgement_that_waits(
    shown: Shown,
) -> None:
    other = opened(shown.database)
    words = {"kind": "acknowledged", "text": "We have it.", "drafted": "We have it."}
    shown.drafts.keep(f"case-{other}", words)
    shown.page.go_to(other)
    shown.page.focus_first()
    shown.page.go_on_with_made()
    shown.qtbot.waitUntil(lambda: composer(shown).text.hasFocus())
    type_words(" Hello e")
    assert composer(shown).text.toPlainText() == "We have it. Hello e"
