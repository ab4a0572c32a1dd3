"""The line below the table: how many cases are selected, and what may be done with them."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel


class BulkBar(QWidget):
    """Words at the left, a button for each action at the right."""

    def __init__(
        self, theme: Theme, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.tiny)
        self._words = ElidedLabel()
        row.addWidget(self._words, 1)
        for action in actions:
            row.addWidget(ActionButton(theme, action, kind="quiet"))

    def say(self, words: str) -> None:
        """What is selected."""
        self._words.setText(words)
        self.setAccessibleName(words)
