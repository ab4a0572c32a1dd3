"""A long job behind the import page: a check or an import, one at a time, off the GUI thread."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.changes import Changes
from ui.progress import Progress
from ui.workspace import Workspace

_CHANGED = Changes("import", kinds=frozenset({"case", "person", "customer", "article"}))


class ImportJob(QObject):
    """Signals: `checked` and `imported` carry the summary, `failed` the error.

    A job is one of the ports' that import, given what it reads; its summary says whether it was
    cancelled. A new check takes the place of one that still runs; while an import runs, nothing
    does.
    """

    checked = Signal(object)
    imported = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._progress: Progress | None = None
        self._writing = False

    @property
    def writing(self) -> bool:
        """Whether an import runs."""
        return self._writing

    def check(self, job: Callable[..., Any]) -> Progress:
        """See what an import would do, what has a problem left out."""
        return self._begin(job, self.checked.emit, writes=False, keep_good=True)

    def start(self, job: Callable[..., Any], *, keep_good: bool) -> Progress:
        """Import; with `keep_good` what is without a problem where some has one."""
        return self._begin(job, self._written, writes=True, keep_good=keep_good)

    def drop(self) -> None:
        """Whatever a check finds, nobody waits for it any more."""
        if self._progress is not None and not self._writing:
            self._progress.cancel()
            self._progress = None

    def _begin(
        self, job: Callable[..., Any], then: Callable[[Any], None], *, writes: bool, keep_good: bool
    ) -> Progress:
        if self._progress is not None:
            self._progress.cancel()
        progress = Progress(self)
        self._progress, self._writing = progress, writes
        self._workspace.run(
            partial(job, dry_run=not writes, keep_good=keep_good, progress=progress),
            partial(self._over, progress, then), self, partial(self._failed, progress), progress,
            writes=writes,
        )  # fmt: skip
        return progress

    def _written(self, summary: Any) -> None:
        if not summary.cancelled:
            self._workspace.announce(_CHANGED)
        self.imported.emit(summary)

    def _over(self, progress: Progress, then: Callable[[Any], None], summary: Any) -> None:
        if self._settled(progress):
            then(summary)

    def _failed(self, progress: Progress, error: Exception) -> None:
        if self._settled(progress):
            self.failed.emit(error)

    def _settled(self, progress: Progress) -> bool:
        """Whether this job is the one that counts; it is over then."""
        progress.deleteLater()
        if progress is not self._progress:
            return False
        self._progress, self._writing = None, False
        return True
