"""The quarter of a customer's page: which one, what was kept in it, the cases behind a figure."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.handbook.periods import Period, after, before
from models.queries.customer_review import CustomerReview, customer_review
from models.queries.figures import FigureCases, figure_cases
from models.queries.quarters import Quarters, quarters
from ui.actions import Actions
from ui.customers.quarter_card import QuarterCard
from ui.page_actions import CUSTOMER
from ui.theme import Theme
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.figure_cells import Asked
from ui.workspace import Workspace


class Quarter(QObject):
    """Reads what `card` shows. `was_read` and `not_read` (with the error) say what of it.

    `refused` (an error): the cases of a figure could not be read. `period_shown` (a `Period`),
    `case_chosen` (an id).
    """

    was_read = Signal(str)
    not_read = Signal(str, object)
    refused = Signal(object)
    period_shown = Signal(object)
    case_chosen = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._page = page
        self._customer_id: int | None = None
        self._period: Period | None = None
        self._quarters: Quarters | None = None
        self._sheet: CasesSheet | None = None
        self._earlier = actions.add(CUSTOMER["earlier"], page, lambda: self._go(before))
        self._later = actions.add(CUSTOMER["later"], page, lambda: self._go(after))
        self.card = QuarterCard(theme, self._earlier, self._later)
        self.card.figure_asked.connect(self._open_figure)

    def go_to(self, customer_id: int | None) -> None:
        """Another customer: nothing of the last one is shown."""
        self._customer_id, self._period = customer_id, None
        self.card.hide()
        for action in (self._earlier, self._later):
            action.setEnabled(False)

    def read(self) -> None:
        """Read which quarters there are, then the one in view."""
        query = partial(quarters, now=self._workspace.clock.now())
        failed = partial(self.not_read.emit, "quarters")
        self._workspace.read(query, self._show_quarters, self, "quarters", failed)

    def _show_quarters(self, found: Quarters) -> None:
        self._quarters = found
        self.was_read.emit("quarters")
        self._show_period(self._period or found.to_show)

    def _show_period(self, period: Period) -> None:
        if self._customer_id is None:
            return
        self._period = period
        query = partial(
            customer_review, customer_id=self._customer_id, period=period,
            now=self._workspace.clock.now(), slo=True,
        )  # fmt: skip
        then = partial(self._show_review, self._customer_id)
        failed = partial(self.not_read.emit, "review")
        self._workspace.read(query, then, self, "review", failed)

    def _show_review(self, customer_id: int, review: CustomerReview) -> None:
        if customer_id != self._customer_id:
            return
        self.was_read.emit("review")
        self._later.setEnabled(review.ended)
        known = self._quarters
        self._earlier.setEnabled(known is None or not known.begins_after(review.period))
        self.card.show_review(review)
        self.card.show()
        self.period_shown.emit(review.period)

    def _go(self, step: Callable[[Period], Period]) -> None:
        if self._period is not None:
            self._show_period(step(self._period))

    def _open_figure(self, asked: Asked) -> None:
        if self._period is not None and self._sheet is None:
            figure = replace(asked.figure, customer_id=self._customer_id)
            query = partial(
                figure_cases, period=self._period, figure=figure, now=self._workspace.clock.now()
            )
            then = partial(self._show_cases, asked.words, self._customer_id)
            self._workspace.read(query, then, self, "figure", self.refused.emit)

    def _show_cases(self, words: str, customer_id: int | None, found: FigureCases) -> None:
        """Of the customer in view alone: another may have come since the figure was asked."""
        elsewhere = customer_id != self._customer_id or not self._page.isVisible()
        if self._sheet is not None or elsewhere:
            return
        now = self._workspace.clock.now()
        self._sheet = CasesSheet(self._theme, self._page.window(), words, found, now, self._zone)
        self._sheet.case_chosen.connect(self.case_chosen)
        self._sheet.closed.connect(self._forget_sheet)
        self._sheet.open()

    def _forget_sheet(self) -> None:
        self._sheet = None
