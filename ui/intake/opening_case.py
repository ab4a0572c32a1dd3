"""What is typed becomes a case, or goes to the case there is; the form waits for how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.commands.cases import NewCase, open_case
from models.commands.reporting_again import report_again
from models.errors import KnownError, Problems
from models.file_reading import FileContent
from models.handbook.environment import PARTS
from models.queries.similar import Seen
from models.typed_instant import read_instant
from ui.drafts import Drafts, case_draft
from ui.intake.acknowledging import Acknowledging
from ui.intake.attached_files import AttachedFiles
from ui.intake.seen_before import WORKAROUND
from ui.messages import tr
from ui.workspace import Workspace

_TEXTS: Final = (
    "title", "customer", "contact", "impact", "steps", "category", "message", *PARTS,
    "impact_level", "urgency", "workaround_known", "expected", "actual", "priority_reason",
    "security", "named", "same_as", "answer", "language",
)  # fmt: skip


class OpeningCase(QObject):
    """`opened` carries the case, `refused` why there is none.

    While `saving`, `sent` is what is on its way: what is typed meanwhile is in no case.
    """

    opened = Signal(int)
    refused = Signal(object)

    def __init__(
        self, workspace: Workspace, zone: ZoneInfo, drafts: Drafts, files: AttachedFiles,
        page: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._workspace = workspace
        self._zone = zone
        self._drafts = drafts
        self._files = files
        self._page = page
        self._acknowledging = Acknowledging(workspace, drafts, self)
        self.saving = False
        self.sent: dict[str, str] = {}

    def open(self, typed: Mapping[str, str], *, incomplete: bool) -> None:
        """Open a case of what is typed."""
        self._begin(typed, incomplete, partial(self._open, typed.get(WORKAROUND, "")))

    def report_again(self, seen: Seen, typed: Mapping[str, str]) -> None:
        """The customer says it once more: the words go to the case there is, none is opened."""
        self._begin(typed, True, partial(self._add_to, seen, typed.get(WORKAROUND, "")))

    def _begin(
        self, typed: Mapping[str, str], incomplete: bool, then: Callable[[NewCase], None]
    ) -> None:
        if self.saving:
            return
        try:
            new = self._new_case(typed, incomplete)
        except KnownError as error:
            said = {"received_at": f"{error.sentence} {error.what_next}"}
            self.refused.emit(Problems(error.title, said))
            return
        self.saving, self.sent = True, dict(typed)
        self._files.when_taken(partial(self._read_files, new, then))

    def _new_case(self, typed: Mapping[str, str], incomplete: bool) -> NewCase:
        """Raises `KnownError` where the time is none."""
        texts: dict[str, Any] = {name: typed.get(name, "") for name in _TEXTS}
        received_at = read_instant(
            typed.get("received_at", ""), self._workspace.clock.now(), self._zone
        )
        return NewCase(
            **texts, priority=typed.get("priority"), incomplete=incomplete, received_at=received_at
        )

    def _read_files(self, new: NewCase, then: Callable[[NewCase], None], all_taken: bool) -> None:
        """What they hold, off the GUI thread; those just dropped were waited for."""
        if not all_taken:
            self.saving = False  # what was dropped last would not be in the case
            return
        self.sent |= self._files.values()

        def read(files: tuple[FileContent, ...]) -> None:
            then(replace(new, attachments=files))

        if self._files.values():
            self._workspace.run(self._files.read, read, self, self._refuse)
        else:
            then(new)

    def _open(self, workaround: str, new: NewCase) -> None:
        self._workspace.write(
            partial(open_case, new=new), partial(self._made, workaround), self._page,
            tr("The case is open"), self._refuse,
        )  # fmt: skip

    def _add_to(self, seen: Seen, workaround: str, new: NewCase) -> None:
        self._workspace.write(
            partial(report_again, case_id=seen.id, new=new), partial(self._end, workaround),
            self._page, tr("Added to {case}", case=seen.key), self._refuse,
        )  # fmt: skip

    def _made(self, workaround: str, case_id: int) -> None:
        draft = case_draft(case_id)

        def drafted() -> None:
            if workaround:
                self._drafts.forget(draft)  # the reply says more than that it was received
            self._end(workaround, case_id)

        self._acknowledging.begin(case_id, drafted)

    def _end(self, workaround: str, case_id: int) -> None:
        """The workaround that was chosen begins the reply, behind what is typed there already."""
        self.saving = False
        if workaround:
            kept = self._drafts.get(case_draft(case_id))
            begun = kept.get("text", "")
            text = "\n\n".join(filter(None, (begun, workaround)))
            self._drafts.keep(case_draft(case_id), {"kind": "reply", **kept, "text": text})
        self.opened.emit(case_id)

    def _refuse(self, error: Exception) -> None:
        self.saving = False
        self.refused.emit(error)
