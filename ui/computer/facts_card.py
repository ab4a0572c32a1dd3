"""The diagnostics: each fact with a mark, in the order in which an alert passes them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel

from models.diagnosis import MARKS, Fact
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_INKS = {"good": "calm", "doubt": "soon", "bad": "breached"}
_NAMES = 150


class FactsCard(Card):
    """What was looked at, one line each."""

    def __init__(self, theme: Theme, again: QAction, copy: QAction) -> None:
        super().__init__(theme, tr("Diagnostics"))
        for action in (again, copy):
            self.corner.addWidget(ActionButton(theme, action))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.sizes.small)
        self._grid.setVerticalSpacing(theme.sizes.small)
        self._grid.setColumnMinimumWidth(1, _NAMES)
        self._grid.setColumnStretch(2, 1)
        self.content.addLayout(self._grid)
        self._lines: list[tuple[QLabel, QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these, and no others."""
        while len(self._lines) < len(facts):
            self._add_line()
        for number, line in enumerate(self._lines):
            for label in line:
                label.setVisible(number < len(facts))
        for (mark, name, says), fact in zip(self._lines, facts, strict=False):
            mark.setText(MARKS[fact.state])
            mark.setProperty("ink", _INKS[fact.state])
            mark.style().unpolish(mark)
            mark.style().polish(mark)
            name.setText(tr(fact.name))
            says.setText(tr(fact.says))
            says.setAccessibleName(f"{tr(fact.name)}: {tr(fact.says)}")

    def _add_line(self) -> None:
        line = body(), muted(), body(wrap=True)
        line[2].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._lines)
        for column, label in enumerate(line):
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._lines.append(line)
