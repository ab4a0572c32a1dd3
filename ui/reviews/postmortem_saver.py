"""Saving what stands in the editor: once at a time, and answered to the draft that was sent."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.commands.postmortems import PostmortemClash, save_postmortem
from ui.messages import tr
from ui.reviews.postmortem_draft import PostmortemDraft
from ui.workspace import Workspace


class PostmortemSaver(QObject):
    """`saved` carries the draft, `refused` the draft and the error."""

    saved = Signal(object)
    refused = Signal(object, object)

    def __init__(self, workspace: Workspace, owner: QObject) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._sent: PostmortemDraft | None = None

    def save(self, draft: PostmortemDraft) -> None:
        """Save it; a second time only after the first came to nothing."""
        if draft is self._sent:
            return
        self._sent = draft
        command = partial(
            save_postmortem, postmortem_id=draft.id, said=draft.said(), seen=draft.base,
            note=draft.values.get("note", ""),
        )  # fmt: skip
        self._workspace.write(
            command, partial(self._done, draft, dict(draft.values)), self, tr("Saved"),
            partial(self._fail, draft, dict(draft.values)),
        )  # fmt: skip

    def _done(self, draft: PostmortemDraft, sent: Mapping[str, str], number: int) -> None:
        """What somebody else saved in between is in it as well."""
        self._sent = None
        draft.forget(sent)
        self.saved.emit(draft)
        if draft.follows or number > draft.base + 1:
            self._workspace.said.emit(tr("Put together with what was saved meanwhile"))

    def _fail(self, draft: PostmortemDraft, sent: Mapping[str, str], error: Exception) -> None:
        """A clash of what was sent is not asked about where more was typed since: it is sent."""
        self._sent = None
        if isinstance(error, PostmortemClash) and draft.values != sent:
            self.save(draft)
        else:
            self.refused.emit(draft, error)
