"""The cases behind a figure of a page: read by their ids, shown in a sheet, one at a time."""

from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.queries.figures import FigureCases
from models.queries.topic_cases import cases_by_id
from ui.theme import Theme
from ui.widgets.cases_sheet import CasesSheet
from ui.workspace import Workspace


class BehindCases(QObject):
    """`ask` for the cases; `case_requested` carries the one that was chosen."""

    case_requested = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, zone: ZoneInfo,
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page, self._zone = theme, workspace, page, zone
        self._failed = failed
        self._sheet: CasesSheet | None = None

    def ask(self, words: str, ids: Sequence[int]) -> None:
        """Show these over the page, unless it has gone out of view meanwhile."""
        then = partial(self._open, words)
        self._workspace.read(partial(cases_by_id, ids=ids), then, self, "cases", self._failed)

    def _open(self, words: str, found: FigureCases) -> None:
        if self._sheet is not None or not self._page.isVisible():
            return
        now = self._workspace.clock.now()
        self._sheet = CasesSheet(self._theme, self._page.window(), words, found, now, self._zone)
        self._sheet.case_chosen.connect(self.case_requested)
        self._sheet.closed.connect(self._forget)
        self._sheet.open()

    def _forget(self) -> None:
        self._sheet = None
