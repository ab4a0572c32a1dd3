"""Where a case happens, as a part of the filter's sheet: typed parts, and production or not."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from models.handbook.environment import NO, PRODUCTION, YES
from models.queue_filter import ENVIRONMENT, LONGEST_PART, QueueFilter, happening_in
from models.wording import FIELDS
from ui.messages import tr
from ui.widgets.field import Field

_PAUSE_MS = 120
_TYPED = ENVIRONMENT[:-1]
_HINTS = {"version": "4.2 finds 4.2.1 too"}


class EnvironmentFilter(QWidget):
    """`chosen` is emitted shortly after typing stops, and at once for a choice."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self._fields = {name: QLineEdit() for name in _TYPED}
        self._production = QComboBox()
        for words, value in ((tr("Either"), ""), (tr("Yes"), YES), (tr("No"), NO)):
            self._production.addItem(words, value)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.chosen)
        for place, name in enumerate(ENVIRONMENT):
            control = self._fields.get(name, self._production)
            grid.addWidget(Field(tr(FIELDS[name]), control), place // 3, place % 3)
        for name, field in self._fields.items():
            field.setMaxLength(LONGEST_PART)
            field.setPlaceholderText(tr(_HINTS.get(name, "Any")))
            field.textEdited.connect(lambda _: self._timer.start())
        self._production.activated.connect(lambda _: self.chosen.emit())

    def show_filter(self, shown: QueueFilter) -> None:
        """What is on."""
        asked = dict(shown.environment)
        for name, field in self._fields.items():
            field.setText(asked.get(name, ""))
        at = self._production.findData(asked.get(PRODUCTION, ""))
        self._production.setCurrentIndex(max(at, 0))

    def applied_to(self, shown: QueueFilter) -> QueueFilter:
        """The filter with what stands here."""
        typed = {name: field.text().strip() for name, field in self._fields.items()}
        return happening_in(shown, **typed, production=self._production.currentData())

    def settle(self) -> None:
        """What was typed a moment ago counts now."""
        if self._timer.isActive():
            self._timer.stop()
            self.chosen.emit()
