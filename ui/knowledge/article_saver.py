"""Saving what stands in the editor: once at a time, and answered to the draft that was sent."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.commands.article_saving import keep_article
from models.file_reading import FileContent
from ui.knowledge.article_draft import ArticleDraft
from ui.messages import tr
from ui.workspace import Workspace


class ArticleSaver(QObject):
    """`saved` carries the draft, its values as they were sent and the article's key, `refused` the
    draft and the error."""

    saved = Signal(object, object, str)
    refused = Signal(object, object)

    def __init__(
        self, workspace: Workspace, reader: Callable[[], Callable[[], Sequence[FileContent]]],
        owner: QObject,
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self._workspace, self._reader = workspace, reader
        self._sent = set[str]()

    def save(self, draft: ArticleDraft) -> None:
        """Save it; a second time only after the first came to nothing."""
        if draft.name in self._sent:
            return
        self._sent.add(draft.name)
        command = partial(keep_article, said=draft.said(), read=self._reader())
        self._workspace.write(
            command, partial(self._done, draft, dict(draft.values)), self, tr("Saved"),
            partial(self._fail, draft),
        )  # fmt: skip

    def _done(self, draft: ArticleDraft, sent: Mapping[str, str], key: str) -> None:
        self._sent.discard(draft.name)
        draft.forget(sent)
        self.saved.emit(draft, sent, key)

    def _fail(self, draft: ArticleDraft, error: Exception) -> None:
        self._sent.discard(draft.name)
        self.refused.emit(draft, error)
