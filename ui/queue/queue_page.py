"""The queue page: chips, search, the table, and bulk edit under the same rules as everywhere."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from models.changes import Changes
from models.commands.cases import assign, change_priority, start_work
from models.handbook.policy import PRIORITIES
from models.queries.case import people_names
from models.queries.queue import QueueFilter, queue_counts, queue_ids, queue_rows
from ui.actions import Actions, ActionSpec, KeyNote
from ui.messages import tr
from ui.page import Page
from ui.queue.queue_model import QueueModel
from ui.theme import Theme
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField
from ui.widgets.table_view import TableView
from ui.workspace import Workspace

_EVERY_MS = 10_000
_CHIPS = (
    ("open", "All open"),
    ("at_risk", "At risk"),
    ("unassigned", "Unassigned"),
    ("mine", "Mine"),
    ("paused", "Paused"),
    ("urgent", "P1–P2"),
)
_WIDTHS = {0: 52, 1: 92, 3: 122, 4: 112, 5: 116, 6: 112, 7: 276, 8: 112}


class QueuePage(Page):
    """Cases, next to breach first. Rows are read again every ten seconds and after each change."""

    def __init__(self, theme: Theme, workspace: Workspace, actions: Actions) -> None:
        super().__init__(tr("Queue"))
        self._workspace = workspace
        self._filter = QueueFilter()
        self._open = 0
        self._model = QueueModel(self)
        self._model.rows_wanted.connect(self._fetch)
        self._table = TableView(theme, tr("Cases, next to breach first"))
        self._table.setModel(self._model)
        self._table.set_widths(_WIDTHS, stretch=2)
        self._table.set_least_widths({3: 1000, 4: 1080, 6: 900})
        self._table.row_opened.connect(self._open_row)
        self._chips = ChipRow(theme, tr("Which cases"), [ChipSpec(i, tr(w)) for i, w in _CHIPS])
        self._chips.chosen_changed.connect(self._choose_chip)
        self._search = SearchField(theme, tr("Filter by words"))
        self._search.search_changed.connect(self._choose_text)
        self._search.left.connect(self._table.setFocus)
        self._empty = EmptyState(
            theme, "queue", tr("No cases here."), tr("Choose another filter, or import a log.")
        )
        self._lay_out(theme)
        self._bulk = self._add_actions(actions)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        workspace.changed.connect(self._changed)

    def activated(self) -> None:
        """Read the queue and keep it fresh while it is in view."""
        self._timer.start()
        self.refresh()

    def left(self) -> None:
        """Out of view: no need to read."""
        self._timer.stop()

    def focus_first(self) -> None:
        """Work begins in the table."""
        self._table.setFocus()

    def buttons(self) -> list[QAction]:
        """What may be done with the selected cases."""
        return self._bulk

    def refresh(self) -> None:
        """Read counts and ids again; selection and scroll survive by id."""
        now, me = self._workspace.clock.now(), self._workspace.person_id
        counts = partial(queue_counts, now=now, person_id=me)
        self._workspace.read(counts, self._show_counts, self, "counts")
        ids = partial(queue_ids, shown=self._filter, now=now, me=me)
        self._workspace.read(ids, self._show_ids, self, "ids")

    # ---- what is shown ----

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self._chips.show_counts(dict(counts))
        self._open = counts["open"]
        self.count_changed.emit(self._open)
        self._say()

    def _show_ids(self, ids: list[int]) -> None:
        chosen = self._selected()
        current = self._current()
        scroll = self._table.verticalScrollBar().value()
        if ids != self._model.ids:
            self._model.show_ids(ids)
            self._select(chosen, current)
            self._table.verticalScrollBar().setValue(scroll)
        self._stack.setCurrentWidget(self._table if ids else self._empty)
        self._say()
        first = self._table.rowAt(0)
        last = self._table.rowAt(self._table.viewport().height() - 1)
        self._fetch(self._model.seen(first, last if last >= 0 else len(ids) - 1)[:200])

    def _fetch(self, ids: list[int]) -> None:
        if ids:
            query = partial(queue_rows, ids=ids, now=self._workspace.clock.now())
            self._workspace.read(query, self._model.show_rows, self)

    def _say(self) -> None:
        self.set_subtitle(
            tr("{open} open · {shown} shown · next to breach first",
               open=f"{self._open:,}", shown=f"{len(self._model.ids):,}")
        )  # fmt: skip

    # ---- what the person does ----

    def _choose_chip(self, chosen: tuple[str, ...]) -> None:
        self._filter = QueueFilter(text=self._filter.text, chip=chosen[0] if chosen else "open")
        self.refresh()

    def _choose_text(self, words: str) -> None:
        self._filter = QueueFilter(text=words, chip=self._filter.chip)
        self.refresh()

    def _open_row(self, index: object) -> None:
        current = self._current()
        if current is not None:
            self.open_case_requested.emit(current)

    def _assign(self) -> None:
        self._workspace.read(people_names, self._ask_whom, self)

    def _ask_whom(self, people: list[tuple[int, str]]) -> None:
        ids = self._selected()
        names = [name for _, name in people]
        name, sure = QInputDialog.getItem(self, tr("Assign"), tr("To whom?"), names, 0, False)
        if sure and ids:
            person = {n: i for i, n in people}[name]
            command = partial(assign, case_ids=ids, person_id=person)
            self._workspace.write(command, saying=tr("Assigned to {name}", name=name))

    def _priority(self) -> None:
        ids = self._selected()
        chosen, sure = QInputDialog.getItem(
            self, tr("Priority"), tr("Which priority?"), list(PRIORITIES), 1, False
        )
        if sure and ids:
            self._workspace.write(partial(change_priority, case_ids=ids, priority=chosen))

    def _start(self) -> None:
        ids = self._selected()
        if ids:
            self._workspace.write(partial(start_work, case_ids=ids), saying=tr("Work begins"))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self.refresh()

    # ---- selection by id ----

    def _current(self) -> int | None:
        row = self._table.current_row()
        return self._model.ids[row] if row is not None and row < len(self._model.ids) else None

    def _selected(self) -> list[int]:
        return [self._model.ids[row] for row in self._table.selected_rows()]

    def _select(self, ids: list[int], current: int | None) -> None:
        places = {case_id: row for row, case_id in enumerate(self._model.ids)}
        if current in places:
            self._table.go_to_row(places[current])
        elif self._model.ids:
            self._table.go_to_row(0)
        selection = self._table.selectionModel()
        for case_id in ids:
            if case_id in places and case_id != current:
                index = self._model.index(places[case_id], 0)
                flags = selection.SelectionFlag
                selection.select(index, flags.Select | flags.Rows)

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chips, 1)
        self._search.setFixedWidth(240)
        row.addWidget(self._search)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        column.setSpacing(sizes.wide)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def _add_actions(self, actions: Actions) -> list[QAction]:
        specs: tuple[tuple[ActionSpec, Callable[[], None]], ...] = (
            (ActionSpec("queue.assign", tr("Assign"), ("A",), "person", tr("Queue"), "queue"),
             self._assign),
            (ActionSpec("queue.priority", tr("Priority"), ("Shift+P",), "alert", tr("Queue"),
                        "queue"), self._priority),
            (ActionSpec("queue.start", tr("Start work"), ("S",), "play", tr("Queue"), "queue"),
             self._start),
            (ActionSpec("queue.filter", tr("Filter by words"), ("/",), "search", tr("Queue"),
                        "queue"), self._search.focus_and_select),
        )  # fmt: skip
        made = [actions.add(spec, self, run) for spec, run in specs]
        actions.note(KeyNote("Enter", tr("Open the case"), tr("Queue")))
        return made[:3]
