"""The long job behind the import page: a check or an import, one at a time, off the GUI thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.changes import Changes
from ui.ports import ImportSummary, Ports
from ui.progress import Progress
from ui.workspace import Workspace

_CHANGED = Changes("import", kinds=frozenset({"case", "person", "customer"}))


class ImportJob(QObject):
    """Signals: `checked` and `imported` carry an `ImportSummary`, `failed` the error.

    A new check takes the place of one that still runs; while an import runs, nothing does.
    """

    checked = Signal(object)
    imported = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, ports: Ports, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ports = ports
        self._progress: Progress | None = None
        self._writing = False

    @property
    def writing(self) -> bool:
        """Whether an import runs."""
        return self._writing

    def check(self, path: Path, zone: str) -> Progress:
        """See what an import would do, the cases with a problem left out."""
        return self._begin(path, zone, self.checked.emit, writes=False, keep_good=True)

    def start(self, path: Path, zone: str, *, keep_good: bool) -> Progress:
        """Import; with `keep_good` the cases without a problem where others have one."""
        return self._begin(path, zone, self._written, writes=True, keep_good=keep_good)

    def _begin(
        self,
        path: Path,
        zone: str,
        then: Callable[[ImportSummary], None],
        *,
        writes: bool,
        keep_good: bool,
    ) -> Progress:
        if self._progress is not None:
            self._progress.cancel()
        progress = Progress(self)
        self._progress, self._writing = progress, writes
        job = partial(
            self._ports.import_log, path, zone,
            dry_run=not writes, keep_good=keep_good, progress=progress,
        )  # fmt: skip
        self._workspace.run(
            job, partial(self._over, progress, then), self,
            partial(self._failed, progress), progress, writes=writes,
        )  # fmt: skip
        return progress

    def _written(self, summary: ImportSummary) -> None:
        if not summary.cancelled:
            self._workspace.announce(_CHANGED)
        self.imported.emit(summary)

    def _over(
        self, progress: Progress, then: Callable[[ImportSummary], None], summary: ImportSummary
    ) -> None:
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
