import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.gauge import Gauge
from models.text import text
from ui.palette import Scheme
from ui.theme import Theme
from ui.widgets.table_cells import Role
from ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
ROWS = 1_000_000


class MillionRows(QAbstractTableModel):
    """A million cases, made when they are looked at; counts how many were."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

    def rowCount(self, parent: Index | None = None) -> int:
        return ROWS

    def columnCount(self, parent: Index | None = None) -> int:
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked.add(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"CS-{index.row()}"
        if role == Role.PRIORITY and index.column() == 0:
            return "P2?"
        if role == Role.GAUGE and index.column() == 2:
            return Gauge(0.5, 0.25, "calm", text("3 h"), text("17:00"))
        return None


@pytest.fixture
def model() -> MillionRows:
    return MillionRows()


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, model: MillionRows) -> TableView:
    view = TableView(theme, "Queue")
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(800, 400)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


def test_only_what_is_seen_is_asked_for(table: TableView, model: MillionRows) -> None:
    table.grab()
    assert 0 < len(model.asked) < 40
    table.scrollToBottom()
    table.grab()
    assert ROWS - 1 in model.asked
    assert len(model.asked) < 80


def test_rows_are_as_high_as_the_size_file_says(table: TableView, theme: Theme) -> None:
    assert table.rowHeight(0) == theme.sizes.row
    assert 32 <= table.rowHeight(0) <= 36


def test_the_keyboard_moves_and_opens(table: TableView) -> None:
    opened: list[int] = []
    table.row_opened.connect(lambda index: opened.append(index.row()))
    assert table.current_row() == 0
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K):
        QTest.keyClick(table, key)
    assert table.current_row() == 1
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [1]
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.current_row() == ROWS - 1
    QTest.keyClick(table, Qt.Key.Key_J)
    assert table.current_row() == ROWS - 1


def test_without_a_row_the_first_step_goes_to_the_first_and_enter_does_nothing(
    table: TableView,
) -> None:
    opened: list[object] = []
    table.row_opened.connect(opened.append)
    table.setCurrentIndex(QModelIndex())
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert (opened, table.current_row()) == ([], None)
    QTest.keyClick(table, Qt.Key.Key_J)
    assert table.current_row() == 0


def test_several_rows_are_selected_by_shift(table: TableView) -> None:
    table.go_to_row(3)
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected_rows() == [3, 4, 5]


def test_letters_are_left_to_shortcuts(table: TableView) -> None:
    table.go_to_row(2)
    QTest.keyClick(table, Qt.Key.Key_C)
    assert table.current_row() == 2


def test_columns_give_way_in_a_narrow_window(table: TableView) -> None:
    table.set_least_widths({1: 700})
    assert not table.isColumnHidden(1)
    table.resize(600, 400)
    assert table.isColumnHidden(1)
    table.resize(900, 400)
    assert not table.isColumnHidden(1)


def test_a_row_that_is_gone_to_while_ctrl_is_down_is_selected(table: TableView) -> None:
    """As after Ctrl+Enter in a sheet, which showed the rows anew."""
    table.go_to_row(3)
    QTest.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.go_to_row(3)
    assert table.selected_rows() == [3]
    QTest.keyRelease(table, Qt.Key.Key_Control)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_stands_out_only_where_the_keyboard_is(
    table: TableView, theme: Theme, scheme: Scheme
) -> None:
    theme.choose(scheme)
    table.go_to_row(1)
    area = table.visualRect(table.model().index(1, 1))

    def ground() -> str:
        spot = area.topRight() + QPoint(-3, 4)
        return table.viewport().grab().toImage().pixelColor(spot).name()

    assert ground() == theme.palette.accent_tint.lower()
    table.clearFocus()
    assert ground() == theme.palette.rail_hover.lower()


def test_a_table_ends_after_its_rows(qtbot: QtBot, theme: Theme) -> None:
    view = TableView(theme, "Actions")
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(3, 1))
    view.end_after_rows()
    view.resize(400, 900)
    view.show()
    assert view.height() == theme.sizes.header + 3 * theme.sizes.row
