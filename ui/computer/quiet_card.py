"""When somebody is not to be disturbed here, and whether a message makes a sound."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from models.quiet_hours import Wishes
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labels import muted
from ui.widgets.text_line import TextLine

_WIDTH: Final = 240


class QuietCard(Card):
    """`hours_typed` (the words) and `sound_chosen` (a bool): each kept for itself."""

    hours_typed = Signal(str)
    sound_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("When you wish for quiet"))
        self.hours = TextLine()
        self.hours.setMaximumWidth(_WIDTH)
        self.hours.setPlaceholderText(tr("22:00–07:00"))
        self.field = Field(tr("Quiet hours, by this computer's clock"), self.hours)
        self.sound = QCheckBox(tr("Messages make a sound"))
        self.content.addWidget(self.field)
        self.content.addWidget(self.sound)
        self.content.addWidget(muted(tr(
            "Alerts wait until they are over, and go up the escalation path meanwhile; those that "
            "the handbook lets through come all the same. So it is while your system's "
            "do-not-disturb is on."
        ), wrap=True))  # fmt: skip
        self.hours.editingFinished.connect(lambda: self.hours_typed.emit(self.hours.text()))
        self.sound.clicked.connect(self.sound_chosen)

    def show_wishes(self, wishes: Wishes) -> None:
        """As they are kept; words that could not be kept yet stay to be corrected."""
        if not self.field.problem:
            self.show_hours(wishes)
        self.sound.setChecked(wishes.sound)

    def show_hours(self, wishes: Wishes) -> None:
        """As they are kept, whatever was wrong with them before."""
        self.field.show_problem("")
        self.hours.setText(str(wishes.quiet or ""))
