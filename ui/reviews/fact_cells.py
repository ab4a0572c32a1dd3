"""Figures side by side: what it is, the number, what it is made of."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.reviews.postmortem_words import Fact
from ui.theme import Theme
from ui.widgets.flow_row import FlowRow
from ui.widgets.labels import ElidedLabel, caption, title

_WIDE: Final = 190
"""Pixels of a figure."""


class FactCells(QWidget):
    """As many in a row as there is room for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._cells: list[QWidget] = []
        self._flow = FlowRow(theme.sizes.medium)
        self.setLayout(self._flow)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        for cell in self._cells:
            self._flow.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [_cell(fact) for fact in facts]
        for cell in self._cells:
            self._flow.addWidget(cell)


def _cell(fact: Fact) -> QWidget:
    cell = QWidget()
    cell.setFixedWidth(_WIDE)
    cell.setAccessibleName(", ".join(filter(None, fact)))
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(caption(fact.name, wrap=True))
    column.addWidget(title(fact.figure))
    column.addWidget(ElidedLabel(fact.detail, "caption"))
    return cell
