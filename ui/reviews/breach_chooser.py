"""The breached clocks of a quarter, worst first, of which some are chosen for a postmortem."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
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
from ui.widgets.sheet import once_clear
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

    def ask(self, *periods: Period) -> None:
        """Read and show those of the first of the periods that has any."""
        query = partial(_breaches, periods=periods, now=self._workspace.clock.now())
        self._workspace.read(query, self._show, self, "breaches", self._failed)

    def _show(self, found: tuple[Period, FigureCases]) -> None:
        words = tr("SLA breaches of {quarter}", quarter=period_words(found[0].name))
        self.open(words, found[1])

    def open(self, words: str, found: FigureCases) -> None:
        """Show what is behind a figure, once no sheet is open, unless another page is in view."""
        if self._sheet is None:
            once_clear(self._page, partial(self._open, words, found))

    def _open(self, words: str, found: FigureCases) -> None:
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


def _breaches(session: Any, periods: Sequence[Period], now: datetime) -> tuple[Period, FigureCases]:
    """Of the first period that has some; of the last where none has."""
    for period in periods:
        found = figure_cases(session, period, BREACHES, now)
        if found.rows:
            break
    return period, found
