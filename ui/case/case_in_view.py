"""Which case the page is about, read again as it changes and as time passes."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.changes import CLOCK_JUMPED, Changes
from models.queries.case import CaseDetail, case_detail
from models.queries.timeline import SHOWN_FIRST
from ui.case.ledger_sheet import LedgerSheet
from ui.workspace import Workspace

_TICK_MS: Final = 10_000


class CaseInView(QObject):
    """`case_id` is the one asked for, `shown_id` the one read last: the page shows it.

    Signals: `looked` (an id) at each look at it, `was_read` (a `CaseDetail`, and whether it is
    another than before), `failed` (an error).
    """

    looked = Signal(int)
    was_read = Signal(object, bool)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self.case_id: int | None = None
        self.shown_id: int | None = None
        self._events = SHOWN_FIRST
        self._waiting: list[tuple[int, Callable[[], None]]] = []
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.read)
        workspace.changed.connect(self._changed)

    @property
    def is_shown(self) -> bool:
        """Whether the case that was asked for is there to be seen."""
        return self.shown_id is not None and self.shown_id == self.case_id

    def go_to(self, case_id: int) -> None:
        """Another case, from its latest events."""
        self.case_id, self._events = case_id, SHOWN_FIRST
        self.read()

    def once_shown(self, does: Callable[[], None]) -> None:
        """Do this as soon as the case is there to be seen; never with another in its place."""
        if self.is_shown:
            does()
        elif self.case_id is not None:
            self._waiting.append((self.case_id, does))

    def start(self) -> None:
        """In view: read it, and go on doing so."""
        self._tick.start()
        self.read()

    def stop(self) -> None:
        """Out of view: no need to read."""
        self._tick.stop()

    def read(self) -> None:
        """Read the case as it is now."""
        if self.case_id is not None:
            query = partial(
                case_detail, case_id=self.case_id, now=self._workspace.clock.now(),
                me=self._workspace.person_id, events=self._events,
            )  # fmt: skip
            self._workspace.read(query, self._show, self, "case", self.failed.emit)
            self.looked.emit(self.case_id)

    def read_earlier(self, events: int) -> None:
        """Read so many of its events from now on."""
        self._events = events
        self.read()

    def explain(self, sheet: LedgerSheet) -> None:
        """What an open ledger rests on is read once somebody looks at it."""
        from models.queries.proof import told_clocks

        if self.shown_id is not None:
            now = self._workspace.clock.now()
            query = partial(told_clocks, case_id=self.shown_id, now=now)
            self._workspace.read(query, sheet.show_reasons, sheet)

    def _show(self, case: CaseDetail) -> None:
        if case.row.id != self.case_id:
            return
        afresh = case.row.id != self.shown_id
        self.shown_id = case.row.id
        self.was_read.emit(case, afresh)
        waiting, self._waiting = self._waiting, []
        for case_id, does in waiting:
            if case_id == self.shown_id:
                does()

    def _changed(self, changes: Changes) -> None:
        concerns = self.case_id in changes.cases or "alert" in changes.kinds  # of this case too
        if (concerns or changes == CLOCK_JUMPED) and self._page.isVisible():
            self.read()
