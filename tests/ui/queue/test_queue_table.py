"""The queue's table: widths that a person gave are kept; keys go where people expect."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import MemoryPreferences
from tests.ui.queue.conftest import Opener, Queue
from ui.queue.column_widths import share
from ui.queue.columns import COLUMNS, CUSTOMER, STATUS, TITLE
from ui.queue.selection import selected_ids


def drag(queue: Queue, column: int, by: int) -> None:
    """Pull the right edge of a column's heading."""
    header = queue.table.horizontalHeader()
    edge = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    at = header.rect().center()
    at.setX(edge)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    at.setX(edge + by)
    QTest.mouseMove(header.viewport(), at)
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_column_that_was_pulled_keeps_its_width_and_is_remembered(
    queue: Queue, preferences: MemoryPreferences
) -> None:
    table = queue.table
    before, title = table.columnWidth(CUSTOMER), table.columnWidth(TITLE)
    drag(queue, CUSTOMER, 40)
    assert table.columnWidth(CUSTOMER) == before + 40
    assert table.columnWidth(TITLE) == title - 40
    queue.qtbot.waitUntil(lambda: "queue.widths" in preferences.values)
    assert json.loads(preferences.values["queue.widths"]) == {"Customer": before + 40}
    queue.page.resize(1400, 700)
    assert table.columnWidth(CUSTOMER) == before + 40


def test_a_remembered_width_is_there_at_the_start_and_a_double_click_takes_it_back(
    open_queue: Opener, preferences: MemoryPreferences
) -> None:
    preferences.set("queue.widths", '{"Customer": 177, "Gone": 5, "Agent": "wide", "Status": 3}')
    queue = open_queue()
    assert queue.table.columnWidth(CUSTOMER) == 177
    assert queue.table.columnWidth(STATUS) != 3
    queue.table.horizontalHeader().sectionHandleDoubleClicked.emit(CUSTOMER)
    assert queue.table.columnWidth(CUSTOMER) != 177
    queue.qtbot.waitUntil(lambda: preferences.values["queue.widths"] == "{}")


def test_a_window_that_is_resized_chooses_no_width(
    queue: Queue, preferences: MemoryPreferences
) -> None:
    table = queue.table
    for width in (1252, 700, 560, 1000, 1252):
        queue.page.resize(width, 600)
        QApplication.processEvents()
        widths = share(table.viewport().width(), table._needs, {})
        hidden = {column for column in range(len(COLUMNS)) if table.isColumnHidden(column)}
        assert hidden == set(range(len(COLUMNS))) - {TITLE, *widths}
        assert all(table.columnWidth(column) == wide for column, wide in widths.items())
    assert "queue.widths" not in preferences.values


@pytest.mark.parametrize("damaged", ["not json", "[1, 2]", "{", '"x"'])
def test_what_stands_there_damaged_costs_nothing(
    open_queue: Opener, preferences: MemoryPreferences, damaged: str
) -> None:
    preferences.set("queue.widths", damaged)
    assert open_queue().table.columnWidth(CUSTOMER) > 0


def test_home_and_end_go_to_the_edges_and_with_shift_they_select(queue: Queue) -> None:
    table = queue.table
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current_row() == 3
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert len(selected_ids(table, queue.page._model.ids)) == 4
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.selected_rows() == [0]
