"""The parts of the Reviews page in their order, under one scroll bar."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.handbook.zones import zone
from models.queries.breach_time import BreachTimes
from models.queries.quarters import Quarters
from models.queries.review import QuarterlyReview
from models.review_charts import pareto_words
from models.review_spans import span_title
from ui.messages import tr
from ui.reviews.budgets_card import BudgetsCard
from ui.reviews.credits_card import CreditsCard
from ui.reviews.decisions_card import DecisionsCard
from ui.reviews.figures import of_bar, of_span, of_week
from ui.reviews.findings_card import FindingsCard
from ui.reviews.hours_card import HoursCard
from ui.reviews.key_figures import KeyFigures
from ui.reviews.pareto import ParetoChart
from ui.reviews.quality_card import QualityCard
from ui.reviews.quarter_bar import QuarterBar
from ui.reviews.spans_chart import SpansChart
from ui.reviews.times_card import TimesCard
from ui.reviews.trend import TrendChart
from ui.reviews.whose_card import WhoseCard
from ui.reviews.worst_cases import WorstCases
from ui.theme import Theme
from ui.widgets.attainment_table import AttainmentTable
from ui.widgets.card import Card
from ui.widgets.coverage_card import CoverageCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_cells import Asked
from ui.widgets.labels import muted
from ui.widgets.page_scroll import Ground

_WIDE = 1000
"""From so many pixels on the two charts stand side by side."""


class ReviewParts(QScrollArea):
    """Shows one review. Signals: `figure_asked` (an `Asked`), `case_asked` (a case's id)."""

    figure_asked = Signal(object)
    case_asked = Signal(int)

    def __init__(
        self, theme: Theme, earlier: QAction, later: QAction, choose: QAction, times: TimesCard,
        credits: CreditsCard,
    ) -> None:  # fmt: skip
        super().__init__()
        self.budgets, self._times, self.credits = BudgetsCard(theme), times, credits
        self.coverage = CoverageCard(theme)
        self._sizes = theme.sizes
        self.bar = QuarterBar(theme, earlier, later, choose)
        self._keys, self._findings = KeyFigures(theme), FindingsCard(theme)
        self.table = AttainmentTable(theme)
        self.trend, self.pareto = TrendChart(theme), ParetoChart(theme)
        self._pareto_card = Card(theme, tr("SLA breaches by group"))
        self._no_breach = muted(tr("No SLA clock breached in this quarter."))
        self._worst, self._quality = WorstCases(theme), QualityCard(theme)
        self.decisions, self.spans = DecisionsCard(theme), SpansChart(theme)
        self.hours, self.whose = HoursCard(theme), WhoseCard(theme)
        self._spans_card = Card(theme, tr("Resolution within the SLA"))
        self._spans_card.content.addWidget(self.spans)
        self._nothing = EmptyState(
            theme, "bars", tr("Nothing happened in this quarter."),
            tr("No case was opened in it, and no clock was decided."), choose,
        )  # fmt: skip
        self._no_cases = EmptyState(
            theme, "bars", tr("There is nothing to review yet."),
            tr("Open a case or import a log: each quarter’s review follows from its cases."),
        )  # fmt: skip
        self._empty_desk = False
        self._column, self._charts = QVBoxLayout(), QHBoxLayout()
        self._body = self._cards(theme)
        self._lay_out(theme)
        self._connect()

    def show_quarters(self, quarters: Quarters) -> None:
        """These can be chosen."""
        self._empty_desk = not quarters.with_cases
        self.bar.show_quarters(quarters)

    def show_review(self, review: QuarterlyReview) -> None:
        """Show these figures; the place in the page stays."""
        some = bool(review.attainment) or review.volume.total > 0
        self.bar.show_review(review)
        self._body.setVisible(some)
        self._nothing.setVisible(not some and not self._empty_desk)
        self._no_cases.setVisible(not some and self._empty_desk)
        for part in (
            self._keys, self._findings, self.decisions, self.table, self.hours, self.whose,
            self._quality,
        ):  # fmt: skip
            part.show_review(review)
        self.spans.show_spans(review.spans)
        self._spans_card.set_title(tr(span_title(review.spans, review.period.name)))
        self._spans_card.setVisible(len(review.spans) > 1)
        self.trend.show_weeks(review.trend, _today(review))
        self.pareto.show_groups(review.pareto)
        told = tr(pareto_words(review.pareto)) if review.pareto else ""
        self._pareto_card.set_title(tr("SLA breaches by group"), told)
        self._no_breach.setVisible(not review.pareto)
        self.pareto.setVisible(bool(review.pareto))
        self._worst.show_breaches(review.worst)

    def show_credits(self) -> None:
        """Bring them into view, the keyboard on them."""
        self.ensureWidgetVisible(self.credits)
        self.credits.table.setFocus()

    def chosen_worst(self) -> list[int]:
        """The cases furthest over that are selected, while the keyboard is on them."""
        return self._worst.chosen()

    def show_times(self, times: BreachTimes) -> None:
        """With whom the time of the breached targets went."""
        self._worst.show_times(times)

    def _cards(self, theme: Theme) -> QWidget:
        sizes = theme.sizes
        told = tr("met of decided, shares cut, not rounded; each figure opens its clocks")
        attainment = Card(theme, tr("Attainment"), told)
        attainment.content.addWidget(self.table)
        trend = Card(theme, tr("Resolution within the SLA"), tr("week by week"))
        trend.content.addWidget(self.trend)
        pareto = self._pareto_card
        pareto.content.addWidget(self._no_breach)
        pareto.content.addWidget(self.pareto)
        pareto.content.addStretch(1)
        self._charts.setSpacing(sizes.medium)
        self._charts.addWidget(trend, 1)
        self._charts.addWidget(pareto, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.medium)
        for part in (self._keys, self._findings, self.decisions, attainment, self.budgets):
            column.addWidget(part)
        column.addLayout(self._charts)
        for part in (
            self._spans_card, self.hours, self.whose, self._worst, self._times, self.coverage,
            self._quality, self.credits,
        ):  # fmt: skip
            column.addWidget(part)
        return body

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        ground = Ground()
        ground.setLayout(self._column)
        self._column.setSpacing(sizes.medium)
        for part in (self.bar, self._body, self._nothing, self._no_cases):
            self._column.addWidget(part)
        self._column.addStretch(1)
        for empty in (self._nothing, self._no_cases):
            empty.hide()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("The quarter's figures"))
        self.setWidget(ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The charts below each other where there is little room; the scroll bar in the margin."""
        super().resizeEvent(event)
        room, sizes = self.viewport().width(), self._sizes
        right = max(sizes.page - (self.width() - room), 0)
        self._column.setContentsMargins(sizes.page, sizes.wide, right, sizes.page)
        beside = room >= _WIDE
        self._charts.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _connect(self) -> None:
        for part in (
            self._keys, self.table, self._quality, self.decisions, self.hours, self.whose,
        ):  # fmt: skip
            part.figure_asked.connect(self.figure_asked)
        self.spans.opened.connect(self._open_span)
        self.trend.opened.connect(self._open_week)
        self.pareto.opened.connect(self._open_bar)
        for cases in (self._worst, self._quality):
            cases.case_asked.connect(self.case_asked)

    def _open_week(self, index: int) -> None:
        point = self.trend.points[index]
        words = tr("Resolution within the SLA, week of {day}", day=point.name)
        self.figure_asked.emit(Asked(words, of_week(point.week)))

    def _open_span(self, index: int) -> None:
        column = self.spans.columns[index]
        words = tr("Resolution within the SLA, {quarter}", quarter=column.name)
        self.figure_asked.emit(Asked(words, of_span(column)))

    def _open_bar(self, index: int) -> None:
        bar = self.pareto.bars[index]
        words = tr("SLA breaches, {group}", group=bar.group) if bar.share else tr("SLA breaches")
        self.figure_asked.emit(Asked(words, of_bar(bar)))


def _today(review: QuarterlyReview) -> date:
    return review.as_of.astimezone(zone(review.zone)).date()
