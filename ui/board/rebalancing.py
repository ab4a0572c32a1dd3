"""The rest by one key: the moves that save breaches, accepted line by line, taken back as one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from models.commands.moving import Moved, moved_as_proposed
from models.commands.undo import undo_each
from models.queries.assignment import Proposal
from models.queries.rebalance import load_rebalance
from ui.messages import tr
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked, open_form
from ui.widgets.form_sheet import FormSheet
from ui.widgets.proposal_form import proposal_form
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace


class Rebalancing(QObject):
    """Finds them off the GUI thread, which may take seconds. `refused` carries an error that
    belongs to no sheet."""

    refused = Signal(object)

    def __init__(self, theme: Theme, workspace: Workspace, page: QWidget, back: WayBack) -> None:
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._back = back
        self._looking = False

    def propose(self) -> None:
        """Show what should go elsewhere, and why."""
        if self._looking:
            return
        self._looking = True
        self._workspace.said.emit(tr("Looking for moves that save breaches …"))
        now, me = self._workspace.clock.now(), self._workspace.person_id
        query = partial(load_rebalance, now=now, asker_id=me)
        self._workspace.read(query, self._found, self, "rebalance", self._failed, aside=True)

    def _failed(self, error: Exception) -> None:
        self._looking = False
        self.refused.emit(error)

    def _found(self, found: Proposal) -> None:
        """Shown once a sheet that was opened meanwhile is closed: what is typed there goes on."""
        sheets = self._page.window().findChildren(Sheet)
        open_now = next((sheet for sheet in sheets if sheet.isVisible()), None)
        if open_now is not None:
            again = partial(self._found, found)
            open_now.closed.connect(again, Qt.ConnectionType.SingleShotConnection)
            return
        self._looking = False
        if self._page.isVisible():
            self._show(found)

    def _show(self, found: Proposal) -> None:
        if not found.rows:
            self._workspace.said.emit(tr("No move would save a breach: all stays where it is"))
            return
        form = proposal_form(self._theme, found)
        open_form(self._theme, self._page.window(), form, self._accept)

    def _accept(self, sheet: FormSheet, asked: Asked) -> None:
        def refused(error: Exception) -> None:
            if sheet.isHidden():
                self.refused.emit(error)

        sheet.hold()  # whoever leaves it meanwhile hears what becomes of it
        sheet.refused.connect(refused, Qt.ConnectionType.SingleShotConnection)
        command = with_way_back(moved_as_proposed, _way_back)
        self._back.write_from(sheet, Asked(command, asked.given, asked.saying), sheet.let_go)


def _way_back(given: Moved) -> Callable[[Any], object]:
    return partial(undo_each, given=given)
