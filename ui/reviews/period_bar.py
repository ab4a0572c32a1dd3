"""Which week or month is in view, as of when, and the way to every other."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.agenda_words import period_name
from models.handbook.periods import Period
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel, large


class PeriodBar(QWidget):
    """The period's name; buttons to the one before, the one after, and a menu of the last ones.

    `period_chosen` carries a `Period`.
    """

    period_chosen = Signal(object)

    def __init__(
        self, theme: Theme, name: str, earlier: QAction, later: QAction, choose: QAction
    ) -> None:
        super().__init__()
        self._name, self._said = large(), ElidedLabel()
        self._choose = ActionButton(theme, choose)
        self._offered: Sequence[Period] = ()
        self._shown: Period | None = None
        self.menu = QMenu(self)
        self.menu.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.medium)
        row.addWidget(self._name)
        row.addWidget(self._said, 1)
        for action in (earlier, later):
            row.addWidget(ActionButton(theme, action))
        row.addWidget(self._choose)

    def offer(self, periods: Sequence[Period]) -> None:
        """These can be chosen, the newest first."""
        self._offered = periods

    def show_period(self, period: Period, said: str) -> None:
        """Name this one, and beside it what is to be known of it."""
        self._shown = period
        words = tr(period_name(period))
        self._name.setText(words[:1].upper() + words[1:])
        self._said.setText(said)

    def open_menu(self) -> None:
        """The periods on offer, and the one in view."""
        if not self._offered:
            return
        self.menu.clear()
        for period in self._offered:
            words = tr(period_name(period))
            action = self.menu.addAction(
                words[:1].upper() + words[1:], partial(self.period_chosen.emit, period)
            )
            action.setCheckable(True)
            action.setChecked(period == self._shown)
        left = self._choose.width() - self.menu.sizeHint().width()
        self.menu.popup(self._choose.mapToGlobal(QPoint(left, self._choose.height() + 4)))
