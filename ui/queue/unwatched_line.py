"""The red line above the queue: what nobody watches just now."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.ports import DeskCover
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, body


class UnwatchedLine(QWidget):
    """Hidden while somebody watches everything; it goes by itself, and cannot be put away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._nobody, self._why = body(), ElidedLabel()
        self._nobody.setProperty("ink", "breached")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._nobody)
        row.addWidget(self._why, 1)
        self.hide()

    def show_cover(self, cover: DeskCover) -> None:
        """Say it, or nothing."""
        self._nobody.setText(f"■ {cover.nobody}")
        self._why.setText(cover.why)
        self.setAccessibleName(f"{cover.nobody} {cover.why}".strip())
        self.setVisible(bool(cover.nobody))
