"""What is said while cards are carried: where they go, what that does, and which keys there are."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.labels import heading, muted

_MOST = 3


class MoveLine(QWidget):
    """Stands in the place of what is above the columns, so that none of them moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._head, self._keys = heading(), muted()
        self._words = ClippedLabel(theme, _MOST)
        first = QHBoxLayout()
        first.setSpacing(theme.sizes.medium)
        first.addWidget(self._head)
        first.addStretch(1)
        first.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.tiny)
        column.addLayout(first)
        column.addWidget(self._words)
        column.addStretch(1)

    def say(self, head: str, words: str, *, by_key: bool) -> None:
        """Say this."""
        self._head.setText(head)
        self._words.show_text(words)
        keys = tr("← → choose the column, Enter drops, Esc cancels")
        self._keys.setText(keys if by_key else tr("Esc cancels"))
        self.setAccessibleName(f"{head}. {words}")
