"""A long table asks for what is looked at, once, and keeps what was fetched lately."""

from array import array
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt

from ui.widgets.paged_rows import PagedRows
from ui.widgets.table_cells import Index


class Line(NamedTuple):
    id: int
    words: str


class Lines(PagedRows[Line]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        return row.words if row and role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def lines(qtbot: Any) -> Lines:
    lines = Lines(2)
    assert lines.show_ids(array("q", range(1, 501)))
    return lines


def read(lines: Lines, position: int) -> Any:
    return lines.data(lines.index(position, 0))


def test_a_look_asks_for_the_screenful_around_it_once(lines: Lines) -> None:
    asked: list[list[int]] = []
    lines.rows_wanted.connect(asked.append)
    assert read(lines, 100) is None
    assert read(lines, 101) is None
    assert asked == [list(range(71, 131)), [131]]
    lines.show_rows([Line(101, "Checkout is down")])
    assert read(lines, 100) == "Checkout is down"
    lines.ask_again()
    read(lines, 101)
    assert asked[2] == [i for i in range(72, 132) if i != 101]


def test_only_rows_that_are_news_are_painted_again(lines: Lines) -> None:
    painted: list[Any] = []
    lines.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    read(lines, 100)
    sight = [Line(number, "Due in 9 min") for number in range(90, 130)]
    for _ in range(2):
        lines.show_rows(sight)
    assert painted == [(89, 128)]
    changed = {92, 93, 110}
    lines.show_rows([Line(i, "Due in 8 min") if i in changed else Line(i, w) for i, w in sight])
    assert painted[1:] == [(91, 92), (109, 109)]


def test_where_a_row_that_is_news_is_far_from_what_is_looked_at_all_are(lines: Lines) -> None:
    painted: list[Any] = []
    lines.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    read(lines, 490)
    lines.show_rows([Line(1, "Far"), Line(480, "Near")])
    assert painted == [(0, 499)]


def test_more_of_the_same_comes_at_the_end_and_leaves_the_rest_in_place(lines: Lines) -> None:
    seen: list[str] = []
    lines.modelReset.connect(lambda: seen.append("reset"))
    lines.rowsInserted.connect(lambda _, first, last: seen.append(f"{first}-{last}"))
    assert not lines.show_ids(array("q", range(1, 501)))
    assert not lines.show_ids(array("q", range(1, 503)))
    assert lines.show_ids(array("q", [3, 2]))
    assert seen == ["500-501", "reset"]
    assert (lines.rowCount(), lines.columnCount()) == (2, 2)


def test_of_many_rows_those_fetched_last_are_kept(lines: Lines) -> None:
    lines.show_rows([Line(number, "Row") for number in range(1, 4_101)])
    assert lines.row_of(100) is None
    assert lines.row_of(101) == Line(101, "Row")
    assert [row.id for row in lines.fetched(98, 103)] == [101, 102, 103]
