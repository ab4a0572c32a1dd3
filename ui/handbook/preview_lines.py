"""Who would be told, and when: a line for each, beside the path that is being changed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.text import Text
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, muted

_MOST: Final = 12


class PreviewLines(QWidget):
    """A line is (when, who); one without a when says something of all of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pairs = [(muted(), ElidedLabel(role="body")) for _ in range(_MOST)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.sizes.medium)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 72)
        grid.setColumnStretch(1, 1)
        for row, (when, who) in enumerate(self._pairs):
            grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(who, row, 1)

    def show_lines(self, lines: Sequence[tuple[str, Text]]) -> None:
        """Show these, at most a dozen."""
        for place, (when, who) in enumerate(self._pairs):
            there = place < len(lines)
            when.setVisible(there)
            who.setVisible(there)
            if there:
                at, said = lines[place]
                when.setText(at)
                who.setText(tr(said))
                role = "body" if at else "muted"
                if who.property("role") != role:
                    who.setProperty("role", role)
                    who.style().unpolish(who)
                    who.style().polish(who)
