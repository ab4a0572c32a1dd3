"""The head of a case says what is wrong with it, beside what mends it."""

from datetime import timedelta
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.commands.cases import NewCase
from models.commands.closing import ClosingNote, exclude, keep_note, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.facts import edit_facts
from models.handbook.events import CLOSED, RESOLVED
from models.work import Work
from tests.models.commands.desk import opened
from tests.ui.case.conftest import Shown
from ui.case.clocks_card import ClocksCard
from ui.case.head_card import HeadCard
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.clipped_label import ClippedLabel

WROTE = "▲ Contoso wrote after it was resolved, 15:28. What is it?"


def buttons(shown: Shown) -> list[str]:
    head = shown.page.findChild(HeadCard)
    assert isinstance(head, HeadCard)
    found = head.findChildren(ActionButton)
    return [button.text() for button in found if button.isVisibleTo(shown.page)]


def test_a_case_without_anybody_is_marked_only_while_it_is_open(shown: Shown) -> None:
    assert "▲ unassigned · New" in shown.words()
    shown.workspace.write(partial(resolve, case_ids=[shown.case_id]))
    shown.qtbot.waitUntil(lambda: "nobody · Resolved" in shown.words())
    assert "unassigned" not in shown.words()


def test_a_message_after_the_resolution_is_said_until_somebody_answers(shown: Shown) -> None:
    case_id = shown.case_id
    shown.workspace.write(partial(resolve, case_ids=[case_id]))
    shown.qtbot.waitUntil(lambda: shown.case().row.status == "resolved")
    shown.clock.instant += timedelta(hours=1)
    shown.workspace.write(partial(log_customer_message, case_id=case_id, text="It is back"))
    shown.qtbot.waitUntil(lambda: WROTE in shown.words())
    assert buttons(shown) == ["It was thanks", "Reopen", "It is another case"]
    shown.clock.instant += timedelta(minutes=5)
    thanks = partial(log_contact, case_id=case_id, type="reply", text="Noted, thank you")
    shown.workspace.write(thanks)
    shown.qtbot.waitUntil(lambda: WROTE not in shown.words())
    assert buttons(shown) == []


def test_what_is_over_says_what_it_lacked_and_offers_nothing(shown: Shown) -> None:
    half = opened(shown.database, NewCase("It is slow", incomplete=True))
    shown.page.go_to(half)
    shown.qtbot.waitUntil(lambda: "▲ Incomplete: customer, priority" in shown.words())
    assert buttons(shown) == ["Fill in what is missing"]
    shown.workspace.write(partial(exclude, case_id=half, reason="spam"))
    shown.qtbot.waitUntil(lambda: "· Spam" in shown.words())
    assert "▲ Incomplete: customer, priority" in shown.words()
    assert buttons(shown) == []


def test_a_case_closed_without_a_note_says_so(shown: Shown) -> None:
    def closed_elsewhere(work: Work) -> None:
        """As an import does, whose source holds no note."""
        for kind in (RESOLVED, CLOSED):
            work.record(shown.case_id, kind)

    shown.workspace.write(closed_elsewhere)
    shown.qtbot.waitUntil(lambda: "None was written." in shown.words())
    assert "Closing note" in shown.words()


def test_a_category_begins_as_a_line_does(shown: Shown) -> None:
    facts = {"category": "single sign-on (SAML)"}
    shown.workspace.write(partial(edit_facts, case_id=shown.case_id, facts=facts))
    told = "Category: Single sign-on (SAML)"
    widgets = shown.page.findChildren(QWidget)
    shown.qtbot.waitUntil(lambda: told in [widget.accessibleName() for widget in widgets])


def test_facts_and_the_closing_note_show_what_markdown_means(shown: Shown) -> None:
    facts = {"impact": "**All** exports", "steps": "- open\n- export"}
    shown.workspace.write(partial(edit_facts, case_id=shown.case_id, facts=facts))
    note = ClosingNote(root_cause="A `full` disk")
    shown.workspace.write(partial(keep_note, case_id=shown.case_id, note=note))

    def said() -> set[str]:
        found = shown.page.findChildren(ClippedLabel)
        return {label.accessibleName() for label in found if label.isVisibleTo(shown.page)}

    shown.qtbot.waitUntil(lambda: "A full disk" in said())
    assert {"Impact: All exports", "Steps to reproduce: • open\n• export"} <= said()


def test_before_a_case_was_read_nothing_is_said_or_offered(qtbot: QtBot, theme: Theme) -> None:
    answers = [QAction(words) for words in ("It was thanks", "Reopen")]
    head = HeadCard(theme, QAction("Complete"), answers, QAction("Priority"), QAction("Access"))
    clocks = ClocksCard(theme, [])
    for card in (head, clocks):
        qtbot.addWidget(card)
        card.show()
    assert not [one.text() for one in head.findChildren(ActionButton) if one.isVisible()]
    words = [one.text() for one in clocks.findChildren(QLabel) if one.isVisible()]
    assert not [one for one in words if "No clock runs" in one]
