"""The queue's table: widths that a person gave are kept; keys go where people expect."""

import json
from array import array
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from models.commands.contacts import log_contact
from models.queries.queue import queue_rows
from tests.ui.conftest import MemoryPreferences
from tests.ui.queue.conftest import Opener, Queue, ids
from ui.queue.column_widths import share
from ui.queue.columns import COLUMNS, CUSTOMER, DUE, GAUGE, PRIORITY, STATUS, TITLE, marks, told
from ui.queue.queue_model import QueueModel


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
    assert len(queue.selected()) == 4
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.selected_rows() == [0]


def uncut(queue: Queue, *columns: int) -> bool:
    """Whether every word of these columns has room."""
    table, model = queue.table, queue.table.model()
    return all(
        table.itemDelegate().sizeHint(QStyleOptionViewItem(), model.index(row, column)).width()
        <= table.columnWidth(column)
        for row in range(model.rowCount())
        for column in columns
    )


def test_words_known_before_have_room_when_another_filter_shows_them(queue: Queue) -> None:
    assert uncut(queue, GAUGE)
    queue.chip("Mine").click()
    queue.wait_for("CS-1001")
    queue.chip("All open").click()
    queue.wait_for("CS-1003", "CS-1001", "CS-1004", "CS-1002")
    assert uncut(queue, GAUGE)


def test_a_row_is_heard_as_a_sentence_wherever_arrows_lead(queue: Queue) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(queue.table, key)
    heard = queue.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == (
        "CS-1001, P2: Exports stall at 90 %. Contoso, New, Ana Ruiz."
        " First response: 55 min, due 15:28."
    )


def test_a_row_in_which_an_internal_promise_hides_a_breach_of_the_sla_says_so(
    queue: Queue,
) -> None:
    (case_id,) = ids(queue.database, "CS-1004")
    row = queue.database.read(partial(queue_rows, ids=[case_id], now=queue.clock.now()))[0]
    row = replace(
        row, commitment="next_update", objective="SLO", state="breached", also_over=("resolution",)
    )
    assert marks(row)[0] == "■ Resolution over"
    said = told(row, GAUGE)
    assert said.startswith("Next update (internal, SLO): ")
    assert said.endswith("; SLA breached as well: Resolution")


def test_a_paused_row_says_whom_it_waits_for_and_no_due_time(queue: Queue) -> None:
    (waiting,) = ids(queue.database, "CS-1004")
    queue.workspace.write(partial(log_contact, case_id=waiting, type="reply", text="Which log?"))
    queue.wait_for("CS-1003", "CS-1001", "CS-1002", "CS-1004")
    queue.qtbot.waitUntil(lambda: queue.words(3, DUE) == "waiting: their log")
    index = queue.table.model().index(3, PRIORITY)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "CS-1004, P2, provisional: Printer prints blanks (incomplete: priority, impact, "
        "environment, steps missing). Fabrikam, Waiting on customer, unassigned. "
        "Next update: 4 h work left, paused, waiting: their log."
    )
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "P2, provisional"


def test_rows_that_are_not_there_yet_are_not_asked_for_to_be_measured(queue: Queue) -> None:
    asked: list[list[int]] = []
    (model,) = queue.page.findChildren(QueueModel)
    model.rows_wanted.connect(asked.append)
    model.show_ids(array("q", range(10_000, 10_400)))
    assert asked == []
