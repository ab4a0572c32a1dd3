"""What a list shows when it has nothing to show: why, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import heading, muted

_ICON = 32


class EmptyState(QWidget):
    """An icon, one sentence, what to do next, and buttons that do it."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        sentence: str,
        what_next: str = "",
        *actions: QAction,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._picture = QLabel(self)
        self._sentence = heading(sentence)
        self._next = muted(what_next, wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(theme.sizes.small)
        column.addStretch(2)
        for label in (self._picture, self._sentence, self._next):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        if actions:
            row = QHBoxLayout()
            row.addStretch(1)
            for action in actions:
                row.addWidget(ActionButton(theme, action))
            row.addStretch(1)
            column.addSpacing(theme.sizes.small)
            column.addLayout(row)
        column.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()
        self.setAccessibleName(f"{sentence} {what_next}".strip())

    def say(self, sentence: str, what_next: str = "") -> None:
        """Change the words."""
        self._sentence.setText(sentence)
        self._next.setText(what_next)
        self._next.setVisible(bool(what_next))
        self.setAccessibleName(f"{sentence} {what_next}".strip())

    def _draw(self) -> None:
        icon = self._theme.icons.icon(self._icon, self._theme.palette.muted, _ICON)
        self._picture.setPixmap(icon.pixmap(_ICON, _ICON))
