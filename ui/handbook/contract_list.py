"""The contracts in their order: the first that matches a case counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from models.handbook.contract_reading import ContractLine
from ui.handbook.difference_lines import what_words
from ui.handbook.shy_button import ShyButton
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.column_table import Column, give_columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted
from ui.widgets.table_view import TableView

_ROWS = 6


class _ContractsTable(TableView):
    """Delete takes a contract out."""

    remove_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """That; the rest as every table."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


class ContractList(Card):
    """Signals: `chosen` (its place), `opened` (the keyboard is to go into it)."""

    chosen = Signal(int)
    opened = Signal()

    def __init__(self, theme: Theme, add: QAction, others: Sequence[QAction]) -> None:
        super().__init__(
            theme, tr("Contracts"), tr("tried from the top: the first that matches a case counts")
        )
        self._sizes = theme.sizes
        self._showing = False
        self.table = _ContractsTable(theme, tr("Contracts"))
        self._model = give_columns(self.table, _COLUMNS, self)
        self._said = muted(wrap=True)
        self._said.setProperty("ink", "soon")
        self._nothing = EmptyState(
            theme, "handbook", tr("The handbook has no contract of its own."),
            tr("Add one where customers of a kind were promised something else. A contract that was"
               " made with one customer stands on its page, and counts before these."),
        )  # fmt: skip
        self._add = ActionButton(theme, add)
        self.corner.addWidget(self._add)
        self._nothing.hide()
        for part in (self.table, self._said, self._nothing):
            self.content.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.tiny)
        for action in others:
            row.addWidget(ShyButton(theme, action))
        row.addStretch(1)
        self.content.addLayout(row)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.row_opened.connect(lambda _index: self.opened.emit())

    def focus_first(self) -> None:
        """The chosen contract; where there is none the way to one."""
        first = self._add if self.table.isHidden() else self.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lines(self, lines: Sequence[ContractLine], at: int, found: Sequence[str]) -> None:
        """Show these, the one at place `at` chosen; what the linter found about them."""
        self._showing = True
        self._model.show([*enumerate(lines, 1)])
        self.table.go_to_row(at)
        self._showing = False
        here = self.table.hasFocus()
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        if here:
            self.focus_first()  # the keyboard came before the contracts were read
        rows = min(max(len(lines), 1), _ROWS)
        self.table.setFixedHeight(self._sizes.header + self._sizes.row * rows + 2)
        self._said.setText("\n".join(found))
        self._said.setVisible(bool(found))

    def _choose(self) -> None:
        at = self.table.current_row()
        if at is not None and not self._showing:
            self.chosen.emit(at)


def _otherwise(line: ContractLine) -> str:
    """The first thing it says otherwise, and how many more."""
    if not line.otherwise:
        return tr("Nothing yet: as the handbook has it")
    first = line.otherwise[0]
    said = f"{what_words(first)}: {first.after}"
    rest = len(line.otherwise) - 1
    return tr("{first}, and {count} more", first=said, count=rest) if rest else said


_COLUMNS = (
    Column("", 40, lambda row: str(row[0]), "muted"),
    Column("Name", 180, lambda row: row[1].name, "strong"),
    Column("For", 300, lambda row: tr(row[1].whom)),
    Column("Otherwise", 0, lambda row: _otherwise(row[1]), "muted"),
)
