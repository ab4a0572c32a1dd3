"""A small square button with an icon; its name is said and shown as a tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme import Theme


class IconButton(QToolButton):
    """An icon of `resources/icons` to click; `name` says what it does."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(28, 28)
        self.setIconSize(QSize(16, 16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, name: str) -> None:
        """Change icon and name."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(self._theme.icons.icon(self._icon, self._theme.palette.muted, 16))
