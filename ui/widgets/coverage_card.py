"""Article coverage (handbook, rule 29) as a card: how much of what comes often has an article."""

from models.handbook.topic_figures import Coverage
from models.radar_words import coverage_words
from models.text import Text
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.labels import large, muted


class CoverageCard(Card):
    """The figure, and what it is of."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Article coverage"))
        self._figure, self._words = large(), muted(wrap=True)
        self.content.addWidget(self._figure)
        self.content.addWidget(self._words)
        self.wait()

    def wait(self) -> None:
        """It is being read: cases are put into topics for it."""
        self._figure.setText("…")
        self._words.setText(tr("Putting cases into topics"))

    def show_coverage(self, share: Coverage, quarter: Text | str = "") -> None:
        """Of a period, which is named where nothing around says it."""
        figure, words = coverage_words(share)
        self.set_title(tr("Article coverage"), tr(quarter))
        self._figure.setText(figure)
        self._words.setText(tr(words))
