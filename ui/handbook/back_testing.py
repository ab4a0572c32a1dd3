"""The last quarter tried under the draft, again at each change; read once, judged off the GUI."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.errors import KnownError
from models.handbook.backtest import BackTest, back_test
from models.handbook.policy import Policy
from models.queries.last_quarter import LastQuarter, last_quarter
from ui.workspace import Workspace


class BackTesting(QObject):
    """`tested` carries a `BackTest` of the newest policy asked for; `quarter` is what it is of."""

    tested = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: Policy | None = None
        self._reading = False
        self.quarter: LastQuarter | None = None

    def forget(self) -> None:
        """The desk changed: the past is read anew the next time."""
        self.quarter = None

    def try_policy(self, policy: Policy) -> None:
        """Judge the quarter by this policy; of several asked for in a row the last one counts."""
        self._asked = policy
        if self._reading:
            return
        if self.quarter is None or not self.quarter.past.fits(policy):
            self._reading = True
            query = partial(last_quarter, now=self._workspace.clock.now(), handbook=policy)
            self._workspace.read(query, self._show_quarter, self, "past", self._fail)
            return
        past = self.quarter.past
        self._workspace.read(partial(_judged, past=past, policy=policy), self.tested.emit, self,
                             "judged", self._fail)  # fmt: skip

    def _show_quarter(self, found: LastQuarter | None) -> None:
        self._reading = False
        self.quarter = found
        if found is not None and self._asked is not None:
            self.try_policy(self._asked)

    def _fail(self, error: Exception) -> None:
        """A contract does not fit the draft: publishing says so, and there is nothing to show."""
        self._reading = False
        if isinstance(error, KnownError):
            self.tested.emit(None)


def _judged(_session: Any, past: Any, policy: Policy) -> BackTest:
    return back_test(past, policy)
