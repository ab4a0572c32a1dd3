"""What the queue does about cases that nobody has: the next one taken, all of them proposed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.text import counted
from ui.messages import tr
from ui.theme import Theme
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.assignment import Proposal
    from ui.widgets.case_forms import Asked
    from ui.widgets.form_sheet import FormSheet


class Assigning(QObject):
    """`chosen` are the cases selected. Its commands and queries are loaded when they are first
    asked for."""

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, chosen: Callable[[], list[int]],
        opened: Callable[[int], None], failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme, self._workspace, self._page = theme, workspace, page
        self._chosen, self._opened, self._failed = chosen, opened, failed

    def take_next(self) -> None:
        """Take the next case, and open it; where there is none, say why."""
        from models.commands.next_case import take_next

        said = tr("The next case is yours")
        self._workspace.write(take_next, self._opened, self, said, self._failed)

    def propose(self) -> None:
        """Show who should take each case that nobody has, or where several are chosen each of
        these, whoever has it; to be accepted line by line."""
        from models.queries.assignment import proposal

        asker, now, chosen = self._workspace.person_id, self._workspace.clock.now(), self._chosen()
        ids = chosen if len(chosen) > 1 else None
        query = partial(proposal, now=now, asker_id=asker, case_ids=ids)
        none = tr("Every open case has somebody") if ids is None else tr("None of them is open")
        self._workspace.read(query, partial(self._ask, none), self, "proposal", self._failed)

    def take_back(self) -> None:
        """Take back the last proposal that was accepted here."""
        from models.commands.assignment import take_back_assignment

        def told(cases: list[int]) -> None:
            said = counted(
                len(cases), "1 case is whose it was", "{count} cases are whose they were"
            )
            self._workspace.said.emit(tr(said))

        self._workspace.write(take_back_assignment, told, self, "", self._failed)

    def _ask(self, none: str, found: "Proposal") -> None:
        from ui.widgets.sheet import once_clear

        if found.rows:
            once_clear(self._page, partial(self._show, found))
        else:
            self._workspace.said.emit(none)

    def _show(self, found: "Proposal") -> None:
        from ui.widgets.case_forms import open_form
        from ui.widgets.proposal_form import proposal_form

        form = proposal_form(self._theme, found)
        open_form(self._theme, self._page.window(), form, self._accept)

    def _accept(self, sheet: "FormSheet", asked: "Asked") -> None:
        command = partial(asked.command, **asked.given)
        self._workspace.write(
            command, lambda _: sheet.close_sheet(), sheet, asked.saying, sheet.show_error
        )
