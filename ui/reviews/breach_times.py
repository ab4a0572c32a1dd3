"""Reads with whom the time of breached targets went, for its card and the worst cases."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.handbook.periods import Period
from models.queries.breach_time import BreachTimes, breach_times
from ui.actions import Actions
from ui.messages import tr
from ui.review_actions import REVIEWS
from ui.reviews.times_card import TimesCard
from ui.theme import Theme
from ui.workspace import Workspace


class BreachTimesReader(QObject):
    """By role, until whoever leads switches names on: `names` is off again with each start.

    `told` carries the `BreachTimes` of the quarter in view.
    """

    told = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget,
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace, self._failed = workspace, failed
        self._period: Period | None = None
        self._named = False
        self._names = actions.add(REVIEWS["names"], page, self._switch)
        self._names.setEnabled(False)
        self.card = TimesCard(theme, self._names)

    def show_period(self, period: Period) -> None:
        """Read those of a quarter."""
        self._period = period
        workspace = self._workspace
        query = partial(
            breach_times,
            period=period,
            now=workspace.clock.now(),
            asker_id=workspace.person_id,
            named=self._named,
        )
        workspace.read(query, self._show, self, "breach_times", self._failed)

    def _show(self, times: BreachTimes) -> None:
        self._names.setEnabled(times.may_name)
        self._names.setText(tr("Show roles") if times.named else tr("Show names"))
        self.card.show_times(times)
        self.told.emit(times)

    def _switch(self) -> None:
        self._named = not self._named
        if self._period is not None:
            self.show_period(self._period)
