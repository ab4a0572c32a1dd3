"""A postmortem begun: breached cases are chosen, and one step makes its draft of them."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.commands.postmortems import start_postmortem
from models.queries.postmortem import postmortem_detail
from models.queries.quarters import Quarters, quarters
from ui.messages import tr
from ui.reviews.breach_chooser import BreachChooser
from ui.theme import Theme
from ui.workspace import Workspace


class PostmortemStarting(QObject):
    """`begun` carries the `PostmortemDetail` of a new one, `chosen` the ids of the cases that one
    is to be of, `case_requested` that of a case to be looked at, `failed` an error."""

    begun = Signal(object)
    chosen = Signal(object)
    case_requested = Signal(int)
    failed = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, zone: ZoneInfo, action: QAction
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._begins: tuple[int, ...] = ()
        self._chooser = BreachChooser(theme, workspace, page, zone, action, self.failed.emit)
        self._chooser.chosen.connect(self.chosen)
        self._chooser.case_requested.connect(self.case_requested)

    def choose(self) -> None:
        """Of the newest quarter in which something breached; another's are on its own page."""
        query = partial(quarters, now=self._workspace.clock.now())
        self._workspace.read(query, self._offer, self, "quarters", self.failed.emit)

    def start(self, case_ids: Sequence[int]) -> None:
        """One step: what the log tells of it is filled in, and it is a draft on the desk. Asked for
        twice in a row it is one."""
        if tuple(case_ids) == self._begins:
            return
        self._begins = tuple(case_ids)
        command = partial(start_postmortem, case_ids=case_ids)
        saying = tr("A draft is begun")
        self._workspace.write(command, self._started, self, saying, self._not_started)

    def _offer(self, found: Quarters) -> None:
        self._chooser.ask(found.running, *found.with_cases)

    def _not_started(self, error: Exception) -> None:
        self._begins = ()
        self.failed.emit(error)

    def _started(self, postmortem_id: int) -> None:
        self._begins = ()
        query = partial(
            postmortem_detail, postmortem_id=postmortem_id, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, self.begun.emit, self, "begun", self.failed.emit)
