"""The line above the start pages: whose window this is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import Theme

_MARK = 22


class BrandLine(QFrame):
    """The mark and the name, as the rail of a desk's window has them."""

    def __init__(self, theme: Theme, product: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("top-line")
        self.setFixedHeight(theme.sizes.top)
        self._mark = QLabel()
        name = QLabel(product)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setObjectName("product")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.sizes.wide, 0, theme.sizes.wide, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._mark)
        row.addWidget(name)
        row.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        palette = self._theme.palette
        icon = self._theme.icons.icon("mark", palette.text, _MARK, palette.accent)
        self._mark.setPixmap(icon.pixmap(_MARK, _MARK))
