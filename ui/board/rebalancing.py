"""The rest by one key: the moves that save breaches, accepted line by line, taken back as one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.assignment import take_back_assignment
from models.queries.assignment import Proposal
from models.queries.rebalance import load_rebalance
from ui.messages import tr
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked, open_form
from ui.widgets.form_sheet import FormSheet
from ui.widgets.proposal_form import proposal_form
from ui.workspace import Workspace


class Rebalancing(QObject):
    """Finds them off the GUI thread, which may take seconds."""

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, back: WayBack,
        refused: Callable[[Exception], object],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._back, self._refused = back, refused
        self._looking = False

    def propose(self) -> None:
        """Show what should go elsewhere, and why."""
        if self._looking:
            return
        self._looking = True
        self._workspace.said.emit(tr("Looking for moves that save breaches …"))
        now, me = self._workspace.clock.now(), self._workspace.person_id
        query = partial(load_rebalance, now=now, asker_id=me)
        self._workspace.read(query, self._ask, self, "rebalance", self._failed, aside=True)

    def _failed(self, error: Exception) -> None:
        self._looking = False
        self._refused(error)

    def _ask(self, found: Proposal) -> None:
        self._looking = False
        if not self._page.isVisible():
            return
        if not found.rows:
            self._workspace.said.emit(tr("No move would save a breach: all stays where it is"))
            return
        open_form(self._theme, self._page.window(), proposal_form(self._theme, found), self._accept)

    def _accept(self, sheet: FormSheet, asked: Asked) -> None:
        command = with_way_back(asked.command, _way_back)
        self._back.write_from(sheet, Asked(command, asked.given, asked.saying), sheet.close_sheet)


def _way_back(_: Any) -> Callable[[Any], object]:
    return take_back_assignment
