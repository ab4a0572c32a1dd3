"""Ctrl+K finds a case by any word of it, and opens it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from models.database import Database
from tests.desktop.desks import close_window, open_window, settle
from tests.models.commands.desk import WHOLE, opened
from tests.ui.articles import article_read, write_known_issue
from tests.ui.keyboard import press
from ui.frame.command_palette import CommandPalette
from ui.frame.palette_rows import RowRole, height_of


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path) -> Iterator[Desk]:
    opened(database, replace(WHOLE, title="Invoices vanish"))
    opened(database)
    made = open_window(qapp, database, tmp_path)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    settle(qtbot, made)
    yield made
    close_window(qtbot, made)


def offered(desk: Desk, words: str) -> list[str]:
    """What the find field offers for these words, once the desk has been asked."""
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    if not palette.isVisible():
        QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText(words)
    return _rows(palette)


def _rows(palette: CommandPalette) -> list[str]:
    view = palette.findChild(QListView)
    assert view is not None
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


@pytest.mark.parametrize("words", ["vanish", "invo", "CS-1001", "contoso vanish", "kind:case inv"])
def test_a_case_is_found_by_its_words_and_opened(qtbot: QtBot, desk: Desk, words: str) -> None:
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    offered(desk, words)
    qtbot.waitUntil(lambda: _rows(palette) == ["Invoices vanish"])
    press(Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert (desk.window.place, desk.window.page("case").location()) == ("case", 1)


def test_a_slip_is_put_right_and_the_passage_shows_why(qtbot: QtBot, desk: Desk) -> None:
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    offered(desk, "vansih")
    qtbot.waitUntil(lambda: _rows(palette) == ["Invoices vanish"])
    told = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    assert "Looked for “vanish” instead of “vansih”." in told
    offered(desk, "everything vanish")
    qtbot.waitUntil(lambda: _rows(palette) == ["Invoices vanish"])
    assert not any(
        label.text().startswith("Looked") for label in palette.findChildren(QLabel)
        if label.isVisible()
    )  # fmt: skip
    view = palette.findChild(QListView)
    assert view is not None
    row = view.model().index(0, 0)
    passage, marks = row.data(RowRole.PASSAGE), row.data(RowRole.MARKS)
    assert [passage[begin:end] for begin, end in marks] == ["everything"]
    assert passage in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert view.visualRect(row).height() == height_of(passage) > height_of("")


def test_what_nobody_has_said_is_not_there(qtbot: QtBot, desk: Desk) -> None:
    assert offered(desk, "zebra") == []
    settle(qtbot, desk)
    assert offered(desk, "zebra") == []


def test_a_filter_that_names_nothing_is_told_of(qtbot: QtBot, desk: Desk) -> None:
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    offered(desk, "kind:foo")
    settle(qtbot, desk)
    told = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    assert told == [
        "No kind is called “foo”. There are case, article, known_issue, how_to, playbook, decision."
    ]


def test_a_customer_is_found_by_name_and_opened(qtbot: QtBot, desk: Desk) -> None:
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    offered(desk, "conto")
    qtbot.waitUntil(lambda: _rows(palette)[:1] == ["Contoso"])
    press(Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert (desk.window.place, desk.window.page("customer").location()) == ("customer", 1)


def test_a_known_issue_is_found_by_its_words_and_read_on_any_page(qtbot: QtBot, desk: Desk) -> None:
    write_known_issue(desk.database, title="Zeppelins lock up")
    desk.window.show_place("customers")
    settle(qtbot, desk)
    before = QApplication.focusWidget()
    palette = desk.window.findChild(CommandPalette)
    assert palette is not None
    offered(desk, "zepp")
    qtbot.waitUntil(lambda: _rows(palette)[:1] == ["Zeppelins lock up"])
    press(Qt.Key.Key_Return)
    sheet = article_read(qtbot, desk.window)
    assert "Exports over 2 GB stall." in sheet.words.toPlainText()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.isVisible()  # there is nothing to use a workaround for
    press(Qt.Key.Key_Escape)
    assert (desk.window.place, QApplication.focusWidget()) == ("customers", before)
