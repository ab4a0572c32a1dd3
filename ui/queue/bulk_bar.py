"""The line below the table: how many cases are selected, and what may be done with them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel

_WORDS = 88
"""Pixels kept for the words."""


class BulkBar(QWidget):
    """Words at the left, a button for each action at the right, as many as there is room for.

    The others have their keys still. An action may have shorter words here, its `iconText`.
    """

    def __init__(
        self, theme: Theme, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.tiny)
        self._words = ElidedLabel()
        row.addWidget(self._words, 1)
        self._gap = theme.sizes.tiny
        self._buttons = [
            ActionButton(theme, action, kind="quiet", words=action.iconText()) for action in actions
        ]
        for button in self._buttons:
            row.addWidget(button)

    def say(self, words: str) -> None:
        """What is selected."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """The words alone: the buttons give way."""
        return QSize(_WORDS, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last buttons hide first."""
        super().resizeEvent(event)
        room = self.width() - _WORDS
        for button in self._buttons:
            room -= button.sizeHint().width() + self._gap
            button.setVisible(room >= 0)
