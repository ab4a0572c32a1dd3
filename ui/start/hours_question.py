"""The handbook's question (rule 7): which hours are P3's "4 hours"? With what follows from it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout

from models.handbook.p3_hours import P3Hours
from models.handbook.zones import zone
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import heading, muted

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ANSWERS: tuple[tuple[P3Hours, str], ...] = (
    ("business", "4 business hours: the team's hours, Monday to Friday 09:00 to 17:00"),
    ("clock", "4 clock hours: evenings, nights and weekends count"),
)


class HoursQuestion(Card):
    """Two answers; under each, when a case received on Friday at 16:00 must be answered."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(tr("Which hours are the “4 hours” of P3?"))
        self._group = QButtonGroup(self)
        self._buttons: dict[P3Hours, QRadioButton] = {}
        self._due = {hours: muted() for hours, _ in _ANSWERS}
        self.content.addWidget(heading(tr("Which hours are the “4 hours” of P3?")))
        self.content.addWidget(
            muted(tr("The handbook promises a first answer to a P3 case within 4 hours. Your "
                     "customers may read that either way, so it is asked; a contract can differ."),
                  wrap=True)
        )  # fmt: skip
        for hours, words in _ANSWERS:
            self.content.addSpacing(theme.sizes.tiny)
            self.content.addLayout(self._answer(hours, tr(words)))
        self._buttons["business"].setChecked(True)
        self._group.buttonClicked.connect(lambda *_: self.changed.emit())

    def chosen(self) -> P3Hours:
        """The answer."""
        return "clock" if self._buttons["clock"].isChecked() else "business"

    def choose(self, hours: P3Hours) -> None:
        """Take an answer, without a signal."""
        self._buttons[hours].setChecked(True)

    def show_due(self, zone_name: str, due_at: dict[P3Hours, datetime]) -> None:
        """What follows from either answer, in the team's zone."""
        for hours, instant in due_at.items():
            local = instant.astimezone(zone(zone_name))
            words = tr("Received Friday 16:00: answer due {day} {time}.",
                       day=tr(_DAYS[local.weekday()]), time=f"{local:%H:%M}")  # fmt: skip
            self._due[hours].setText(words)
            self._buttons[hours].setAccessibleDescription(words)

    def _answer(self, hours: P3Hours, words: str) -> QVBoxLayout:
        button = QRadioButton(words)
        button.setAccessibleName(words)
        self._group.addButton(button)
        self._buttons[hours] = button
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(button)
        self._due[hours].setContentsMargins(22, 0, 0, 0)
        lines.addWidget(self._due[hours])
        return lines
