"""A caption whose figures change all the time."""

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import Theme

_FIGURES: Final = re.compile(r"\d+")


class TickingLabel(QLabel):
    """Keeps its size while only figures change, so that nothing around it is laid out anew."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = ""
        self.setProperty("role", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("caption"))
        self.hide()

    def tell(self, words: str) -> None:
        """Show these; hidden where there are none."""
        if words == self.text():
            return
        form = _FIGURES.sub(_room_of, words)
        if form != self._form:
            self._form = form
            self._make_room()
        self.setText(words)

    def _make_room(self) -> None:
        self.setMinimumSize(0, 0)
        self.setMaximumSize(16_777_215, 16_777_215)
        self.setText(self._form)
        self.setFixedSize(self.sizeHint())
        self.setVisible(bool(self._form))


def _room_of(found: "re.Match[str]") -> str:
    """For at least two figures: from nine to ten nothing moves."""
    return "0" * max(len(found[0]), 2)
