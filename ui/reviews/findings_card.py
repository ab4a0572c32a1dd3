"""What a lead would say about the quarter, in a few sentences."""

from PySide6.QtWidgets import QGridLayout, QLabel

from models.queries.review import QuarterlyReview
from models.review_findings import findings
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import body, muted

_MOST = 3


class FindingsCard(Card):
    """In a word what it is about, and the sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.sizes.wide)
        grid.setVerticalSpacing(theme.sizes.small)
        grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        for row in range(_MOST):
            pair = muted(), body(wrap=True)
            for column, label in enumerate(pair):
                grid.addWidget(label, row, column)
            self._rows.append(pair)
        self.content.addLayout(grid)

    def show_review(self, review: QuarterlyReview) -> None:
        """Show what this review finds."""
        found = findings(review)
        for number, (about, sentence) in enumerate(self._rows):
            some = number < len(found)
            about.setVisible(some)
            sentence.setVisible(some)
            if some:
                about.setText(tr(found[number].about))
                sentence.setText(tr(found[number].sentence))
