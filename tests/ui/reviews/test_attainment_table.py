"""The attainment table: figures as the query gives them, whole, wherever they stand."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.commands.closing import resolve
from models.handbook.attainment import AttainmentRow, total
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.review_words import halves
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import BEFORE, review_of, table_of
from ui.widgets.figure_cells import FigureDelegate, FigureRole
from ui.widgets.table_view import TableView


def test_every_cell_says_what_the_query_says(shown: Shown) -> None:
    review, model = review_of(shown), table_of(shown).model()
    rows = {(row.priority, row.commitment, row.objective): row for row in review.attainment}
    told = {
        (model.index(row, 0).data(), model.headerData(column, Qt.Orientation.Horizontal)):
            model.index(row, column).data()
        for row in range(model.rowCount())
        for column in range(1, model.columnCount())
    }  # fmt: skip
    names = {"first_response": "First response", "next_update": "Next update",
             "resolution": "Resolution"}  # fmt: skip
    decided = {place: row for place, row in rows.items() if row.decided}
    assert len(decided) > 10
    for (priority, commitment, objective), row in decided.items():
        heading = f"{names[commitment]}\n{objective}"
        assert told[priority, heading] == " · ".join(halves(row.met, row.decided))
        assert told["All", heading] == _words(total(review.attainment, commitment, objective))


def _words(row: AttainmentRow) -> str:
    return " · ".join(halves(row.met, row.decided))


def test_only_where_the_keyboard_is_stands_out(shown: Shown) -> None:
    table = table_of(shown)
    worst = next(
        t for t in shown.page.findChildren(TableView)
        if t.accessibleName() == "The cases furthest over"
    )  # fmt: skip
    assert len(table.selectedIndexes()) == 1
    assert worst.selectedIndexes() == []
    place = table.currentIndex()
    worst.setFocus()
    assert table.selectedIndexes() == []
    assert {index.row() for index in worst.selectedIndexes()} == {0}
    table.setFocus()
    assert table.currentIndex() == place
    assert table.selectedIndexes() == [place]


def test_what_is_not_in_a_figure_and_what_it_was_stands_under_it(
    qtbot: QtBot, shown: Shown
) -> None:
    now = total(review_of(shown).attainment, "resolution", "SLA")
    assert now.running > 0
    assert _note(shown) == " · ".join([*_left_out(now), f"{now.running} running"])
    shown.page.go_to(BEFORE)
    over = review_of(shown, BEFORE)
    now = total(over.attainment, "resolution", "SLA")
    was = total(over.previous, "resolution", "SLA")
    running = [f"{now.running} running"] if now.running else []
    parts = [*_left_out(now), f"was {halves(was.met, was.decided)[0]}", *running]
    qtbot.waitUntil(lambda: _note(shown) == " · ".join(parts))


def _left_out(row: AttainmentRow) -> list[str]:
    return [f"{row.excluded} left out"] if row.excluded else []


def _note(shown: Shown) -> str:
    """What stands under all resolutions under the SLA."""
    model = table_of(shown).model()
    notes = {
        model.headerData(column, Qt.Orientation.Horizontal):
            model.index(model.rowCount() - 1, column).data(FigureRole.NOTE)
        for column in range(1, model.columnCount())
    }  # fmt: skip
    return str(notes["Resolution\nSLA"])


@pytest.mark.parametrize("width", [1200, 700])
def test_neither_counts_nor_exclusions_are_cut(qtbot: QtBot, shown: Shown, width: int) -> None:
    """They are always printed (rule 26), so a cell grows where they have no room."""
    shown.page.resize(width, 900)
    table, model = table_of(shown), table_of(shown).model()
    delegate = table.itemDelegate()
    assert isinstance(delegate, FigureDelegate)
    cells = [
        model.index(r, c) for r in range(model.rowCount()) for c in range(1, model.columnCount())
    ]
    moved = 0
    for index in cells:
        lines = delegate.note_lines(index, table.columnWidth(index.column()))
        note, second = index.data(FigureRole.NOTE) or "", index.data(FigureRole.SECOND) or ""
        whole = " · ".join(part for part in (second, note) if part)
        assert " · ".join(lines) in (note, whole)
        moved += " · ".join(lines) == whole != note
        assert table.rowHeight(index.row()) >= delegate.height(len(lines))
    assert (moved > 0) == (width == 700)
    head = table.horizontalHeader()
    for column in range(1, model.columnCount()):
        lines = model.headerData(column, Qt.Orientation.Horizontal).split("\n")
        letters = head.fontMetrics()
        assert max(map(letters.horizontalAdvance, lines)) <= table.columnWidth(column)
        assert head.height() >= len(lines) * letters.height()
    assert table.height() >= sum(table.rowHeight(row) for row in range(model.rowCount()))


def test_what_a_colleague_changes_is_read_again(qtbot: QtBot, shown: Shown) -> None:
    now = shown.workspace.clock.now()
    shown_first = partial(queue, shown=QueueFilter(), now=now, limit=50)
    rows = shown.database.read(shown_first)
    case = next(row for row in reversed(rows) if row.state == "calm" and not row.missing)
    before = total(review_of(shown).attainment, "resolution", "SLO")
    shown.workspace.write(partial(resolve, case_ids=[case.id]))
    qtbot.waitUntil(lambda: total(review_of(shown).attainment, "resolution", "SLO") != before)
    qtbot.waitUntil(lambda: _tells(shown))


def _tells(shown: Shown) -> bool:
    model, review = table_of(shown).model(), review_of(shown)
    row = total(review.attainment, "resolution", "SLO")
    return bool(model.index(model.rowCount() - 1, model.columnCount() - 1).data() == _words(row))


def test_rows_are_as_high_as_they_need_to_be_in_a_width_got_while_nobody_looked(
    qtbot: QtBot, shown: Shown
) -> None:
    table, model = table_of(shown), table_of(shown).model()
    delegate = table.itemDelegate()
    assert isinstance(delegate, FigureDelegate)

    def fits(row: int) -> bool:
        lines = max(
            len(delegate.note_lines(model.index(row, column), table.columnWidth(column)))
            for column in range(1, model.columnCount())
        )
        return table.rowHeight(row) == delegate.height(lines)

    for width in (700, 1500):
        shown.page.hide()
        shown.page.resize(width, 900)
        shown.page.show()
        qtbot.waitUntil(lambda: all(map(fits, range(model.rowCount()))))
