"""What is said while cards are carried: where they go, what that does, and which keys there are."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, heading, muted


class MoveLine(QWidget):
    """Two lines in the place of the bar above the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._head, self._keys = heading(), muted()
        self._words = ElidedLabel("", "body")
        first = QHBoxLayout()
        first.setSpacing(theme.sizes.medium)
        first.addWidget(self._head)
        first.addStretch(1)
        first.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self._words)

    def say(self, head: str, words: str, *, by_key: bool) -> None:
        """Say this."""
        self._head.setText(head)
        self._words.setText(words)
        keys = tr("← → choose the column, Enter drops, Esc cancels")
        self._keys.setText(keys if by_key else tr("Esc cancels"))
        self.setAccessibleName(f"{head}. {words}")
