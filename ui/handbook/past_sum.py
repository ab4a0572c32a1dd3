"""The last quarter under the draft, in one sentence, and the way to its cases."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.handbook.backtest import BackTest
from models.queries.last_quarter import LastQuarter
from models.review_words import period_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import muted


class PastSum(QWidget):
    """`flips_asked` is emitted where the person wants to see what would differ."""

    flips_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = muted(wrap=True)
        self._button = Button(theme, tr("Show them"), kind="link")
        self._button.clicked.connect(self.flips_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.sizes.small, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.hide()

    def show_test(self, test: BackTest | None, quarter: LastQuarter | None) -> None:
        """Say how many verdicts would differ."""
        self.setVisible(test is not None and quarter is not None)
        if test is None or quarter is None:
            return
        flipped = test.flipped
        self._button.setVisible(bool(flipped))
        self._words.setText(sum_words(test, quarter))


def sum_words(test: BackTest, quarter: LastQuarter) -> str:
    """“Q1 2026, tried under this draft: 310 cases, 12 verdicts would differ: …”."""
    lost, rescued = (sum(getattr(row, name) for row in test.rows) for name in ("lost", "rescued"))
    told = {"quarter": period_words(quarter.period.name), "cases": f"{test.past.count:,}"}
    said = tr("{quarter}, tried under this draft: {cases} cases, no verdict would differ.", **told)
    if test.flipped:
        verdicts = (
            tr("1 verdict")
            if test.flipped == 1
            else tr("{count} verdicts", count=f"{test.flipped:,}")
        )
        said = tr("{quarter}, tried under this draft: {cases} cases, {verdicts} would "
                  "differ; {lost} missed instead of met, {rescued} rescued.", **told,
                  verdicts=verdicts, lost=f"{lost:,}", rescued=f"{rescued:,}")  # fmt: skip
    return said if quarter.over else f"{said} {tr('The quarter is not over.')}"
