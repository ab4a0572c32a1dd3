"""A customer's open cases, next to breach first, with the queue's gauge and words."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction

from models.queries.customer import CustomerDetail
from models.queries.queue import QueueRow
from models.wording import commitment_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.column_table import Column, ColumnModel, dress
from ui.widgets.empty_state import EmptyState
from ui.widgets.quiet_table import QuietTable
from ui.widgets.table_cells import Index, Role, Tone

_MOST: Final = 8
_GAUGE: Final = 5


class OpenCasesCard(Card):
    """`case_asked` carries a case's id."""

    case_asked = Signal(int)

    def __init__(self, theme: Theme, new_case: QAction) -> None:
        super().__init__(theme, tr("Open cases"))
        self._sizes = theme.sizes
        columns = _columns()
        self._rows = _Model(columns, self)
        self.table = QuietTable(theme, tr("Open cases, next to breach first"))
        self.table.setModel(self._rows)
        self.table.setSelectionMode(QuietTable.SelectionMode.SingleSelection)
        dress(self.table, columns)
        self.table.row_opened.connect(self._ask)
        self._none = EmptyState(theme, "check", tr("Nothing is open."), "", new_case)
        self.content.addWidget(self.table)
        self.content.addWidget(self._none)

    def show_customer(self, customer: CustomerDetail) -> None:
        """Show these, the keyboard on the case it was on."""
        rows, at = customer.open_cases, self.table.current_row()
        chosen = self._rows.rows[at].id if at is not None and at < len(self._rows.rows) else None
        self.set_title(tr("Open cases"), _count_words(customer))
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._rows.show(rows)
        shown = min(max(len(rows), 1), _MOST)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * shown + 2)
        if rows:
            ids = [row.id for row in rows]
            self.table.go_to(self._rows.index(ids.index(chosen) if chosen in ids else 0, 0))

    def _ask(self, index: QModelIndex) -> None:
        self.case_asked.emit(self._rows.rows[index.row()].id)


class _Model(ColumnModel):
    """Adds the gauge."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Role.GAUGE:
            return self.rows[index.row()].gauge if index.column() == _GAUGE else None
        return super().data(index, role)


def _columns() -> Sequence[Column]:
    return (
        Column("", 48, lambda r: r.priority + ("?" if r.provisional else ""), badge=True),
        Column("Case", 84, lambda r: r.key, "muted", least=560),
        Column("Title", 0, lambda r: r.title, "strong"),
        Column("Agent", 116, lambda r: r.assignee or tr("▲ unassigned"), _agent_tone, least=960),
        Column("Next", 108, _next, "muted", least=820),
        Column("Time left to breach", 272, lambda r: tr(r.gauge.words) if r.gauge else ""),
        Column("Due", 116, lambda r: tr(r.gauge.due) if r.gauge else "", "muted", least=640),
    )


def _agent_tone(row: QueueRow) -> Tone:
    return "text" if row.assignee else "soon"


def _next(row: Any) -> str:
    return tr(commitment_name(row.commitment)) if row.commitment else ""


def _count_words(customer: CustomerDetail) -> str:
    shown, count = len(customer.open_cases), customer.open_count
    if shown < count:
        return tr("the first {shown} of {count}", shown=f"{shown:,}", count=f"{count:,}")
    return f"{count:,}" if count else ""
