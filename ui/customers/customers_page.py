"""The Customers page: who is most in danger first, found while one types."""

from array import array
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from models.changes import Changes
from models.errors import KnownError
from models.queries.customers import (
    CHIPS,
    CustomerFilter,
    CustomerRow,
    CustomersPulse,
    customer_ids,
    customer_rows,
    customers_pulse,
)
from models.review_words import period_words
from ui.actions import Actions, KeyNote
from ui.customers.customers_model import AT_RISK, BREACHED, KEPT, NAME, OPEN, CustomersModel
from ui.messages import tr
from ui.page import Page
from ui.page_actions import CUSTOMERS
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField
from ui.widgets.table_view import TableView
from ui.workspace import Workspace

_LOOK_MS: Final = 10_000
_SEARCH: Final = 240
_WORDS: Final = {"all": "All", "open": "With open cases", "breached": "Breached",
                 "at_risk": "At risk"}  # fmt: skip


class CustomersPage(Page):
    """Read at each visit, after each write, and every ten seconds while it is in view."""

    def __init__(self, theme: Theme, workspace: Workspace, actions: Actions) -> None:
        super().__init__(tr("Customers"))
        self._workspace = workspace
        self._shown = CustomerFilter()
        self._pulse: CustomersPulse | None = None
        self._model = CustomersModel(self)
        self._table = TableView(theme, tr("Customers, most in danger first"))
        self._chips = ChipRow(
            theme, tr("Which customers"), [ChipSpec(chip, tr(_WORDS[chip])) for chip in CHIPS]
        )
        self._search = SearchField(theme, tr("Find a customer or a contact"))
        self._banner = Banner(theme)
        actions.add(CUSTOMERS["words"], self, self._search.focus_and_select)
        clear = actions.add(CUSTOMERS["clear"], self, self._clear)
        actions.note(KeyNote("Enter", tr("Open the customer"), tr("Customers")))
        self._nothing = EmptyState(theme, "people", tr("No customer is like that."), "", clear)
        self._none = EmptyState(
            theme, "people", tr("There are no customers yet."),
            tr("Each is made with their first case, or comes with a log you import."),
            self.way_to("new", tr("New case")),
        )  # fmt: skip
        self._body = QStackedWidget()
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._lay_out(theme)
        self._connect()

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new, and keep it so."""
        self._look_again.start()
        self._read()

    def left(self) -> None:
        """Out of view: no need to read."""
        self._look_again.stop()

    def focus_first(self) -> None:
        """Work begins in the list."""
        self._table.setFocus()

    # ---- reading ----

    def _read(self) -> None:
        now = self._workspace.clock.now()
        query = partial(customers_pulse, shown=self._shown, now=now)
        self._workspace.read(query, self._show_pulse, self, "pulse", self._fail)

    def _show_pulse(self, pulse: CustomersPulse) -> None:
        self._pulse = pulse
        self._banner.hide()
        self._chips.show_counts(dict(pulse.counts))
        self._model.show_period(period_words(pulse.period.name))
        self.set_subtitle(
            tr("{count} customers · {shown} shown · most in danger first",
               count=f"{pulse.customers:,}", shown=f"{pulse.counts[self._shown.chip]:,}")
        )  # fmt: skip
        query = partial(customer_ids, shown=self._shown, now=self._workspace.clock.now())
        self._workspace.read(query, self._show_ids, self, "ids", self._fail)

    def _show_ids(self, ids: "array[int]") -> None:
        at = self._table.current_row()
        chosen = self._model.ids[at] if at is not None and at < len(self._model.ids) else None
        if self._model.show_ids(ids) and ids:
            self._table.go_to_row(ids.index(chosen) if chosen is not None and chosen in ids else 0)
        empty = self._pulse is not None and not self._pulse.customers
        self._body.setCurrentWidget(self._table if ids else self._none if empty else self._nothing)
        self._fetch(self._in_sight())

    def _in_sight(self) -> list[int]:
        first, last = self._table.rowAt(0), self._table.rowAt(self._table.viewport().height() - 1)
        end = last if last >= 0 else len(self._model.ids) - 1
        return list(self._model.ids[max(first, 0) : end + 1])[:200]

    def _fetch(self, ids: list[int]) -> None:
        if ids and self._pulse is not None:
            query = partial(
                customer_rows, ids=list(ids), now=self._workspace.clock.now(),
                period=self._pulse.period, as_of=self._pulse.as_of,
            )  # fmt: skip
            self._workspace.read(query, self._show_rows, self, failed=self._fail)

    def _show_rows(self, rows: list[CustomerRow]) -> None:
        self._model.show_rows(rows)

    def _fail(self, error: Exception) -> None:
        self._model.ask_again()
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._read()

    # ---- what the person does ----

    def _narrow(self, shown: CustomerFilter) -> None:
        if shown != self._shown:
            self._shown = shown
            self._read()

    def _clear(self) -> None:
        self._chips.choose("all")
        self._search.clear()
        self._narrow(CustomerFilter())
        self.focus_first()

    def _open_row(self) -> None:
        at = self._table.current_row()
        if at is not None:
            self.place_requested.emit("customer", self._model.ids[at])

    # ---- building ----

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        self._table.setModel(self._model)
        self._table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self._table.set_widths({OPEN: 84, BREACHED: 100, AT_RISK: 100, KEPT: 250}, stretch=NAME)
        self._search.setFixedWidth(_SEARCH)
        row = QHBoxLayout()
        row.setSpacing(sizes.small)
        row.addWidget(self._chips, 1)
        row.addWidget(self._search)
        for part in (self._table, self._nothing, self._none):
            self._body.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.wide, sizes.page, sizes.small)
        column.setSpacing(sizes.medium)
        column.addWidget(self._banner)
        column.addLayout(row)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self._model.rows_wanted.connect(self._fetch)
        self._table.row_opened.connect(self._open_row)
        self._chips.chosen_changed.connect(
            lambda chosen: self._narrow(replace(self._shown, chip=chosen[0]))
        )
        self._search.search_changed.connect(
            lambda words: self._narrow(replace(self._shown, text=words))
        )
        self._search.left.connect(self._table.setFocus)
        self._banner.retry_requested.connect(self._read)
        self._look_again.timeout.connect(self._read)
        self._workspace.changed.connect(self._changed)
