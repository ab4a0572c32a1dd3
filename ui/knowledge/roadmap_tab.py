"""The roadmap: what is behind each item, sorted as whoever plans needs it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.changes import Changes
from models.errors import KnownError
from models.handbook.roadmap import AHEAD
from models.queries.roadmap import SORTS, RoadmapRow, roadmap
from models.queries.search import linked_keys
from models.roadmap_words import STATUS_WORDS, credit_words, hours_of, over_words
from ui.actions import Actions
from ui.knowledge.roadmap_forms import behind_form, change_form, item_form, ship_form
from ui.knowledge_actions import ROADMAP
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.behind_cases import BehindCases
from ui.widgets.buttons import ActionButton
from ui.widgets.case_forms import Asked, Form
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_row import FlowRow
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.widgets.key_field import FoundKey
from ui.widgets.labels import muted
from ui.widgets.table_view import TableView
from ui.workspace import Workspace

_SORTS: Final = {
    "hours": "Most hours", "customers": "Most customers", "cases": "Most cases",
    "breach": "Most time over",
}  # fmt: skip
assert set(_SORTS) == set(SORTS)


def _number(count: int) -> str:
    return f"{count:,}" if count else ""


COLUMNS: Final = (
    Column("Item", 96, lambda row: inline(row.key), "muted"),
    Column("What is to be made", 0, lambda row: inline(row.title), "strong"),
    Column("State", 96, lambda row: tr(STATUS_WORDS[row.status])),
    Column("Articles", 110, lambda row: ", ".join(key for _, key, _ in row.articles), "muted",
           least=900),
    Column("Cases", 66, lambda row: _number(row.sums.cases), figures=True),
    Column("Open", 60, lambda row: _number(row.sums.open_cases), figures=True, least=1_000),
    Column("Customers", 92, lambda row: _number(row.sums.customers), figures=True),
    Column("Hours", 84, lambda row: hours_of(row.sums), figures=True),
    Column("Time over", 104, lambda row: over_words(row.sums), figures=True),
    Column("Credits", 110, credit_words, figures=True, least=1_000),
)  # fmt: skip


class RoadmapTab(QWidget):
    """Read at each visit and after each change of it. `case_requested` carries a case's id."""

    case_requested = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._workspace, self._drafts = theme, workspace, drafts
        self._behind = BehindCases(theme, workspace, self, zone, self._fail)
        self._behind.case_requested.connect(self.case_requested)
        self._banner = Banner(theme)
        specs = [ChipSpec(name, tr(words)) for name, words in _SORTS.items()]
        self._sorts = ChipRow(theme, tr("Sorted by"), specs)
        self._model = ColumnModel(COLUMNS, self)
        self._table = TableView(theme, tr("Roadmap"))
        self._table.setModel(self._model)
        self._table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        dress(self._table, COLUMNS)
        run: dict[str, Callable[[], object]] = {
            "add_item": lambda: self._ask("add", item_form()),
            "edit_item": partial(self._about, lambda row: change_form(theme, row)),
            "behind": partial(self._about, lambda row: behind_form(theme, row, self._find)),
            "ship": partial(self._about, ship_form),
        }
        self._actions: dict[str, QAction] = {
            name: actions.add(spec, self, run[name]) for name, spec in ROADMAP.items()
        }
        self._none = EmptyState(
            theme, "tag", tr("Nothing is on the roadmap yet."),
            tr("Add what is to be made, and put the known issues behind it that wait for it."),
            self._actions["add_item"],
        )  # fmt: skip
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    # ---- reading ----

    def read(self) -> None:
        """Read what is behind each item."""
        query = partial(
            roadmap, now=self._workspace.clock.now(), me=self._workspace.person_id,
            by=self._sorts.chosen()[0],
        )  # fmt: skip
        self._workspace.read(query, self._show, self, "roadmap", self._fail)

    def focus_first(self) -> None:
        """The items."""
        self._table.setFocus()

    def _show(self, rows: Sequence[RoadmapRow]) -> None:
        chosen = self._row()
        self._banner.hide()
        self._model.show(rows)
        self._body.setCurrentIndex(0 if rows else 1)
        same = [at for at, row in enumerate(rows) if chosen is not None and row.id == chosen.id]
        if rows:
            self._table.go_to_row(same[0] if same else 0)
        self._offer()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds & {"roadmap", "article"}:
            self.read()

    # ---- the item that has the keyboard ----

    def _row(self) -> RoadmapRow | None:
        at = self._table.current_row()
        return self._model.rows[at] if at is not None and at < len(self._model.rows) else None

    def _offer(self) -> None:
        row = self._row()
        for name in ("edit_item", "behind"):
            self._actions[name].setEnabled(row is not None)
        self._actions["ship"].setEnabled(row is not None and row.status in AHEAD)

    def _about(self, make: Callable[[RoadmapRow], Form]) -> None:
        row = self._row()
        if row is not None:
            form = make(row)
            self._ask(f"{row.id}-{form.done}", form)

    def _ask(self, name: str, form: Form) -> None:
        """Open the form; what was typed in it is kept until it is saved."""

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            command: Callable[[Any], object] = partial(asked.command, **asked.given)
            sheet.closed.connect(partial(self._workspace.let_go, self))
            self._workspace.write(command, lambda _: saved(), self, asked.saying, sheet.show_error)

        self._drafts.open(
            self._theme, self.window(), form, f"roadmap-{name}", submit,
            self._workspace.said.emit, failed=self._fail,
        )  # fmt: skip

    def _find(self, words: str, asker: QObject, then: Callable[[Sequence[FoundKey]], None]) -> None:
        def show(found: Sequence[tuple[str, str]]) -> None:
            then([FoundKey(*one) for one in found])

        query = partial(linked_keys, words=words, kind="article")
        self._workspace.read(query, show, asker, "find", lambda _error: then(()))

    # ---- the cases behind it ----

    def _open_row(self, index: QModelIndex) -> None:
        row: RoadmapRow = self._model.rows[index.row()]
        self._behind.ask(tr("Behind {key}", key=inline(row.key)), row.cases)

    # ---- building ----

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.wide)
        column.setSpacing(sizes.medium)
        buttons = QWidget()
        row = FlowRow(sizes.small)
        buttons.setLayout(row)
        for action in self._actions.values():
            row.addWidget(ActionButton(self._theme, action))
        for part in (self._banner, buttons, self._sorts):
            column.addWidget(part)
        column.addWidget(muted(tr(
            "Cases of the whole log that name an item by its key or address, or are linked with an "
            "article behind it. Time over and credits are those of the SLA. Enter opens the cases."
        ), wrap=True))  # fmt: skip
        self._body.addWidget(self._table)
        self._body.addWidget(self._none)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self._sorts.chosen_changed.connect(lambda *_: self.read())
        self._table.row_opened.connect(self._open_row)
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())
        self._banner.retry_requested.connect(self.read)
        self._workspace.changed.connect(self._changed)
        self._offer()
