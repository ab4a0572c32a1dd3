"""The rest by one key: the moves that save breaches, accepted line by line, taken back as one."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.commands.moving import Moved, moved_as_proposed
from models.commands.undo import undo_each
from models.errors import KnownError
from models.queries.assignment import Proposal
from models.queries.rebalance import load_rebalance
from ui.messages import tr
from ui.progress import Progress
from ui.theme import Theme
from ui.way_back import WayBack, with_way_back
from ui.widgets.case_forms import Asked, open_form
from ui.widgets.form_sheet import FormSheet
from ui.widgets.progress_line import ProgressLine
from ui.widgets.proposal_form import proposal_form
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace

_SHOWN_AFTER: Final = 300
"""Milliseconds: what is found at once moves no column."""


class Stopped(KnownError):
    """Whoever asked for moves does not want them any more."""

    def __init__(self) -> None:
        super().__init__("Stopped", "The search for moves was stopped; nothing was moved.")


class Rebalancing(QObject):
    """Finds them off the GUI thread, which may take seconds; `line` says how far it is, and stops
    it. `refused` carries an error that belongs to no sheet."""

    refused = Signal(object)

    def __init__(self, theme: Theme, workspace: Workspace, page: QWidget, back: WayBack) -> None:
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._back = back
        self.line = ProgressLine(theme)
        self._looking = False
        self._progress: Progress | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SHOWN_AFTER)
        self._soon.timeout.connect(self._show_line)

    def propose(self) -> None:
        """Show what should go elsewhere, and why."""
        if self._looking:
            return
        self._looking, self._progress = True, Progress(self)
        self._soon.start()
        now, me = self._workspace.clock.now(), self._workspace.person_id
        told = partial(_tell, self._progress)
        query = partial(load_rebalance, now=now, asker_id=me, told=told)
        self._workspace.read(
            query, self._found, self, "rebalance", self._failed, progress=self._progress
        )

    def cancel(self) -> None:
        """Nobody waits for them any more: the page is left."""
        if self._progress is not None:
            self._progress.cancel()

    def _show_line(self) -> None:
        if self._progress is not None:
            self.line.watch(self._progress, tr("Looking for moves that save breaches"))

    def _hide_line(self) -> None:
        self._soon.stop()
        self.line.finish()
        self._progress = None

    def _failed(self, error: Exception) -> None:
        self._hide_line()
        self._looking = False
        if isinstance(error, Stopped):
            self._workspace.said.emit(tr("Stopped: nothing was moved"))
        else:
            self.refused.emit(error)

    def _found(self, found: Proposal) -> None:
        self._hide_line()
        self._looking = False
        once_clear(self._page, partial(self._show, found))

    def _show(self, found: Proposal) -> None:
        if not found.rows:
            self._workspace.said.emit(tr("No move was found that saves a breach: all stays"))
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


def _tell(progress: Progress, done: int, total: int | None) -> None:
    """On the worker: how far it is, and whether it is wanted yet."""
    if progress.cancelled:
        raise Stopped
    progress.report(done, total)


def _way_back(given: Moved) -> Callable[[Any], object]:
    return partial(undo_each, given=given)
