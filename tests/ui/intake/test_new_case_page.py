"""A new case typed as a person types it: asked only for what is missing, never lost."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.drafts import FileDrafts
from models.commands.customer_contacts import contact_named
from models.commands.customers import customer_named
from models.commands.people import add_person
from models.complaint import Complaint
from models.database import Database
from models.errors import Problems
from models.handbook.zones import zone
from models.queries.case import case_id_of
from models.queries.contacts import contact_names
from tests.conftest import FULL, MovingClock
from tests.models.commands.desk import detail
from tests.ui.keyboard import press
from ui.actions import Actions
from ui.drafts import Drafts
from ui.intake.new_case_form import NewCaseForm
from ui.intake.new_case_page import NewCasePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipRow
from ui.widgets.field import Field
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WORDS = {
    "Title": "Exports stall at 90 %", "Customer": "Contoso", "Impact": "All exports",
    "Product": "Exports 4.2", "Steps to reproduce": "Export all years",
}  # fmt: skip


@dataclass
class Shown:
    """The page, and what tests look into."""

    page: NewCasePage
    database: Database
    drafts: Drafts
    qtbot: QtBot
    opened: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def control(self, name: str) -> QWidget:
        kinds = (QLineEdit, QPlainTextEdit)
        found = [w for kind in kinds for w in self.page.findChildren(kind)]
        return next(w for w in found if w.accessibleName() == name)

    def type(self, name: str, words: str) -> None:
        """Type in a field and leave it by Tab, which closes the list of what would complete it."""
        self.control(name).setFocus()
        QTest.keyClicks(self.control(name), words)
        press(Qt.Key.Key_Tab)
        QApplication.processEvents()  # offscreen, the list is a window that hands the keyboard back
        self.page.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is self.page.focusWidget())
        QApplication.processEvents()

    def choose(self, priority: str) -> None:
        chip = next(c for c in self.page.findChildren(Chip) if c.spec.id == priority)
        chip.setFocus()
        press(Qt.Key.Key_Return)

    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.page))


@pytest.fixture
def shown(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock,
) -> Iterator[Shown]:  # fmt: skip
    database.write(partial(customer_named, name="Contoso"))
    workspace = Workspace(database, tasks, clock, None)
    drafts = Drafts()
    page = NewCasePage(theme, workspace, actions, zone("Europe/Berlin"), drafts)
    made = Shown(page, database, drafts, qtbot)
    page.case_made.connect(made.opened.append)
    workspace.said.connect(made.said.append)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activated()
    page.focus_first()
    yield made
    tasks.shutdown()


def fill(shown: Shown, *left_out: str) -> None:
    for name, words in WORDS.items():
        if name not in left_out:
            shown.type(name, words)


def test_a_whole_case_is_opened_by_keyboard_and_goes_to_its_page(shown: Shown) -> None:
    assert shown.control("Title").hasFocus()
    fill(shown)
    shown.choose("P2")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    case = detail(shown.database, shown.opened[0])
    assert (case.row.title, case.row.customer, case.row.priority) == (
        "Exports stall at 90 %", "Contoso", "P2",
    )  # fmt: skip
    assert not case.row.missing
    assert shown.drafts.get("new-case") == {}
    assert shown.control("Title").text() == ""  # type: ignore[attr-defined]


def test_what_is_typed_while_the_case_is_saved_is_set_aside(shown: Shown) -> None:
    shown.type("Title", "Nothing works")
    shown.control("Title").setFocus()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    press(Qt.Key.Key_End)
    QTest.keyClicks(shown.control("Title"), " at all")
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    assert detail(shown.database, shown.opened[0]).row.title == "Nothing works"
    assert shown.control("Title").text() == ""  # type: ignore[attr-defined]
    press(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert shown.control("Title").text() == "Nothing works at all"  # type: ignore[attr-defined]


def test_what_is_missing_is_said_at_each_field_and_nothing_is_lost(shown: Shown) -> None:
    fill(shown, "Impact", "Steps to reproduce")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ Impact is missing." in shown.words())
    assert "■ Steps to reproduce are missing." in shown.words()
    assert "■ Priority is missing." in shown.words()
    assert shown.page.focusWidget() is shown.control("Impact")
    assert shown.opened == []
    assert shown.control("Title").text() == WORDS["Title"]  # type: ignore[attr-defined]
    shown.type("Impact", "Everybody")
    assert "Impact is missing." not in shown.words()


@pytest.mark.parametrize("missing", ["Steps to reproduce", "Product", "Impact"])
def test_the_first_field_that_is_wrong_comes_whole_into_sight_with_what_is_missing(
    shown: Shown, missing: str
) -> None:
    fill(shown, missing)
    shown.page.resize(1000, 400)
    control = shown.control(missing)
    control.setFocus()  # it is in sight, but what will be said below it may not be
    (scroll,) = shown.page.findChildren(QScrollArea)
    for end in (0, scroll.verticalScrollBar().maximum()):
        scroll.verticalScrollBar().setValue(end)
        press(Qt.Key.Key_Return, CTRL)
        parent = control.parentWidget()
        assert isinstance(parent, Field)
        shown.qtbot.waitUntil(lambda: " missing." in parent.problem)  # noqa: B023
        shown.qtbot.waitUntil(
            lambda: parent.visibleRegion().boundingRect().size() == parent.size()  # noqa: B023
        )
        assert control.hasFocus()


def test_an_incomplete_case_may_be_opened_and_is_marked(shown: Shown) -> None:
    shown.type("Title", "Nothing works")
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    case = detail(shown.database, shown.opened[0])
    assert case.row.missing
    assert case.row.provisional


def test_the_form_says_what_a_complete_case_needs_while_one_types(shown: Shown) -> None:
    assert "Still needed: title, customer, priority, impact" in shown.words()
    fill(shown)
    assert "Still needed: priority" in shown.words()
    shown.choose("P3")
    assert "● Complete" in shown.words()


def test_the_customers_words_begin_the_conversation_from_when_they_came(
    shown: Shown, clock: MovingClock
) -> None:
    fill(shown)
    shown.choose("P2")
    shown.type("The customer's message", "Since this morning every export stops.")
    shown.type("Received", "20 min ago")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    case = detail(shown.database, shown.opened[0])
    assert case.timeline[1].data["text"] == "Since this morning every export stops."
    assert (clock.now() - case.opened_at).total_seconds() == 20 * 60


def test_a_time_that_is_none_is_said_at_its_field(shown: Shown) -> None:
    fill(shown)
    shown.type("Received", "lately")
    press(Qt.Key.Key_Return, CTRL)
    assert "“lately” is not a time." in shown.words()
    assert shown.page.focusWidget() is shown.control("Received")


def test_enter_in_a_line_loses_nothing_and_saves_nothing(shown: Shown) -> None:
    fill(shown)
    shown.control("Title").setFocus()
    press(Qt.Key.Key_Return)
    assert shown.opened == []
    assert shown.control("Title").text() == WORDS["Title"]  # type: ignore[attr-defined]


def test_a_cleared_form_can_be_put_back(shown: Shown) -> None:
    fill(shown)
    press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert shown.control("Title").text() == ""  # type: ignore[attr-defined]
    again = next(
        w for w in shown.page.findChildren(QWidget) if getattr(w, "text", str)() == "Put it back"
    )
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert shown.control("Title").text() == WORDS["Title"]  # type: ignore[attr-defined]
    assert shown.drafts.get("new-case")["title"] == WORDS["Title"]


def test_what_can_be_put_back_stays_in_sight_wherever_the_form_is_scrolled(shown: Shown) -> None:
    fill(shown)
    shown.page.resize(1000, 400)
    press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    shown.control("Steps to reproduce").setFocus()
    (scroll,) = shown.page.findChildren(QScrollArea)
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    assert scroll.verticalScrollBar().value() > 100
    again = next(b for b in shown.page.findChildren(Button) if b.text() == "Put it back")
    assert again.visibleRegion().boundingRect().size() == again.size()


def test_every_control_has_a_name(shown: Shown, unnamed: Callable[[QWidget], list[str]]) -> None:
    assert unnamed(shown.page) == []


TYPING = """
import json, os, sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from desktop.awaited_database import AwaitedDatabase
from desktop.drafts import FileDrafts
from models.desk_time import RunningClock
from models.handbook.zones import zone
from ui.actions import Actions
from ui.intake.new_case_page import NewCasePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

application = QApplication([])
drafts = FileDrafts(Path(sys.argv[1]))
kept = []
drafts.kept.connect(kept.append)
workspace = Workspace(AwaitedDatabase(), Tasks(), RunningClock(), None)
page = NewCasePage(Theme(application, "light"), workspace, Actions(), zone("UTC"), drafts)
page.show()
page._form._more.open()
for name in sys.argv[2].split(","):
    field = page._form._fields[name].control
    for letter in f"{name} said":
        QTest.keyClicks(field, letter)
        before, late = len(kept), time.monotonic() + 30
        while drafts.get("new-case") != page._form.values() or len(kept) == before:
            application.processEvents()
            if time.monotonic() > late:
                os._exit(1)
        print(json.dumps(page._form.values()), flush=True)
sys.stdin.read()
"""


TYPED = ("title", "message", "product", "environment", "steps", "actual", "category", "received_at")


@pytest.mark.parametrize("keys", [1, 9, 40, 80] if FULL else [9])
def test_the_draft_of_every_field_survives_kill_minus_nine_after_any_key(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, keys: int
) -> None:
    typing = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path), ",".join(TYPED)], stdout=subprocess.PIPE,
        stdin=subprocess.PIPE, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert typing.stdout is not None
    typed: dict[str, str] = {}
    for _ in range(keys):
        typed = json.loads(typing.stdout.readline())
    os.kill(typing.pid, signal.SIGKILL)
    typing.communicate()
    kept = FileDrafts(tmp_path)
    found = kept.get("new-case")
    kept.close()
    assert sum(map(len, typed.values())) == keys
    assert all(found[name].startswith(words) for name, words in typed.items())
    form = NewCaseForm(theme, QWidget(), QWidget())
    qtbot.addWidget(form)
    form.show_values(found)
    assert form.values() == found


def test_a_key_is_what_the_terminal_says_too(shown: Shown) -> None:
    fill(shown)
    shown.choose("P4")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    found = shown.database.read(partial(case_id_of, key="CS-1001"))
    assert found == shown.opened[0]


def test_a_title_that_is_too_long_is_said_at_its_field_and_not_cut(shown: Shown) -> None:
    fill(shown, "Title")
    title = shown.control("Title")
    assert isinstance(title, QLineEdit)
    QApplication.clipboard().setText("Fwd: " * 80)
    title.paste()
    shown.choose("P2")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "this one has 399" in shown.words())
    assert title.text() == "Fwd: " * 80
    QApplication.clipboard().clear()


def test_what_has_no_field_on_the_form_is_said_above_it(shown: Shown) -> None:
    fill(shown)
    shown.choose("P2")
    error = Problems("Not linked", {"to": "There is no case “CS-77”."}, "Correct it there.")
    shown.page._opening.refused.emit(error)
    assert "There is no case “CS-77”." in shown.words()


def test_what_is_typed_elsewhere_does_not_take_back_what_is_wrong_with_a_title(
    shown: Shown,
) -> None:
    fill(shown, "Title", "Impact")
    title = shown.control("Title")
    assert isinstance(title, QLineEdit)
    title.setText("Fwd: " * 80)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    shown.qtbot.waitUntil(lambda: "this one has 399" in shown.words())
    shown.type("Impact", "All exports")
    assert "this one has 399" in shown.words()
    title.setText("Exports stall")
    assert "this one has 399" not in shown.words()


def test_a_contact_is_offered_once_the_customer_is_typed_and_kept(shown: Shown) -> None:
    database = shown.database
    contoso = database.write(partial(customer_named, name="Contoso")).result
    for name in ("Ana Ruiz", "Ben Okafor"):
        database.write(partial(contact_named, customer_id=contoso, written=name))
    fill(shown)
    contact = shown.control("Contact")
    assert isinstance(contact, QLineEdit)
    offered = contact.completer().model()
    shown.qtbot.waitUntil(lambda: offered.rowCount() == 2)
    shown.type("Contact", "Cleo <cleo@contoso.example>")
    shown.choose("P2")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    assert detail(database, shown.opened[0]).contact == "Cleo"
    assert len(database.read(partial(contact_names, customer="Contoso"))) == 3


def pick(shown: Shown, name: str, letter: str) -> None:
    """Choose from a list by the first letter of the answer."""
    box = next(w for w in shown.page.findChildren(QComboBox) if w.accessibleName() == name)
    box.setFocus()
    QTest.keyClicks(box, letter)


def chosen(shown: Shown) -> str:
    row = next(r for r in shown.page.findChildren(ChipRow) if r.accessibleName() == "Priority")
    return str(row.chosen()[0])


def test_rule_20_the_priority_follows_what_is_suggested(shown: Shown) -> None:
    fill(shown)
    pick(shown, "How far it reaches", "B")
    assert chosen(shown) == "unset"
    pick(shown, "Urgency", "C")
    assert chosen(shown) == "P1"
    assert "The handbook suggests P1." in shown.words()
    pick(shown, "Workaround known", "Y")
    assert chosen(shown) == "P2"
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    data = detail(shown.database, shown.opened[0]).timeline[0].data
    assert (data["priority"], data["suggested_priority"]) == ("P2", "P2")
    assert data["environment"] == {"product": "Exports 4.2"}


def test_rule_20_choosing_another_asks_why_and_follows_no_more(shown: Shown) -> None:
    fill(shown)
    pick(shown, "How far it reaches", "S")
    pick(shown, "Urgency", "D")
    assert chosen(shown) == "P2"
    assert not shown.control("Why another priority").isVisible()
    shown.choose("P4")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "say why it is P4" in shown.words())
    assert shown.page.focusWidget() is shown.control("Why another priority")
    pick(shown, "Workaround known", "Y")
    assert chosen(shown) == "P4"
    shown.type("Why another priority", "Their test system")
    assert shown.drafts.get("new-case")["priority_reason"] == "Their test system"
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    data = detail(shown.database, shown.opened[0]).timeline[0].data
    assert data["priority_reason"] == "Their test system"


def test_a_missing_environment_is_said_at_its_first_part(shown: Shown) -> None:
    fill(shown, "Product")
    shown.choose("P3")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ Environment is missing." in shown.words())
    assert shown.page.focusWidget() is shown.control("Product")
    pick(shown, "In production", "Y")
    assert "Environment is missing." not in shown.words()


def test_the_form_says_what_an_engineer_would_ask(shown: Shown) -> None:
    shown.type("Title", "Exports stall")
    assert "An engineer would ask: which version, since when" in shown.words()
    shown.type("Version", "4.2")
    assert "An engineer would ask: since when" in shown.words()


DRAFT = {
    "title": "Exports stall", "customer": "Contoso", "contact": "Ana Ruiz", "message": "It stalls",
    "impact_level": "significant", "urgency": "degraded", "workaround_known": "no",
    "impact": "All exports", "product": "Exports", "version": "4.2", "component": "scheduler",
    "platform": "Linux", "production": "yes", "environment": "Behind a proxy\nof theirs",
    "steps": "Export", "actual": "It stands", "expected": "A file", "category": "Exports",
    "security": "yes", "named": "Ben Okafor", "priority": "P3",
    "priority_reason": "Agreed by phone", "received_at": "20 min ago",
}  # fmt: skip


def test_a_draft_of_every_field_comes_back_as_it_was(
    qtbot: QtBot, theme: Theme, tasks: Tasks, database: Database, clock: MovingClock
) -> None:
    drafts = Drafts()
    drafts.keep("new-case", DRAFT)
    workspace = Workspace(database, tasks, clock, None)
    page = NewCasePage(theme, workspace, Actions(), zone("Europe/Berlin"), drafts)
    qtbot.addWidget(page)
    page.show()
    page.activated()
    line = next(w for w in page.findChildren(QLineEdit) if w.accessibleName() == "Title")
    QTest.keyClicks(line, "!")
    assert drafts.get("new-case") == DRAFT | {"title": "Exports stall!"}
    tasks.shutdown()


def test_rule_20_a_security_incident_is_p1_and_asks_who_sees_it(shown: Shown) -> None:
    for name in ("Ana Ruiz", "Ben Okafor"):
        shown.database.write(partial(add_person, name=name, role="agent"))
    fill(shown)
    assert not shown.control("Seen by you, the leads and").isVisible()
    shown.choose("yes")
    assert chosen(shown) == "P1"
    shown.type("Seen by you, the leads and", "Ben Okafor, Cleo")
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: "■ “Cleo” is nobody of the team." in shown.words())
    line = shown.control("Seen by you, the leads and")
    assert isinstance(line, QLineEdit)
    line.clear()
    shown.type("Seen by you, the leads and", "Ben Okafor")
    assert shown.drafts.get("new-case")["named"] == "Ben Okafor"
    press(Qt.Key.Key_Return, CTRL)
    shown.qtbot.waitUntil(lambda: len(shown.opened) == 1)
    assert detail(shown.database, shown.opened[0]).seen_by == ["Ben Okafor"]


def test_a_case_begun_at_a_customer_names_them_and_keeps_what_was_begun(shown: Shown) -> None:
    shown.type("Title", "Half a case")
    shown.page.go_to(Complaint("", customer="Contoso"))
    customer, title = shown.control("Customer"), shown.control("Title")
    assert isinstance(customer, QLineEdit)
    assert isinstance(title, QLineEdit)
    assert (customer.text(), title.text()) == ("Contoso", "")
    assert shown.drafts.get("new-case") == {"customer": "Contoso"}


MAIL = """From: Ana Ruiz <ana@contoso.example>
Date: Tue, 12 May 2026 09:15:00 +0200
Subject: Exports stall

Since this morning every export stops at 90 %.
"""


def paste(
    shown: Shown, words: str, modifiers: Qt.KeyboardModifier = CTRL, at: str = "Title"
) -> None:
    QApplication.clipboard().setText(words)
    shown.control(at).setFocus()
    press(Qt.Key.Key_V, modifiers)


def stands(shown: Shown, name: str) -> str:
    control = shown.control(name)
    return control.text() if isinstance(control, QLineEdit) else control.toPlainText()  # type: ignore[attr-defined]


def test_a_complaint_pasted_into_the_title_is_read_as_one_and_can_be_taken_out(
    shown: Shown,
) -> None:
    contoso = shown.database.write(partial(customer_named, name="Contoso")).result
    ana = "Ana Ruiz <ana@contoso.example>"
    shown.database.write(partial(contact_named, customer_id=contoso, written=ana))
    shown.type("Product", "Exports")
    paste(shown, MAIL)
    shown.qtbot.waitUntil(lambda: stands(shown, "Customer") == "Contoso")
    assert stands(shown, "Title") == "Exports stall"
    assert stands(shown, "Contact") == ana
    message = "Since this morning every export stops at 90 %."
    assert stands(shown, "The customer's message") == message
    assert stands(shown, "Received") == "12 May 2026 09:15"
    assert stands(shown, "Product") == "Exports"
    assert shown.control("Title").hasFocus()
    said = "title, message, customer, contact and received are filled in"
    assert f"Read as a complaint: {said}" in shown.words()
    press(Qt.Key.Key_Z, CTRL)
    assert [stands(shown, name) for name in ("Title", "Customer", "Contact", "Product")] == [
        "", "", "", "Exports",
    ]  # fmt: skip
    assert shown.drafts.get("new-case") == {"product": "Exports"}
    paste(shown, MAIL, CTRL | SHIFT)
    assert stands(shown, "Title").split() == MAIL.split()


def test_a_mail_pasted_into_the_message_fills_in_what_is_empty_and_says_what(
    shown: Shown,
) -> None:
    shown.type("Title", "Exports at Contoso")
    paste(shown, MAIL, at="The customer's message")
    shown.qtbot.waitUntil(lambda: "Read as a complaint" in shown.words())
    message = "Exports stall\n\nSince this morning every export stops at 90 %."
    assert stands(shown, "The customer's message") == message
    assert stands(shown, "Title") == "Exports at Contoso"
    assert stands(shown, "Contact") == "Ana Ruiz <ana@contoso.example>"
    assert stands(shown, "Received") == "12 May 2026 09:15"
    words = shown.words()
    assert "Read as a complaint: message, contact and received are filled in" in words
    assert "Its clocks begin 12 May 2026 09:15. What you typed stays: title." in words
    assert shown.control("The customer's message").hasFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert shown.drafts.get("new-case") == {"title": "Exports at Contoso"}


def test_a_mail_that_cannot_be_read_stays_in_the_message_as_it_was_pasted(shown: Shown) -> None:
    paste(shown, f"{MAIL}\0", at="The customer's message")
    shown.qtbot.waitUntil(lambda: "NUL" in shown.words())
    assert stands(shown, "The customer's message") == f"{MAIL}\0"


def test_a_mail_pasted_among_words_replaces_none_of_them(shown: Shown) -> None:
    shown.type("The customer's message", "They phoned first. ")
    paste(shown, MAIL, at="The customer's message")
    shown.qtbot.waitUntil(lambda: "Read as a complaint" in shown.words())
    assert stands(shown, "The customer's message") == f"They phoned first. {MAIL}"
    assert stands(shown, "Received") == "12 May 2026 09:15"
    said = "Read as a complaint: title, contact and received are filled in"
    assert said in shown.words()


def test_whoever_leaves_it_half_typed_hears_that_it_is_kept(shown: Shown) -> None:
    shown.page.left()
    assert shown.said == []
    shown.type("Title", "Half a case")
    shown.page.left()
    assert shown.said == ["The new case is kept as a draft"]


def test_one_line_is_pasted_as_it_is(shown: Shown) -> None:
    paste(shown, "Exports stall\n")
    assert stands(shown, "Title").strip() == "Exports stall"
    assert "Read as a complaint" not in shown.words()


def test_a_complaint_pasted_where_a_title_stands_is_another_case(shown: Shown) -> None:
    shown.type("Title", "Half a case")
    paste(shown, "Cannot sign in\nSince Monday.")
    shown.qtbot.waitUntil(lambda: stands(shown, "Title") == "Cannot sign in")
    assert "Another new case is kept: Half a case" in shown.words()


def test_what_is_too_long_for_a_line_is_said_and_not_cut(shown: Shown) -> None:
    for name in ("Title", "Product", "Customer"):
        shown.type(name, "It")
        QApplication.clipboard().setText("x" * 40_000)
        shown.control(name).setFocus()
        press(Qt.Key.Key_V, CTRL)
        shown.qtbot.waitUntil(lambda: "Not pasted: at most 32,767 letters" in shown.words())
        assert stands(shown, name) == "It"
        shown.control(name).setFocus()
        press(Qt.Key.Key_End)
        QTest.keyClicks(shown.control(name), "!")
        assert "Not pasted" not in shown.words()
    QApplication.clipboard().clear()
