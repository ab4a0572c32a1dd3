"""The breached clocks of a quarter, worst first, of which some are chosen for a postmortem."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.handbook.periods import Period
from models.queries.figures import Figure, FigureCases, figure_cases
from models.review_words import period_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.cases_sheet import CasesSheet
from ui.workspace import Workspace

BREACHES = Figure(objective="SLA", outcomes=("breached",))


class BreachChooser(QObject):
    """`ask` opens them over the page. `chosen` carries the ids of the cases, `case_requested` that
    of one that somebody wishes to look at."""

    chosen = Signal(object)
    case_requested = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, zone: ZoneInfo, action: QAction,
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page, self._zone = theme, workspace, page, zone
        self._action, self._failed = action, failed
        self._sheet: CasesSheet | None = None

    def ask(self, period: Period) -> None:
        """Read and show those of a period."""
        now = self._workspace.clock.now()
        query = partial(figure_cases, period=period, figure=BREACHES, now=now)
        words = tr("SLA breaches of {quarter}", quarter=period_words(period.name))
        self._workspace.read(query, partial(self.open, words), self, "breaches", self._failed)

    def open(self, words: str, found: FigureCases) -> None:
        """Show what is behind a figure, unless a sheet is open or the page out of view."""
        if self._sheet is not None or not self._page.isVisible():
            return
        now = self._workspace.clock.now()
        breached = any(row.outcome == "breached" for row in found.rows)
        self._sheet = CasesSheet(
            self._theme, self._page.window(), words, found, now, self._zone,
            self._action if breached else None,
        )  # fmt: skip
        self._sheet.case_chosen.connect(self.case_requested)
        self._sheet.cases_taken.connect(self.chosen)
        self._sheet.closed.connect(self._forget)
        self._sheet.open()

    def _forget(self) -> None:
        self._sheet = None
