"""Ctrl+K in a desk's window: every action of every page, wherever the person is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.changes import Changes
from models.database import Database
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_watch import opened
from tests.ui.keyboard import press
from ui.actions import EVERYWHERE
from ui.case.case_page import CasePage
from ui.frame.command_palette import CommandPalette
from ui.frame.palette_rows import RowRole
from ui.handbook.handbook_page import HandbookPage
from ui.page import Page
from ui.page_actions import EVERY_PAGE
from ui.widgets.form_sheet import FormSheet
from ui.widgets.growing_text import GrowingText
from ui.widgets.sheet import Sheet
from ui.widgets.toast import Toast

CTRL = Qt.KeyboardModifier.ControlModifier
Line = tuple[str, str, str]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Desk]:
    opened(database)
    made = open_window(qapp, database, tmp_path)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    settle(qtbot, made)
    yield made
    close_window(qtbot, made)


def type_words(desk: Desk, words: str) -> list[Line]:
    """The palette with these words: `(what, where, keys)` of each line, the first one chosen."""
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    if not palette.isVisible():
        QTest.keyClick(desk.window, Qt.Key.Key_K, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(words)
    view = palette.findChild(QListView)
    assert view is not None
    model = view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [(row.data(), row.data(RowRole.DETAIL), row.data(RowRole.KEYS)) for row in rows]


def choose(qtbot: QtBot, desk: Desk, words: str, where: str) -> None:
    """Find an action by its words, go down to the one of that page, Enter."""
    lines = type_words(desk, words)
    at = next(n for n, (what, place, _) in enumerate(lines) if (what, place) == (words, where))
    for _ in range(at):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle(qtbot, desk)


def said(desk: Desk) -> str:
    toast = desk.window.findChild(Toast)
    assert toast is not None
    return toast.text()


def test_every_action_of_every_page_is_found_with_its_keys_and_no_page_is_made(desk: Desk) -> None:
    for spec in EVERY_PAGE:
        lines = type_words(desk, spec.text)
        assert any(
            what == spec.text and where.startswith(spec.category) and keys == spec.shown_keys
            for what, where, keys in lines
        ), (spec, lines)
    press(Qt.Key.Key_Escape)
    assert [type(page).__name__ for page in desk.window.findChildren(Page)] == ["QueuePage"]


def test_what_is_foretold_of_a_page_is_what_the_page_can_do(qtbot: QtBot, desk: Desk) -> None:
    for place in desk.places:
        desk.window.show_place(place.id)
        settle(qtbot, desk)
    made = {spec for spec, _ in desk.actions if spec.scope != EVERYWHERE}
    assert made == set(EVERY_PAGE)
    assert desk.actions.clashes() == []


def test_a_part_of_another_page_is_shown(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "Show the versions", "Handbook")
    assert (desk.window.place, desk.window.page("handbook").location()) == ("handbook", "versions")


def test_an_action_of_a_part_out_of_view_brings_its_part(qtbot: QtBot, desk: Desk) -> None:
    desk.window.show_place("handbook")
    settle(qtbot, desk)
    for words, part in (("Add a special day", "calendars"), ("Add a contract", "contracts")):
        choose(qtbot, desk, words, "Handbook")
        page = desk.window.page("handbook")
        assert isinstance(page, HandbookPage)
        assert page.location() == part
        sheets = [sheet for sheet in desk.window.findChildren(Sheet) if sheet.isVisible()]
        assert len(sheets) == 1
        press(Qt.Key.Key_Escape)


def test_an_action_on_a_case_is_about_the_one_of_the_keyboard(qtbot: QtBot, desk: Desk) -> None:
    second = opened(desk.database)
    desk.workspace.announce(Changes("op", frozenset({second})))
    settle(qtbot, desk)
    press(Qt.Key.Key_End)
    choose(qtbot, desk, "Reply", "Case")
    page = desk.window.page("case")
    assert isinstance(page, CasePage)
    assert (desk.window.place, page.location()) == ("case", second)
    assert isinstance(QApplication.focusWidget(), GrowingText)


def test_an_action_on_a_case_is_about_the_one_looked_at_last(qtbot: QtBot, desk: Desk) -> None:
    desk.window.open_case(1)
    desk.window.show_place("reviews")
    settle(qtbot, desk)
    choose(qtbot, desk, "Assign", "Case")
    assert desk.window.page("case").location() == 1
    sheets = [sheet for sheet in desk.window.findChildren(FormSheet) if sheet.isVisible()]
    assert [sheet.accessibleName() for sheet in sheets] == ["Assign CS-1001"]


def test_without_a_case_at_hand_it_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    desk.window.show_place("reviews")
    settle(qtbot, desk)
    choose(qtbot, desk, "Reply", "Case")
    assert desk.window.place == "reviews"
    assert said(desk) == "Open a case first: “Reply” is done there"


def test_what_acts_on_what_is_seen_waits_for_the_key(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "Open the case", "New case")
    assert desk.window.place == "new"
    assert said(desk) == "Ctrl Enter does it: “Open the case”"


def test_what_cannot_be_done_says_so(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "Publish", "Handbook")
    assert desk.window.place == "handbook"
    assert said(desk) == "“Publish” cannot be done just now"
    choose(qtbot, desk, "Publish", "Handbook · not possible just now")
    assert desk.window.place == "handbook"
