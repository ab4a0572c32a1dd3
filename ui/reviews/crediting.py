"""The credits of the quarter in view: read, calculated, and taken step by step, by name."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.commands.remedies import MAY_FOLLOW, calculate_quarter
from models.handbook.periods import Period
from models.queries.quarter_credits import quarter_credits
from models.queries.remedies import APPROVED, DISPUTED, PAID, RemedyRow
from ui.actions import Actions
from ui.messages import tr
from ui.review_actions import REVIEWS
from ui.reviews.credit_sheet import CreditSheet
from ui.reviews.credits_card import CreditsCard
from ui.theme import Theme
from ui.workspace import Workspace

_STEPS = (APPROVED, PAID, DISPUTED)


class Crediting(QObject):
    """`card` shows them; `failed` carries an error that belongs on the page."""

    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._page = page
        self._period: Period | None = None
        self._sheet: CreditSheet | None = None
        steps: dict[str, QAction] = {
            kind: actions.add(REVIEWS[kind], page, partial(self._ask, kind)) for kind in _STEPS
        }
        calculate = actions.add(REVIEWS["calculate"], page, self._calculate)
        for action in (calculate, *steps.values()):
            action.setEnabled(False)
        self.card = CreditsCard(theme, zone, calculate, steps)
        self.card.opened.connect(self._open)

    def show_period(self, period: Period) -> None:
        """Show the credits of a quarter."""
        self._period = period
        query = partial(
            quarter_credits, me=self._workspace.person_id, quarter=period,
            now=self._workspace.clock.now(),
        )  # fmt: skip
        self._workspace.read(query, self.card.show_credits, self, "credits", self.failed.emit)

    def _calculate(self) -> None:
        if self._period is not None:
            command = partial(calculate_quarter, quarter=self._period)
            self._workspace.write(command, None, self, tr("Credits calculated"), self.failed.emit)

    def _open(self, row: RemedyRow) -> None:
        """The step that comes next by itself."""
        self._ask(next(kind for kind in _STEPS if row.state in MAY_FOLLOW[kind]))

    def _ask(self, kind: str) -> None:
        row = self.card.chosen
        if row is not None and self._sheet is None:
            self._sheet = CreditSheet(
                self._theme, self._page.window(), self._workspace, self._zone, row, kind
            )
            self._sheet.closed.connect(self._forget)

    def _forget(self) -> None:
        self._sheet = None
