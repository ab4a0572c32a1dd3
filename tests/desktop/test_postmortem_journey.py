"""A postmortem from three breached cases by keys alone, in the window of a desk: a draft with its
factor and its action is saved in fewer keys than anybody presses in a minute."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.database import Database
from models.queries.corrective_actions import actions
from models.queries.postmortem import PostmortemDetail
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.models.commands.breached import read
from tests.models.commands.desk import opened
from tests.ui.reviews.postmortem_desk import people
from ui.reviews.own_actions_card import OwnActionsCard
from ui.reviews.postmortem_editor import PostmortemEditor
from ui.reviews.postmortem_view import PostmortemView
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.form_sheet import FormSheet
from ui.widgets.sheet import Sheet
from ui.widgets.text_line import TextLine

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
A_MINUTE = 60
"""Keys: one in a second, words among them; who types at all is faster."""


@dataclass
class Typist:
    """Presses keys where the keyboard is, and counts them."""

    qtbot: QtBot
    desk: Desk
    keys: int = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._there(), key, modifier)
            self.keys += 1
        settle(self.qtbot, self.desk)

    def write(self, words: str) -> None:
        QTest.keyClicks(self._there(), words)
        self.keys += len(words)

    def wait_for(self, kind: type[QWidget]) -> None:
        """Until a part of this kind is in sight."""
        self.qtbot.waitUntil(lambda: any(one.isVisible() for one in self._parts(kind)))
        settle(self.qtbot, self.desk)

    def wait_until_gone(self, kind: type[QWidget]) -> None:
        """Until none is."""
        self.qtbot.waitUntil(lambda: not any(one.isVisible() for one in self._parts(kind)))
        settle(self.qtbot, self.desk)

    def tab_to(self, kind: type[QWidget], name: str) -> None:
        """Tab until the field of this name has the keyboard."""
        for _ in range(40):
            there = self._there()
            if isinstance(there, kind) and there.objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    def _parts(self, kind: type[QWidget]) -> list[QWidget]:
        return self.desk.window.findChildren(kind)

    def _there(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the keyboard"
        return focused


@pytest.fixture
def breached_desk(database: Database, clock: MovingClock) -> Database:
    """Three open cases whose clocks all are over."""
    people(database)
    for _ in range(3):
        opened(database)
    clock.instant += timedelta(days=3)
    return database


def write_it(typist: Typist) -> None:
    """From the editor to the saved draft."""
    typist.wait_for(PostmortemEditor)
    typist.press(Qt.Key.Key_F, ALT)
    typist.write("Cache ran full")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_N, ALT)
    typist.wait_for(FormSheet)
    typist.write("Watch the cache")
    typist.tab_to(TextLine, "expected")
    typist.write("1")
    typist.press(Qt.Key.Key_Return, CTRL)
    typist.wait_until_gone(Sheet)
    typist.wait_for(OwnActionsCard)
    typist.press(Qt.Key.Key_Return, CTRL)
    typist.wait_for(PostmortemView)


def is_whole(database: Database) -> PostmortemDetail:
    """The draft on the desk has its cases, a factor and an action, and may be reviewed."""
    told = read(database, 1)
    assert len(told.said.case_ids) == 3
    assert "Cache ran full" in told.said.factors
    assert told.missing == ()
    rows = database.read(lambda s: actions(s, database.clock.now(), postmortem_id=1))
    assert [row.title for row in rows] == ["Watch the cache"]
    return told


def test_from_the_queue(
    qapp: QApplication, qtbot: QtBot, breached_desk: Database, tmp_path: Path
) -> None:
    desk = open_window(qapp, breached_desk, tmp_path)
    settle(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    typist = Typist(qtbot, desk)
    typist.press(Qt.Key.Key_Home)
    typist.press(Qt.Key.Key_Down, SHIFT, times=2)
    typist.press(Qt.Key.Key_M, ALT)
    write_it(typist)
    is_whole(breached_desk)
    assert typist.keys < A_MINUTE
    close_window(qtbot, desk)


def test_from_the_quarter(
    qapp: QApplication, qtbot: QtBot, breached_desk: Database, tmp_path: Path
) -> None:
    desk = open_window(qapp, breached_desk, tmp_path)
    settle(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    typist = Typist(qtbot, desk)
    typist.press(Qt.Key.Key_4, CTRL)
    assert desk.window.place == "reviews"
    typist.press(Qt.Key.Key_M, ALT)
    typist.wait_for(CasesSheet)
    typist.press(Qt.Key.Key_A, CTRL)
    typist.press(Qt.Key.Key_M, ALT)
    write_it(typist)
    is_whole(breached_desk)
    assert typist.keys < A_MINUTE
    desk.window.go_back()  # to the quarter
    settle(qtbot, desk)
    assert desk.window.page("reviews").location() == "2026Q2"
    close_window(qtbot, desk)


def test_from_a_case(
    qapp: QApplication, qtbot: QtBot, breached_desk: Database, tmp_path: Path
) -> None:
    desk = open_window(qapp, breached_desk, tmp_path)
    settle(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    typist = Typist(qtbot, desk)
    typist.press(Qt.Key.Key_Home)
    typist.press(Qt.Key.Key_Return)
    assert desk.window.place == "case"
    typist.press(Qt.Key.Key_M, ALT)
    typist.wait_for(PostmortemEditor)
    assert len(read(breached_desk, 1).said.case_ids) == 1
    close_window(qtbot, desk)
