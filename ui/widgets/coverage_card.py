"""Article coverage (handbook, rule 29) as a card: how much of what comes often has an article."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from models.queries.article_coverage import NO_COVERAGE, ArticleCoverage
from models.radar_words import coverage_words
from models.text import Text
from ui.messages import counted, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import large, muted


class CoverageCard(Card):
    """The figure, and what it is of. `cases_asked` carries the words of a part of it and the ids of
    its cases."""

    cases_asked = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Article coverage"))
        self._found = NO_COVERAGE
        self._figure, self._words = large(), muted(wrap=True)
        self._covered = Button(theme, tr("With an article"), kind="link")
        self._uncovered = Button(theme, tr("Without one"), kind="link")
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.medium)
        for link in (self._covered, self._uncovered):
            row.addWidget(link)
        row.addStretch(1)
        self.content.addWidget(self._figure)
        self.content.addWidget(self._words)
        self.content.addLayout(row)
        self._covered.clicked.connect(lambda: self._ask(self._covered, self._found.covered))
        self._uncovered.clicked.connect(lambda: self._ask(self._uncovered, self._found.uncovered))
        self.wait()

    def wait(self) -> None:
        """It is being read: cases are put into topics for it."""
        self._figure.setText("…")
        self._words.setText(tr("Putting cases into topics"))
        self._covered.hide()
        self._uncovered.hide()

    def show_coverage(self, found: ArticleCoverage, quarter: Text | str = "") -> None:
        """Of a period, which is named where nothing around says it."""
        self._found = found
        figure, words = coverage_words(found.share)
        self.set_title(tr("Article coverage"), tr(quarter))
        self._figure.setText(figure)
        self._words.setText(tr(words))
        with_one, without = len(found.covered), len(found.uncovered)
        self._covered.set_words(
            counted(with_one, "1 case with an article", "{count} cases with an article")
        )
        self._uncovered.set_words(counted(without, "1 case without", "{count} cases without"))
        self._covered.setVisible(bool(found.covered))
        self._uncovered.setVisible(bool(found.uncovered))

    def _ask(self, link: Button, ids: tuple[int, ...]) -> None:
        words = tr("Article coverage: {part}", part=link.text())
        self.cases_asked.emit(words, ids)
