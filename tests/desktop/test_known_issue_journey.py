"""A known issue from its first case to the archive, in the desk's window, by keys alone."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.commands.people import add_person
from models.database import Database
from models.queries.article import article_cases, article_detail
from tests.desktop.desks import close_window, open_window, settle
from tests.models.commands.desk import WHOLE, opened
from tests.ui.keyboard import press
from ui.case.case_page import CasePage
from ui.case.composer import Composer
from ui.intake.seen_card import SeenCard
from ui.knowledge.knowledge_page import KnowledgePage
from ui.widgets.form_sheet import FormSheet

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
NONE = Qt.KeyboardModifier.NoModifier
FIRST = replace(WHOLE, title="Large exports stall at 90 %", actual="Nothing moves")


class Journey:
    """The window, and what is typed into it."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.until(desk.window.isActiveWindow)

    def until(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so)

    def press(
        self, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        press(key, mods)
        settle(self.qtbot, self.desk)

    def type(self, words: str) -> None:
        at = QApplication.focusWidget()
        assert at is not None
        first, *lines = words.split("\n")
        QTest.keyClicks(at, first)
        for line in lines:
            QTest.keyClick(at, Qt.Key.Key_Return)
            QTest.keyClicks(at, line)

    def say(self, words: str) -> None:
        """Answer the sheet that is open."""
        self.until(lambda: self._sheet() is not None)
        self.type(words)
        self.press(Qt.Key.Key_Return, CTRL)
        self.until(lambda: self._sheet() is None)

    def knowledge(self) -> KnowledgePage:
        page = self.desk.window.page("knowledge")
        assert isinstance(page, KnowledgePage)
        return page

    def status(self) -> str:
        return self.desk.database.read(partial(article_detail, key="KI-1")).status

    def _sheet(self) -> FormSheet | None:
        sheets = self.desk.window.findChildren(FormSheet)
        return next((one for one in sheets if one.isVisible()), None)


@pytest.mark.on_a_file
def test_it_is_written_reviewed_found_used_verified_and_retired_by_keys(
    qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path
) -> None:
    for name in ("Ben Okafor", "Ana Ruiz"):  # who reviews it, and who is at the window
        database.person_id = database.write(partial(add_person, name=name, role="lead")).result
    first = opened(database, FIRST)
    desk = open_window(qapp, database, tmp_path)
    try:
        desk.window.activateWindow()
        here = Journey(desk, qtbot)
        _write(here, first)
        _publish(here)
        used = _find_and_use(here)
        linked = database.read(partial(article_cases, key="KI-1"))
        assert [case.id for case in linked] == [used, first]
        _verify_and_retire(here)
    finally:
        close_window(qtbot, desk)


def _write(here: Journey, case_id: int) -> None:
    """From the case into the editor, where what the case tells stands already."""
    here.desk.window.open_case(case_id)
    settle(here.qtbot, here.desk)
    here.press(Qt.Key.Key_W, ALT)
    here.until(lambda: here.knowledge().is_editing)
    source = here.knowledge().editor.source
    here.until(source.hasFocus)
    assert "Nothing moves" in source.toPlainText()
    here.press(Qt.Key.Key_End, CTRL)
    here.type("In 4.3.\n\n## Workaround\n\nExport month by month")
    here.press(Qt.Key.Key_Return, CTRL)
    here.until(lambda: not here.knowledge().is_editing)


def _publish(here: Journey) -> None:
    here.press(Qt.Key.Key_Q, SHIFT)
    here.say("")
    assert here.status() == "in_review"
    here.press(Qt.Key.Key_P, SHIFT)
    here.until(lambda: here.status() == "published")


def _find_and_use(here: Journey) -> int:
    """Before the title is finished the next agent is offered it, and opens the case with it."""
    here.press(Qt.Key.Key_N)
    here.until(lambda: here.desk.window.page("new").isVisible())
    here.type("Large exports st")
    (card,) = here.desk.window.page("new").findChildren(SeenCard)
    here.until(card.isVisible)
    here.press(Qt.Key.Key_S, ALT)
    here.press(Qt.Key.Key_Return)
    here.press(Qt.Key.Key_Return, CTRL | SHIFT)
    case = here.desk.window.page("case")
    assert isinstance(case, CasePage)
    here.until(case.isVisible)
    (composer,) = case.findChildren(Composer)
    here.until(lambda: "Export month by month" in composer.text.toPlainText())
    found = case.location()
    assert isinstance(found, int)
    return found


def _verify_and_retire(here: Journey) -> None:
    here.desk.window.show_place("knowledge", "KI-1")
    settle(here.qtbot, here.desk)
    here.press(Qt.Key.Key_D, SHIFT)
    here.say("Is it so in 4.3?")
    assert here.status() == "needs_verification"
    here.press(Qt.Key.Key_V, SHIFT)
    here.until(lambda: here.status() == "published")
    here.press(Qt.Key.Key_X, SHIFT)
    here.say("Fixed long ago")
    assert here.status() == "archived"
