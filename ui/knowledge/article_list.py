"""The articles, found while one types, narrowed by kind and by life."""

from dataclasses import replace
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import KnownError
from models.handbook.articles import KINDS
from models.queries.article import kind_words, status_words
from models.queries.knowledge import (
    LIVES,
    ArticleRow,
    KnowledgeFilter,
    KnowledgePulse,
    article_rows,
    knowledge_pulse,
)
from ui.knowledge.articles_model import (
    CHANGED,
    KEY,
    KIND,
    LIFE,
    OWNER,
    PRODUCT,
    TITLE,
    ArticlesModel,
)
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField
from ui.widgets.table_view import TableView
from ui.widgets.wheel_free import WheelFreeBox
from ui.workspace import Workspace

_WIDTHS: Final = {KEY: 84, KIND: 150, LIFE: 156, PRODUCT: 100, OWNER: 110, CHANGED: 130}
_LEAST_WIDTHS: Final = {LIFE: 420, KIND: 560, CHANGED: 700, PRODUCT: 860, OWNER: 960}
_PLURALS: Final = {
    "known_issue": "Known issues", "how_to": "How-tos", "playbook": "Playbooks",
    "decision": "Decisions",
}  # fmt: skip


class ArticleList(QWidget):
    """`row_chosen` carries the `ArticleRow` of the keyboard, or None; `opened` one on Enter;
    `counted` the `KnowledgePulse` that is shown."""

    row_chosen = Signal(object)
    opened = Signal(object)
    counted = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, zone: ZoneInfo, clear: QAction, *new: QAction
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown = KnowledgeFilter()
        self._wanted = 0
        self._model = ArticlesModel(zone, self)
        self.table = TableView(theme, tr("What we know"))
        kinds = [ChipSpec(kind, tr(_PLURALS.get(kind, str(kind_words(kind))))) for kind in KINDS]
        self._kinds = ChipRow(theme, tr("Which kind"), [ChipSpec("all", tr("All")), *kinds])
        self._life = WheelFreeBox()
        self.search = SearchField(theme, tr("Find by words"))
        self._banner = Banner(theme)
        self._what_next = tr("Search with fewer words, or show all again.")
        self._nothing = EmptyState(
            theme, "book", tr("Nothing is like that."), self._what_next, clear, *new
        )
        self._none = EmptyState(
            theme, "book", tr("Nothing is written down yet."),
            tr("Write down what the next person should not have to find out again: a known issue, "
               "a how-to, a playbook or a decision."), *new,
        )  # fmt: skip
        self._body = QStackedWidget()
        self._lay_out(theme)
        self._connect()

    def read(self) -> None:
        """Read what is shown."""
        query = partial(knowledge_pulse, shown=self._shown)
        self._workspace.read(query, self._show_pulse, self, "pulse", self._fail)

    def clear(self) -> None:
        """Show all again."""
        self._kinds.choose("all")
        self._life.setCurrentIndex(0)
        self.search.clear()
        self._narrow(KnowledgeFilter())

    def focus_first(self) -> None:
        """Work begins in the list."""
        self.table.setFocus()

    def go_to(self, article_id: int) -> None:
        """The keyboard goes to this article, now or once it is there."""
        there = article_id in self._model.ids
        self._wanted = 0 if there else article_id
        if there:
            self.table.go_to_row(self._model.ids.index(article_id))

    def step(self, by: int) -> None:
        """To the row so many below."""
        self.table.go_to_row((self.table.current_row() or 0) + by)

    # ---- reading ----

    def _show_pulse(self, pulse: KnowledgePulse) -> None:
        self._banner.hide()
        self._kinds.show_counts(dict(pulse.kinds))
        at = self.table.current_row()
        before = self._model.ids[at] if at is not None and at < len(self._model.ids) else 0
        chosen = self._wanted or before
        self._model.show_ids(pulse.ids)
        if pulse.ids:
            place = pulse.ids.index(chosen) if chosen in pulse.ids else 0
            self._wanted = 0 if chosen in pulse.ids else self._wanted
            if place != self.table.current_row():
                self.table.go_to_row(place)
        shown = self.table if pulse.ids else self._nothing if pulse.articles else self._none
        why = " ".join(tr(one.told) for one in pulse.unknown)
        self._nothing.say(tr("Nothing is like that."), why or self._what_next)
        self._body.setCurrentWidget(shown)
        self.counted.emit(pulse)
        if pulse.ids:
            self._fetch(self._in_sight())
        else:
            self.row_chosen.emit(None)

    def _in_sight(self) -> list[int]:
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        end = last if last >= 0 else len(self._model.ids) - 1
        return list(self._model.ids[max(first, 0) : end + 1])[:200]

    def _fetch(self, ids: list[int]) -> None:
        if ids:
            query = partial(article_rows, ids=list(ids))
            self._workspace.read(query, self._show_rows, self, failed=self._fail)

    def _show_rows(self, rows: list[ArticleRow]) -> None:
        self._model.show_rows(rows)
        self._tell_chosen()

    def _tell_chosen(self, *_: object) -> None:
        at = self.table.current_row()
        if at is not None and at < len(self._model.ids):
            row = self._model.row_of(self._model.ids[at])
            if row is not None:
                self.row_chosen.emit(row)

    def _fail(self, error: Exception) -> None:
        self._model.ask_again()
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    # ---- what the person does ----

    def _narrow(self, shown: KnowledgeFilter) -> None:
        if shown != self._shown:
            self._shown, self._wanted = shown, 0
            self.read()

    def _choose_kind(self, chosen: tuple[str, ...]) -> None:
        self._narrow(replace(self._shown, kind="" if chosen[0] == "all" else chosen[0]))

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None:
            self.opened.emit(row)

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self.table.setModel(self._model)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_widths(_WIDTHS, stretch=TITLE)
        self.table.set_least_widths(_LEAST_WIDTHS)
        self._life.setAccessibleName(tr("Where it is in its life"))
        for life in LIVES:
            words = tr("In use") if life == LIVES[0] else tr(status_words(life))
            self._life.addItem(words, life)
        row = QHBoxLayout()
        row.setSpacing(sizes.small)
        row.addWidget(self.search, 1)
        row.addWidget(self._life)
        for part in (self.table, self._nothing, self._none):
            self._body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.medium)
        column.addWidget(self._banner)
        column.addWidget(self._kinds)
        column.addLayout(row)
        column.addWidget(self._body, 1)
        self._kinds.set_narrow(True)

    def _connect(self) -> None:
        self._model.rows_wanted.connect(self._fetch)
        self.table.row_opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self._kinds.chosen_changed.connect(self._choose_kind)
        self._life.currentIndexChanged.connect(
            lambda *_: self._narrow(replace(self._shown, life=self._life.currentData()))
        )
        self.search.search_changed.connect(
            lambda words: self._narrow(replace(self._shown, text=words))
        )
        self.search.left.connect(self.table.setFocus)
        self._banner.retry_requested.connect(self.read)
