"""The last quarter tried under the draft, again at each change; read once, judged off the GUI."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.errors import KnownError
from models.handbook.backtest import BackTest, Past, back_test
from models.handbook.policy import Policy
from models.queries.last_quarter import LastQuarter, last_quarter
from ui.workspace import Workspace


class BackTesting(QObject):
    """`tested` carries a `BackTest` of the newest policy asked for; `quarter` is what it is of.

    Each question, and each change of the desk, has a number. What answers an older one is not
    told, and what was read before a change is read anew.
    """

    tested = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: Policy | None = None
        self._question = 0
        self._desk = 0
        self._reading = False
        self.quarter: LastQuarter | None = None

    def forget(self) -> None:
        """The desk changed: the past is read anew the next time."""
        self.quarter = None
        self._desk += 1

    def try_policy(self, policy: Policy) -> None:
        """Judge the quarter by this policy; of several asked for in a row the last one counts."""
        self._asked = policy
        self._question += 1
        self._go_on()

    def try_again(self) -> None:
        """Judge it once more by what was asked for last."""
        if self._asked is not None:
            self.try_policy(self._asked)

    def _go_on(self) -> None:
        policy = self._asked
        if self._reading or policy is None:
            return
        if self.quarter is None or not self.quarter.past.fits(policy):
            self._reading = True
            query = partial(last_quarter, now=self._workspace.clock.now(), handbook=policy)
            self._workspace.read(
                query, partial(self._take_quarter, self._desk), self, "past",
                partial(self._fail_to_read, self._question), aside=True,
            )  # fmt: skip
            return
        judged = partial(_judged, past=self.quarter.past, policy=policy)
        self._workspace.read(judged, partial(self._tell, self._question), self, "judged",
                             partial(self._fail, self._question), aside=True)  # fmt: skip

    def _take_quarter(self, desk: int, found: LastQuarter | None) -> None:
        self._reading = False
        if desk == self._desk:
            self.quarter = found
        if found is not None or desk != self._desk:
            self._go_on()

    def _fail_to_read(self, question: int, error: Exception) -> None:
        self._reading = False
        if question == self._question:
            self._fail(question, error)
        else:
            self._go_on()

    def _fail(self, question: int, error: Exception) -> None:
        """A contract does not fit the draft: publishing says so, and there is nothing to show."""
        if isinstance(error, KnownError):
            self._tell(question, None)

    def _tell(self, question: int, test: BackTest | None) -> None:
        if question == self._question:
            self.tested.emit(test)


def _judged(_session: Any, past: Past, policy: Policy) -> BackTest:
    return back_test(past, policy)
