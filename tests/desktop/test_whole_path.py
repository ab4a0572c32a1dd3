"""A case from a pasted complaint to closed and surveyed, by keyboard alone, on the real window."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.commands.people import add_person
from models.database import Database
from models.handbook.zones import zone
from models.queries.case import CaseDetail
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.models.commands.desk import clock_of, detail
from tests.ui.keyboard import press

ALT, CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
Key = Qt.Key
BERLIN = zone("Europe/Berlin")
COMPLAINT = (
    "From: Ana Ruiz <ana@contoso.example>\nDate: Tue, 12 May 2026 14:20:00 +0200\n"
    "Subject: Exports stall at 90 %\n\nSince noon every export stalls. Please help."
)


@dataclass
class Person:
    """Sits at the desk's keyboard, and has no mouse."""

    desk: Desk
    database: Database
    clock: MovingClock
    qtbot: QtBot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        press(key, modifier)
        self.look()

    def look(self) -> None:
        """Until the window shows what was asked for."""
        QApplication.processEvents()
        settle(self.qtbot, self.desk)
        QApplication.processEvents()

    def go_to(self, name: str) -> None:
        """Press Tab until the keyboard is in the field of that name."""
        been: list[str] = []
        while name not in self.where():
            assert been.count(self.where()) < 3, f"no way by Tab to “{name}”: {been}"
            been.append(self.where())
            press(Key.Key_Tab)
            QApplication.processEvents()

    def where(self) -> str:
        focused = QApplication.focusWidget()
        return focused.accessibleName() if focused is not None else ""

    def type(self, words: str) -> None:
        """Type where the keyboard is."""
        field = QApplication.focusWidget()
        assert isinstance(field, (QLineEdit, QPlainTextEdit)), field
        QTest.keyClicks(field, words)

    def case(self) -> CaseDetail:
        return detail(self.database, 1)

    def wait(self, so: Callable[[CaseDetail], bool]) -> None:
        """Until the case is so, and the window shows it."""
        self.qtbot.waitUntil(lambda: so(self.case()))
        self.look()

    def later(self, **passed: float) -> None:
        self.clock.instant += timedelta(**passed)


@pytest.fixture
def person(
    qtbot: QtBot, qapp: QApplication, database: Database, clock: MovingClock, tmp_path: Path
) -> Iterator[Person]:
    database.person_id = database.write(partial(add_person, name="Lea Lead", role="lead")).result
    desk = open_window(qapp, database, tmp_path)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    made = Person(desk, database, clock, qtbot)
    made.look()
    yield made
    QApplication.clipboard().clear()
    close_window(qtbot, desk)


def kinds(case: CaseDetail) -> list[str]:
    return [event.kind for event in case.timeline]


def take_the_complaint(person: Person) -> None:
    """From the clipboard to a whole case."""
    QApplication.clipboard().setText(COMPLAINT)
    person.press(Key.Key_V, CTRL | SHIFT)
    assert person.where() == "Customer"
    person.type("Contoso")
    for name, downs in (("How far it reaches", 2), ("Urgency", 1), ("Workaround known", 1)):
        person.go_to(name)
        for _ in range(downs):
            press(Key.Key_Down)
    for name, words in (
        ("Impact", "Nobody can export"), ("Product", "Exporter"), ("Version", "4.2"),
        ("Steps to reproduce", "Export all years"),
    ):  # fmt: skip
        person.go_to(name)
        person.type(words)
    person.press(Key.Key_Return, CTRL)
    person.qtbot.waitUntil(lambda: person.desk.window.place == "case")
    person.look()


def test_a_pasted_complaint_is_taken_to_its_end_by_keys_alone(person: Person) -> None:
    take_the_complaint(person)
    case = person.case()
    assert (case.row.title, case.contact, case.row.missing) == (
        "Exports stall at 90 %", "Ana Ruiz", (),
    )  # fmt: skip
    assert person.clock.instant - case.timeline[0].occurred_at == timedelta(minutes=8)

    person.go_to("What the customer was told")
    person.press(Key.Key_Return, CTRL)
    person.wait(lambda case: kinds(case)[-1] == "acknowledged")
    told = QApplication.clipboard().text()
    assert "Its case number is CS-1001." in told
    assert "This is what we understood: Exports stall at 90 %. Nobody can export" in told
    update = clock_of(person.database, 1, "next_update", 1, "SLO").due_at
    assert update is not None
    due = update.astimezone(BERLIN)
    assert f"You hear from us again by {due:%a} {due.day} {due:%b %Y, %H:%M %Z}." in told
    assert clock_of(person.database, 1, "first_response").verdict == "running"

    assert person.where() == "What the customer was told"
    person.press(Key.Key_Escape)
    person.press(Key.Key_M)
    person.wait(lambda case: case.row.assignee == "Lea Lead")

    person.later(minutes=4)
    person.press(Key.Key_R)
    person.type("We see it too, and look into it.")
    person.press(Key.Key_Return, CTRL)
    person.wait(lambda case: kinds(case)[-1] == "contact")
    assert person.where() == "What the customer was told"
    person.press(Key.Key_Escape)
    assert person.where() == "Conversation and timeline"

    person.later(minutes=20)
    person.press(Key.Key_P)
    person.go_to("Name of whom we wait for")
    person.type("Ana Ruiz")
    person.press(Key.Key_Return)
    person.wait(lambda case: case.row.status == "waiting_customer")

    person.later(hours=2)
    person.press(Key.Key_C)
    person.type("It stalls with all years, not with one.")
    person.press(Key.Key_Return, CTRL)
    person.wait(lambda case: case.row.status == "in_progress")
    assert person.where() == "What the customer was told"
    person.press(Key.Key_Escape)
    assert person.where() == "Conversation and timeline"

    person.later(minutes=30)
    person.press(Key.Key_E)
    person.type("Exports by year work; the fix is out.")
    person.press(Key.Key_Return, CTRL)
    person.wait(lambda case: case.row.status == "resolved")

    person.press(Key.Key_E, SHIFT)
    for name, words in (
        ("Root cause", "A lock was held too long"), ("Workaround", "none"),
        ("Prevention next steps", "A test with ten years"),
    ):  # fmt: skip
        person.go_to(name)
        press(Key.Key_A, CTRL)
        person.type(words)
    person.press(Key.Key_Return, CTRL)
    person.wait(lambda case: case.row.status == "closed")

    person.later(days=1)
    person.press(Key.Key_C, SHIFT)
    while person.where() != "5 good":
        before = person.where()
        press(Key.Key_Right)
        assert person.where() != before
    press(Key.Key_Space)
    person.go_to("The customer's words")
    person.type("Quick, and they told us why.")
    person.press(Key.Key_Return, CTRL)
    person.wait(lambda case: kinds(case)[-1] == "surveyed")
    scored = person.case().timeline[-1].data
    assert (scored["score"], scored["comment"]) == (5, "Quick, and they told us why.")
    case = person.case()
    assert case.closing["root_cause"] == "A lock was held too long"
    assert kinds(case)[:2] == ["opened", "customer_message"]
    first = clock_of(person.database, 1, "first_response")
    last = clock_of(person.database, 1, "resolution")
    assert (first.verdict, first.elapsed_seconds) == ("met", 12 * 60)
    assert (last.verdict, last.elapsed_seconds) == ("met", (12 + 20 + 30) * 60)
