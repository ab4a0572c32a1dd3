"""A new case begun with a template, by keys: what was typed stays."""

from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.commands.intake_templates import keep_intake_template
from models.database import Database
from models.handbook.zones import zone
from models.queries.intake_templates import intake_templates
from tests.conftest import MovingClock
from tests.ui.keyboard import press
from ui.actions import Actions
from ui.drafts import Drafts
from ui.intake.new_case_page import NewCasePage
from ui.intake.template_list import TemplateList
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LOGIN = {"title": "Cannot sign in", "category": "Login", "steps": "1. Open\n2. Sign in"}
SLOW = {"steps": "1. Open the list", "product": "Lists"}


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, tasks: Tasks, actions: Actions, database: Database,
    clock: MovingClock, drafts: Drafts,
) -> NewCasePage:  # fmt: skip
    workspace = Workspace(database, tasks, clock, None)
    made = NewCasePage(theme, workspace, actions, zone("Europe/Berlin"), drafts)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.activateWindow()
    made.focus_first()
    return made


def keep(database: Database, name: str, typed: dict[str, str]) -> None:
    database.write(partial(keep_intake_template, name=name, typed=typed))


def words(page: NewCasePage, name: str) -> str:
    fields: list[QWidget] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    field = next(one for one in fields if one.accessibleName() == name)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]


def type_words(words: str) -> None:
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClicks(at, words)


def opened(qtbot: QtBot, page: NewCasePage, kind: type[QWidget]) -> QWidget:
    def found() -> list[QWidget]:
        return [one for one in page.window().findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_a_template_fills_in_what_is_empty_and_another_takes_its_place(
    qtbot: QtBot, page: NewCasePage, database: Database
) -> None:
    keep(database, "Login", LOGIN)
    keep(database, "Slow", SLOW)
    type_words("Mine")
    press(Qt.Key.Key_T, ALT)
    opened(qtbot, page, TemplateList)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: words(page, "Steps to reproduce") == LOGIN["steps"])
    assert (words(page, "Title"), words(page, "Category")) == ("Mine", "Login")
    press(Qt.Key.Key_T, ALT)
    opened(qtbot, page, TemplateList)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: words(page, "Product") == "Lists")
    assert words(page, "Steps to reproduce") == SLOW["steps"]
    assert (words(page, "Title"), words(page, "Category")) == ("Mine", "")


def test_the_form_is_kept_as_one_and_deleted_by_keys(
    qtbot: QtBot, page: NewCasePage, database: Database
) -> None:
    type_words("Cannot sign in")
    press(Qt.Key.Key_T, ALT)
    opened(qtbot, page, TemplateList)
    press(Qt.Key.Key_N, CTRL)
    opened(qtbot, page, FormSheet)
    type_words("Login")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(database.read(intake_templates)) == 1)
    (row,) = database.read(intake_templates)
    assert (row.name, dict(row.texts)) == ("Login", {"title": "Cannot sign in"})
    names = page.window().findChild(QListWidget)
    assert names is not None
    qtbot.waitUntil(lambda: not _forms(page) and names.count() == 1)
    press(Qt.Key.Key_Delete, CTRL)
    opened(qtbot, page, FormSheet)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: database.read(intake_templates) == [])
    qtbot.waitUntil(lambda: not _forms(page) and names.count() == 0)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [one.name for one in database.read(intake_templates)] == ["Login"])


def test_a_deletion_left_while_it_is_saved_can_be_taken_back(
    qtbot: QtBot, page: NewCasePage, database: Database, tasks: Tasks
) -> None:
    keep(database, "Login", LOGIN)
    press(Qt.Key.Key_T, ALT)
    chooser = opened(qtbot, page, TemplateList)
    gate = Event()
    tasks.write(gate.wait, lambda _: None, lambda _: None, page)
    press(Qt.Key.Key_Delete, CTRL)
    opened(qtbot, page, FormSheet)
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _forms(page))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert database.read(intake_templates) == []
    assert chooser.isVisible()
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [one.name for one in database.read(intake_templates)] == ["Login"])


ASKING = {"title": "Cannot sign in", "steps": "Browser:\n\nAccount:\n"}


def said(page: NewCasePage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def test_what_the_template_asks_is_told_until_it_is_answered_also_after_a_restart(
    qtbot: QtBot, page: NewCasePage, database: Database, drafts: Drafts, theme: Theme, tasks: Tasks,
    clock: MovingClock,
) -> None:  # fmt: skip
    keep(database, "Login", ASKING)
    press(Qt.Key.Key_T, ALT)
    opened(qtbot, page, TemplateList)
    press(Qt.Key.Key_Return)
    asked = "The template asks, in Steps to reproduce: Browser, Account"
    qtbot.waitUntil(lambda: asked in said(page))
    assert "steps to reproduce" in said(page).split("Still needed:")[1].split("\n")[0]
    kept = drafts.get("new-case")
    workspace = Workspace(database, tasks, clock, None)
    again = NewCasePage(theme, workspace, Actions(), zone("Europe/Berlin"), drafts)
    qtbot.addWidget(again)
    again.show()
    assert asked in said(again)
    steps = next(w for w in again.findChildren(QPlainTextEdit)
                 if w.accessibleName() == "Steps to reproduce")  # fmt: skip
    steps.setPlainText("Browser:\nFirefox\n\nAccount:\n")
    assert "The template asks, in Steps to reproduce: Account" in said(again)
    assert "steps to reproduce" not in said(again).split("Still needed:")[1].split("\n")[0]
    assert drafts.get("new-case")["template"] == kept["template"]
    steps.setPlainText("Signed in")
    assert "The template asks" not in said(again)


def _forms(page: NewCasePage) -> list[FormSheet]:
    return [one for one in page.window().findChildren(FormSheet) if one.isVisible()]
