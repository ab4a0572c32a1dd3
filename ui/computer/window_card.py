"""What closing the window does, and whether the program starts with the computer."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton

from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import muted

CLOSING: Final = "window.closing"
"""The preference: "tray", "leave", or "" while nobody was asked."""
_CHOICES: Final = (
    ("tray", "Keep watching in the tray"), ("leave", "End Leadline"), ("", "Ask me"),
)  # fmt: skip


class WindowCard(Card):
    """`closing_chosen` (a value of `CLOSING`), `start_chosen` (a bool)."""

    closing_chosen = Signal(str)
    start_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("When the window is closed"))
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for value, words in _CHOICES:
            button = self.choices[value] = QRadioButton(tr(words))
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, value=value: self.closing_chosen.emit(value))
            self.content.addWidget(button)
        self._no_tray = muted(tr(
            "This system shows no tray, so closing the window ends Leadline: alerts are told at "
            "your other desks, or when you open it again."
        ), wrap=True)  # fmt: skip
        self.content.addWidget(self._no_tray)
        self.content.addSpacing(theme.sizes.small)
        self.start = QCheckBox(tr("Start Leadline with this computer"))
        self.start.clicked.connect(self.start_chosen)
        self.content.addWidget(self.start)

    def show_choices(self, closing: str, has_tray: bool, starts_itself: bool) -> None:
        """As they are kept; without a tray there is nothing to choose about closing."""
        self.choices[closing if closing in self.choices else ""].setChecked(True)
        for button in self.choices.values():
            button.setVisible(has_tray)
        self._no_tray.setVisible(not has_tray)
        self.start.setChecked(starts_itself)
