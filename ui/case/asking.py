"""How a sheet about a case is opened, what was asked in it written, and a refusal told."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.commands.bulk import together
from models.commands.meanwhile import ChangedMeanwhile, Overtaken
from models.queries.case import CaseDetail
from models.work import Work
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form
from ui.widgets.form_draft import FormDrafts
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace

_OF_THE_WHOLE: Final = ("pause", "resolve", "close", "exclude")
"""Sheets whose answer depends on all of the case: what somebody else did to it meanwhile is told
before anything is written."""

Refused = Callable[[CaseDetail, Exception], None]


class Asking(QObject):
    """Asks about one case in a sheet, or does at once what needs none."""

    def __init__(
        self, theme: Theme, workspace: Workspace, page: QWidget, drafts: FormDrafts,
        refused: Refused,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._theme = theme
        self._workspace = workspace
        self._page = page
        self._drafts = drafts
        self._refused = refused

    def ask(self, case: CaseDetail, name: str, form: Form) -> None:
        """Open the form over the window; `name` is what its draft is known by.

        What was typed in it is kept until it is saved. Whoever was told what somebody else changed
        meanwhile may save again.
        """
        versions = {case.row.id: case.row.version} if name in _OF_THE_WHOLE else {}

        def submit(sheet: FormSheet, asked: Asked, saved: Callable[[], None]) -> None:
            self._write(case, asked, saved, partial(refused, sheet), sheet, versions)

        def refused(sheet: FormSheet, error: Exception) -> None:
            if isinstance(error, Overtaken):
                form.seen.update(error.now)
            elif isinstance(error, ChangedMeanwhile):
                versions.update(error.versions)
            sheet.show_error(error)

        self._drafts.open(
            self._theme, self._page.window(), form, f"case-{case.row.id}-{name}", submit,
            self._workspace.said.emit, failed=self._workspace.failed.emit,
        )  # fmt: skip

    def refuse(self, case: CaseDetail, error: Exception) -> None:
        """What was not done at once, told where the case is in view."""
        self._refused(case, error)

    def now(self, case: CaseDetail, asked: Asked) -> None:
        """Do it at once."""
        self._write(case, asked, lambda: None, partial(self._refused, case), self, {})

    def _write(
        self,
        case: CaseDetail,
        asked: Asked,
        done: Callable[[], None],
        failed: Callable[[Exception], None],
        owner: QObject,
        versions: dict[int, int],
    ) -> None:
        ids = [case.row.id]
        command: Callable[[Work], object] = partial(asked.command, case_ids=ids, **asked.given)
        if versions:
            command = together(_for_cases(asked), ids, versions)

        def written(result: object) -> None:
            done()
            asked.then(result)

        self._workspace.write(command, written, owner, asked.saying, failed)


def _for_cases(asked: Asked) -> Callable[[Work, Sequence[int]], object]:
    @wraps(asked.command)
    def run(work: Work, case_ids: Sequence[int]) -> object:
        return asked.command(work, case_ids=case_ids, **asked.given)

    return run
