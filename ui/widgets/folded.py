"""What is rarely needed, folded away under a line that says what it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button


class Folded(QWidget):
    """Put widgets into `content`; `open()` shows them, as the button above does."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._words = words
        self._button = Button(theme, words, kind="link")
        self._inside = QWidget()
        self._button.clicked.connect(self._turn)
        self.content = QVBoxLayout(self._inside)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(theme.sizes.medium)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.open(False)

    def open(self, shown: bool = True) -> None:
        """Show what is inside, or fold it away."""
        self._inside.setVisible(shown)
        self._button.set_words(tr("▾ {what}" if shown else "▸ {what}", what=self._words))
        state = tr("shown") if shown else tr("folded away")
        self._button.setAccessibleName(f"{self._words}: {state}")

    def _turn(self) -> None:
        self.open(self._inside.isHidden())
