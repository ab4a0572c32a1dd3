"""Which quarter is in view, as of when, and the way to every other."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.handbook.zones import zone
from models.queries.quarters import Quarters
from models.queries.review import QuarterlyReview
from models.review_words import period_words
from models.wording import full_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import ElidedLabel, large


class QuarterBar(QWidget):
    """The quarter's name; buttons to the one before, the one after, and a menu of them all.

    `quarter_chosen` carries a `Period`.
    """

    quarter_chosen = Signal(object)

    def __init__(self, theme: Theme, earlier: QAction, later: QAction, choose: QAction) -> None:
        super().__init__()
        self._name, self._as_of = large(), ElidedLabel()
        self._choose = ActionButton(theme, choose)
        self._quarters: Quarters | None = None
        self._shown = ""
        self.menu = QMenu(self)
        self.menu.setAccessibleName(tr("Quarters"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.medium)
        row.addWidget(self._name)
        row.addWidget(self._as_of, 1)
        for action in (earlier, later):
            row.addWidget(ActionButton(theme, action))
        row.addWidget(self._choose)

    def show_quarters(self, quarters: Quarters) -> None:
        """These can be chosen."""
        self._quarters = quarters

    def show_review(self, review: QuarterlyReview) -> None:
        """Name this quarter, and the instant its figures are as of (rule 26)."""
        self._shown = review.period.name
        self._name.setText(period_words(review.period.name))
        self._as_of.setText(
            tr("as of {instant}", instant=full_words(review.as_of, zone(review.zone)))
        )

    def open_menu(self) -> None:
        """The quarters that hold a case, and the running one, newest first."""
        if self._quarters is None:
            return
        self.menu.clear()
        for period in dict.fromkeys((self._quarters.running, *self._quarters.with_cases)):
            action = self.menu.addAction(
                period_words(period.name), partial(self.quarter_chosen.emit, period)
            )
            action.setCheckable(True)
            action.setChecked(period.name == self._shown)
        left = self._choose.width() - self.menu.sizeHint().width()
        self.menu.popup(self._choose.mapToGlobal(QPoint(left, self._choose.height() + 4)))
