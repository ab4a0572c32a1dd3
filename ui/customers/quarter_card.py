"""A customer's quarter: attainment by priority and commitment, every figure with its counts."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from models.queries.customer_review import CustomerReview
from models.review_words import period_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.attainment_table import AttainmentTable
from ui.widgets.buttons import ActionButton
from ui.widgets.card import Card
from ui.widgets.labels import muted


class QuarterCard(Card):
    """`figure_asked` carries an `Asked`, of the whole desk."""

    figure_asked = Signal(object)

    def __init__(self, theme: Theme, earlier: QAction, later: QAction) -> None:
        super().__init__(theme, tr("Attainment"), " ")
        for action in (earlier, later):
            self.corner.addWidget(ActionButton(theme, action))
        self.table = AttainmentTable(theme)
        self.table.figure_asked.connect(self.figure_asked)
        self._volume = muted(wrap=True)
        self._none = muted(tr("No clock of theirs belongs to this quarter."), wrap=True)
        for part in (self._volume, self._none, self.table):
            self.content.addWidget(part)

    def show_review(self, review: CustomerReview) -> None:
        """Show this quarter."""
        name = period_words(review.period.name)
        pattern = "{quarter}" if review.ended else "{quarter}, so far"
        self.set_title(tr("Attainment"), tr(pattern, quarter=name))
        volume = review.volume
        self._volume.setText(
            tr("{opened} opened, {resolved} resolved, {left} open at the end. Met of decided, "
               "shares cut, not rounded; each figure opens its clocks.",
               opened=f"{volume.total:,}", resolved=f"{volume.resolved:,}",
               left=f"{volume.open_at_end:,}")
        )  # fmt: skip
        self._none.setVisible(not review.attainment)
        self.table.setVisible(bool(review.attainment))
        self.table.show_review(review)
