"""Selection, keyboard and scroll of a table kept by id, so that they survive a new list of ids."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from ui.widgets.table_view import TableView

Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True)
class Kept:
    """Where the person was: the case of the keyboard, those selected, the one at the top."""

    current: int | None
    position: int
    chosen: frozenset[int]
    top: int | None
    beyond: int


def spans(table: TableView) -> list[tuple[int, int]]:
    """The selected rows as (first, last), ascending: a million rows are one span."""
    selection = table.selectionModel().selection()
    found = {(selection.at(i).top(), selection.at(i).bottom()) for i in range(selection.count())}
    return sorted(found)


def count_selected(table: TableView) -> int:
    """How many rows are selected."""
    return sum(last - first + 1 for first, last in spans(table))


def selected_ids(table: TableView, ids: "array[int]") -> list[int]:
    """The selected cases, in their order on screen."""
    return [case_id for first, last in spans(table) for case_id in ids[first : last + 1]]


def keep(table: TableView, ids: "array[int]") -> Kept:
    """Note where the person is, before the ids change."""
    row = table.current_row()
    top = table.rowAt(0)
    scrolled = table.verticalScrollBar().value() > 0 and 0 <= top < len(ids)
    return Kept(
        current=ids[row] if row is not None and row < len(ids) else None,
        position=row or 0,
        chosen=frozenset(selected_ids(table, ids)),
        top=ids[top] if scrolled else None,
        beyond=table.rowViewportPosition(top) if scrolled else 0,
    )


def restore(table: TableView, ids: "array[int]", kept: Kept) -> None:
    """Bring the person back to where they were, as far as those cases are still shown."""
    if not ids:
        return
    rows = [row for row, case_id in enumerate(ids) if case_id in kept.chosen]
    at = _place(ids, kept.current)
    if at is None:
        at = min(kept.position, len(ids) - 1)
    _select(table, rows or [at])
    table.selectionModel().setCurrentIndex(table.model().index(at, 0), Flag.NoUpdate)
    top = _place(ids, kept.top)
    bar = table.verticalScrollBar()
    bar.setValue(0 if top is None else table.rowHeight(top) * top - kept.beyond)


def _place(ids: "array[int]", case_id: int | None) -> int | None:
    try:
        return None if case_id is None else ids.index(case_id)
    except ValueError:
        return None


def _select(table: TableView, rows: Sequence[int]) -> None:
    model = table.model()
    last = model.columnCount() - 1
    chosen = QItemSelection()
    start = rows[0]
    for row, after in zip(rows, [*rows[1:], -1], strict=True):
        if after != row + 1:
            chosen.select(model.index(start, 0), model.index(row, last))
            start = after
    table.selectionModel().select(chosen, Flag.ClearAndSelect)
