"""What a case has beside others: who leads it, its checklists, and the cases that hang together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.commands.incident import tick_step
from models.commands.links import AFFECTED, INCIDENT
from models.handbook.intake import may
from models.queries.case import CaseDetail
from ui.actions import Actions
from ui.case.affected_card import AffectedCard
from ui.case.asking import Asking
from ui.case.case_forms import for_one
from ui.case.checklist_card import ChecklistCard
from ui.case.entries import ZoneNow
from ui.case.finding import Finder
from ui.case.incident_card import IncidentCard
from ui.case.incident_forms import hanging_form, roles_form, tell_form
from ui.messages import tr
from ui.page_actions import CASE
from ui.theme import Theme
from ui.widgets.case_forms import Asked
from ui.workspace import Workspace


class IncidentMode(QObject):
    """Three cards, out of sight where a case has nothing of the kind.

    `case_requested` carries the id of a case, `removal_requested` the `Link` to be taken back.
    """

    case_requested = Signal(int)
    removal_requested = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, asking: Asking, page: QWidget
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._asking = asking
        self._case: CaseDetail | None = None
        run: dict[str, Callable[[CaseDetail], None]] = {
            "roles": self._roles,
            "tell-all": self._tell_all,
            "hang": lambda case: self._hang(case, INCIDENT),
            "hit": lambda case: self._hang(case, AFFECTED),
            "affected": lambda case: self.affected.list.setFocus(),
            "checklist": self._go_to_checklist,
        }
        made = {
            name: actions.add(CASE[name], page, partial(self._run, does))
            for name, does in run.items()
        }
        self.card = IncidentCard(theme, made["roles"], actions.action("case.note"))
        self.checklist = ChecklistCard(theme)
        self.affected = AffectedCard(theme, made["tell-all"], made["hit"])
        self.checklist.ticked.connect(self._tick)
        self.affected.case_requested.connect(self.case_requested)
        self.affected.removal_requested.connect(self.removal_requested)

    def show_case(self, case: CaseDetail, at: ZoneNow) -> None:
        """The case in view."""
        self._case = case
        self.card.show_case(case, at)
        self.affected.show_case(case)
        self.checklist.show_case(case, at)

    def _run(self, does: Callable[[CaseDetail], None]) -> None:
        if self._case is not None:
            does(self._case)

    def _roles(self, case: CaseDetail) -> None:
        if case.incident is None or not case.incident.roles:
            self._workspace.said.emit(tr("Only an open P1 or P2 has roles to be named"))
        else:
            self._asking.ask(case, "roles", roles_form(case, case.incident))

    def _tell_all(self, case: CaseDetail) -> None:
        told = case.incident
        if told is None or not told.open_cases:
            self._workspace.said.emit(tr("No open case hangs under this one (Alt H)"))
        elif not may("contact", case.row.status):
            self._workspace.said.emit(tr("It is over: reopen it to tell its customers more"))
        else:
            form = tell_form(self._theme, self._workspace, case, told)
            self._asking.ask(case, "tell-all", form)

    def _hang(self, case: CaseDetail, kind: str) -> None:
        finder = Finder(self._workspace, case.row.key)
        self._asking.ask(case, kind, hanging_form(self._theme, case, finder, kind))

    def _go_to_checklist(self, case: CaseDetail) -> None:
        first = self.checklist.first_to_do() if case.checklists else None
        if first is None:
            self._workspace.said.emit(tr("No playbook is for this case; link one (Shift L)"))
        else:
            first.setFocus()

    def _tick(self, playbook: str, step: str, done: bool) -> None:
        if self._case is not None:
            given = {"playbook": playbook, "step": step, "done": done}
            said = tr("Done: {step}", step=step) if done else tr("Not done: {step}", step=step)
            self._asking.now(self._case, Asked(for_one(tick_step), given, said))
