"""Facts side by side, each with its name above it; as many in a row as there is room for."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.flow_row import FlowRow
from ui.widgets.labels import ElidedLabel, caption

_WIDE: Final = 132
"""Pixels of a fact."""


class FactsGrid(QWidget):
    """Out of sight while there is no fact."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._cells: list[QWidget] = []
        self._row = FlowRow(theme.sizes.small)
        self.setLayout(self._row)
        self.hide()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """(name, words) of each."""
        for cell in self._cells:
            self._row.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [_cell(name, words) for name, words in facts]
        for cell in self._cells:
            self._row.addWidget(cell)
        self.setVisible(bool(facts))


def _cell(name: str, words: str) -> QWidget:
    cell = QWidget()
    cell.setFixedWidth(_WIDE)
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    said = ElidedLabel(words, "body")
    said.setAccessibleName(f"{name}: {words}")
    column.addWidget(caption(name))
    column.addWidget(said)
    return cell
