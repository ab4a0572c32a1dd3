"""What is on, as a row of buttons that take it off; hidden while nothing is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.messages import tr
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.filter_words import FilterPart
from ui.widgets.labels import muted


class FilterStrip(QWidget):
    """`filter_chosen` carries the filter without the part that was taken off."""

    filter_chosen = Signal(object)

    def __init__(self, theme: Theme, clear: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Filters that are on"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.sizes.small)
        self._row.addWidget(muted(tr("Only")))
        self._row.addWidget(ActionButton(theme, clear, kind="link"))
        self._row.addStretch(1)
        self._parts: list[FilterPart] = []
        self._buttons: list[Button] = []
        self.hide()

    def show_parts(self, parts: Sequence[FilterPart]) -> None:
        """Show what is on."""
        if list(parts) == self._parts:
            return
        self._parts = list(parts)
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._button(part) for part in parts]
        for place, button in enumerate(self._buttons, start=1):
            self._row.insertWidget(place, button)
        self.setVisible(bool(parts))

    def _button(self, part: FilterPart) -> Button:
        button = Button(self._theme, f"{_short(part.words)}  ✕")
        button.setAccessibleName(tr("Take off: {part}", part=part.words))
        button.setToolTip(tool_tip(button.accessibleName()))
        button.clicked.connect(lambda *_: self.filter_chosen.emit(part.without))
        return button


def _short(words: str) -> str:
    return words if len(words) <= 44 else f"{words[:42]}…"
