"""Facts side by side, each with its name above it; as many in a row as there is room for."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, caption

_WIDE: Final = 148
"""Pixels that a fact takes at least."""


class FactsGrid(QWidget):
    """Out of sight while there is no fact."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._cells: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(theme.sizes.small)
        self.hide()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """(name, words) of each."""
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = [_cell(name, words) for name, words in facts]
        self._columns = 0
        self._spread()
        self.setVisible(bool(facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for more of them in a row."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        columns = max(self.width() // _WIDE, 1)
        if columns == self._columns:
            return
        self._columns = columns
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // columns, at % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnMinimumWidth(column, _WIDE if column < columns else 0)
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(columns, 1)


def _cell(name: str, words: str) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    cell.setFixedWidth(_WIDE - 12)
    said = ElidedLabel(words, "body")
    said.setAccessibleName(f"{name}: {words}")
    column.addWidget(caption(name))
    column.addWidget(said)
    return cell
