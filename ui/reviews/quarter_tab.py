"""A quarter's figures, each of which opens its cases, and the same on paper."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from models.changes import Changes
from models.errors import KnownError
from models.handbook.periods import Period, after, before, parse_period
from models.queries.article_coverage import article_coverage
from models.queries.error_budgets import error_budgets
from models.queries.figures import figure_cases
from models.queries.quarters import Quarters, quarters
from models.queries.review import QuarterlyReview, quarterly_review
from models.queries.topic_cases import cases_by_id
from models.review_words import period_words
from ui.actions import Actions
from ui.messages import tr
from ui.ports import Ports
from ui.review_place import ReviewPlace, postmortem_of
from ui.reviews.breach_chooser import BreachChooser
from ui.reviews.breach_times import BreachTimesReader
from ui.reviews.crediting import Crediting
from ui.reviews.review_parts import ReviewParts
from ui.reviews.review_tab import ReviewTab, Verbs
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.figure_cells import Asked
from ui.widgets.printing import Paper
from ui.workspace import Workspace


class QuarterTab(ReviewTab):
    """One quarter. `go_to(name)` shows another ("2016Q1")."""

    name = "quarter"

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, ports: Ports, zone: ZoneInfo,
        verbs: Verbs,
    ) -> None:  # fmt: skip
        super().__init__({
            "earlier": tr("Earlier quarter"), "later": tr("Later quarter"),
            "choose": tr("Choose a quarter"), "print": tr("Quarterly PDF"),
            "postmortem": tr("Write a postmortem"),
        })  # fmt: skip
        self.allow(print=False)
        self._verbs = verbs
        self._theme = theme
        self._workspace = workspace
        self._ports = ports
        self._zone = zone
        self._period: Period | None = None
        self._in_view: Period | None = None
        self._covered: Period | None = None
        self._quarters: Quarters | None = None
        self._chooser = BreachChooser(theme, workspace, self, zone, verbs.postmortem, self._fail)
        self._banner = Banner(theme)
        self._crediting = Crediting(theme, workspace, actions, zone, self)
        self._times = BreachTimesReader(theme, workspace, actions, self, self._fail)
        self._parts = ReviewParts(
            theme, verbs.earlier, verbs.later, verbs.choose, self._times.card,
            self._crediting.card,
        )  # fmt: skip
        self._lay_out()
        self._times.told.connect(self._parts.show_times)
        self._parts.figure_asked.connect(self._open_figure)
        self._parts.case_asked.connect(self.open_case_requested)
        self._parts.coverage.cases_asked.connect(self._open_covered)
        self._parts.decisions.cases_asked.connect(self._open_covered)
        self._parts.decisions.place_asked.connect(self._go_where_it_is_decided)
        self._parts.bar.quarter_chosen.connect(self._show_period)
        self._banner.retry_requested.connect(self._read)
        self._chooser.case_requested.connect(self.open_case_requested)
        self._chooser.chosen.connect(self._write_postmortem)
        self._crediting.failed.connect(self._fail)
        workspace.changed.connect(self._changed)

    # ---- what the page asks ----

    def buttons(self) -> list[QAction]:
        """The paper."""
        return [self._verbs.print]

    def main_button(self) -> QAction | None:
        """The paper is what a lead comes for."""
        return self._verbs.print

    def shown(self) -> None:
        """Figures move as time passes, so they are read at each visit."""
        self._read()

    def focus_first(self) -> None:
        """The arrows go from figure to figure."""
        self._parts.table.setFocus()

    def location(self) -> object:
        """The quarter in view."""
        return None if self._period is None else self._period.name

    def go_to(self, location: object) -> None:
        """Show this quarter."""
        if isinstance(location, str):
            self._show_period(parse_period(location))

    def earlier(self) -> None:
        """The quarter before."""
        known = self._quarters
        if self._period is not None and not (known and known.begins_after(self._period)):
            self._show_period(before(self._period))

    def later(self) -> None:
        """The quarter after."""
        known = self._quarters
        if self._period is not None and not (known and known.runs_by(self._period)):
            self._show_period(after(self._period))

    def choose(self) -> None:
        """The menu of quarters."""
        self._parts.bar.open_menu()

    def postmortem(self) -> None:
        """Of the cases furthest over that are selected, else choose among all breaches."""
        worst = self._parts.chosen_worst()
        if worst:
            self._write_postmortem(worst)
        elif self._period is not None:
            self._chooser.ask(self._period)

    def paper(self) -> Paper | None:
        """The quarterly review."""
        if self._period is None:
            return None
        name = self._period.name
        return Paper(
            tr("Save the quarterly review"),
            tr("Review {quarter}.pdf", quarter=period_words(name)),
            tr("The review is written"),
            partial(self._ports.quarterly_pdf, name),
        )

    # ---- reading ----

    def _read(self) -> None:
        self._banner.hide()
        query = partial(quarters, now=self._workspace.clock.now())
        self._workspace.read(query, self._show_quarters, self, "quarters", self._fail)

    def _show_quarters(self, found: Quarters) -> None:
        self._quarters = found
        self._parts.show_quarters(found)
        self._show_period(self._period or found.to_show)

    def _show_period(self, period: Period) -> None:
        self._period = period
        query = partial(
            quarterly_review, period=period, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, self._show, self, "review", self._fail)
        budgets = partial(error_budgets, period=period, now=self._workspace.clock.now())
        show = self._parts.budgets.show_budgets
        self._workspace.read(budgets, show, self, "budgets", self._fail)
        self._read_coverage(period)
        self._times.show_period(period)
        self._crediting.show_period(period)

    def _read_coverage(self, period: Period) -> None:
        """Rule 29; putting many cases into topics takes its time."""
        card = self._parts.coverage
        if period != self._covered:
            card.wait()
            self._covered = period
        query = partial(article_coverage, period=period, now=self._workspace.clock.now())
        self._workspace.read(query, card.show_coverage, self, "coverage", self._fail, aside=True)

    def _show(self, review: QuarterlyReview) -> None:
        known = self._quarters
        first = known is not None and known.begins_after(review.period)
        self.allow(earlier=not first, later=review.ended, print=True)
        before_words = period_words(review.previous_period.name)
        pattern = "{quarter} · compared with {before}"
        if not review.ended:
            pattern = "{quarter}, so far · compared once it is over"
        self.set_subtitle(
            tr(pattern, quarter=period_words(review.period.name), before=before_words)
        )
        self._in_view = review.period
        self._parts.show_review(review)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._read()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    # ---- what the person does ----

    def _open_figure(self, asked: Asked) -> None:
        """The cases behind a number in view, whatever quarter was asked for since."""
        if self._in_view is not None:
            query = partial(
                figure_cases, period=self._in_view, figure=asked.figure,
                now=self._workspace.clock.now(),
            )  # fmt: skip
            then = partial(self._chooser.open, asked.words)
            self._workspace.read(query, then, self, "figure", self._fail)

    def _open_covered(self, words: str, ids: tuple[int, ...]) -> None:
        then = partial(self._chooser.open, words)
        query = partial(cases_by_id, ids=ids)
        self._workspace.read(query, then, self, "figure", self._fail)

    def _go_where_it_is_decided(self, place: str) -> None:
        if place == "credits":
            self._parts.show_credits()
        else:
            self.place_requested.emit("reviews", ReviewPlace(place, None))

    def _write_postmortem(self, case_ids: Sequence[int]) -> None:
        self.place_requested.emit("reviews", postmortem_of(case_ids))

    # ---- building ----

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        above = QVBoxLayout()
        above.setContentsMargins(sizes.page, 0, sizes.page, 0)
        above.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._parts, 1)
