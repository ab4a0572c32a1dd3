"""What is done about the alerts of a case: look at them, see to what is due, put it off."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.case_alerts import see_to_case, snooze_case
from models.errors import KnownError
from models.queries.alert_ledger import LedgerRow, ledger_of_case
from models.queries.case import CaseDetail
from ui.actions import Actions
from ui.case.alerts_sheet import AlertsSheet
from ui.case.case_forms import for_one
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.case_forms import Form
from ui.widgets.snooze_form import snooze_form
from ui.workspace import Workspace


class CaseAlerts(QObject):
    """`ask` opens a form about a case, whose draft is kept under a name."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, page: QWidget,
        at: Callable[[], ZoneNow], ask: Callable[[CaseDetail, str, Form], None],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._at, self._ask = at, ask
        self._case: CaseDetail | None = None
        run = {"alerts": self._open, "see-to": self._see_to, "snooze": self._snooze}
        made = {name: actions.add(CASE[name], page, does) for name, does in run.items()}
        self._verbs = [made["see-to"], made["snooze"]]

    def show_case(self, case: CaseDetail) -> None:
        """Which case they are about."""
        self._case = case

    def _open(self) -> None:
        case = self._case
        if case is not None:
            query = partial(ledger_of_case, case_id=case.row.id, now=self._workspace.clock.now())
            self._workspace.read(query, partial(self._show, case), self, "alerts")

    def _show(self, case: CaseDetail, rows: list[LedgerRow]) -> None:
        here = self._case is not None and case.row.id == self._case.row.id
        if here and self._page.isVisible():
            window = self._page.window()
            AlertsSheet(self._theme, window, case.row.key, rows, self._at(), self._verbs)

    def _see_to(self) -> None:
        case = self._case
        if case is not None:
            said = tr("You see to {case}: nobody else is told", case=case.row.key)
            command = partial(see_to_case, case_id=case.row.id)
            self._workspace.write(command, lambda _: None, self, said, self._refused)

    def _snooze(self) -> None:
        if self._case is not None:
            form = snooze_form(self._case.row.key, self._here, for_one(snooze_case))
            self._ask(self._case, "snooze", form)

    def _here(self) -> tuple[datetime, ZoneInfo]:
        at = self._at()
        return at.now, at.zone

    def _refused(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._workspace.said.emit(f"{tr(error.sentence)} {tr(error.what_next)}".strip())
