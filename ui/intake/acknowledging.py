"""A case is open: its acknowledgement waits below it as a draft, or is recorded at once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from models.commands.acknowledge import acknowledge
from models.queries.acknowledgement import Acknowledgement, drafted_acknowledgement
from ui.drafts import Drafts, case_draft
from ui.messages import tr
from ui.workspace import Workspace

ACKNOWLEDGEMENT = "acknowledged"
"""What the composer calls it among the ways of reaching the customer."""


class Acknowledging(QObject):
    """What is recorded unseen, where the policy says so, is on the clipboard: no mail sends it."""

    def __init__(self, workspace: Workspace, drafts: Drafts, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._drafts = drafts

    def begin(self, case_id: int, then: Callable[[], None]) -> None:
        """Draft it, then go on; without it where it cannot be drafted."""
        query = partial(
            drafted_acknowledgement, case_id=case_id, now=self._workspace.clock.now(),
            me=self._workspace.person_id,
        )  # fmt: skip
        drafted = partial(self._drafted, case_id, then)
        self._workspace.read(query, drafted, self, failed=lambda _: then())

    def _drafted(self, case_id: int, then: Callable[[], None], draft: Acknowledgement) -> None:
        kept = {
            "kind": ACKNOWLEDGEMENT, "text": draft.text, "promised": draft.promised,
            "drafted": draft.text,
        }  # fmt: skip
        self._drafts.keep(case_draft(case_id), kept)
        if draft.unseen:
            command = partial(
                acknowledge, case_id=case_id, text=draft.text, promised=draft.promised
            )  # fmt: skip
            self._workspace.write(
                command, partial(self._recorded, case_id, then), self,
                tr("Acknowledgement recorded and copied"), lambda _: then(),
            )  # fmt: skip
        else:
            then()

    def _recorded(self, case_id: int, then: Callable[[], None], words: str) -> None:
        self._drafts.forget(case_draft(case_id))
        QGuiApplication.clipboard().setText(words)
        then()
