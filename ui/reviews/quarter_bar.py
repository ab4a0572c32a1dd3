"""Which quarter is in view, and the way to the ones beside it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.review import QuarterlyReview
from models.review_words import period_words
from ui.theme import Theme
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import large


class QuarterBar(QWidget):
    """The quarter's name, and buttons to the one before and the one after."""

    def __init__(self, theme: Theme, earlier: QAction, later: QAction) -> None:
        super().__init__()
        self._name = large()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.medium)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(ActionButton(theme, earlier))
        row.addWidget(ActionButton(theme, later))

    def show_review(self, review: QuarterlyReview) -> None:
        """Name this quarter."""
        self._name.setText(period_words(review.period.name))
