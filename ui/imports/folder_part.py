"""A folder of articles on the import page: looked into first, imported when the person says so."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import KnownError
from ui.folder_ports import FolderPorts, FolderSummary
from ui.imports.folder_card import FolderCard
from ui.imports.folder_words import start_words, was_done
from ui.imports.import_job import ImportJob
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.progress_line import ProgressLine
from ui.workspace import Workspace


class FolderPart(QWidget):
    """`changed` when it can do something else; `failed` carries a `KnownError`; `stopped` when a
    check, of which nothing is to be shown, was cancelled; `knowledge_requested` at the end."""

    changed = Signal()
    failed = Signal(object)
    stopped = Signal()
    knowledge_requested = Signal()

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: FolderPorts, start: QAction,
        again: QAction, choose: QAction,
    ) -> None:  # fmt: skip
        super().__init__()
        self._workspace, self._ports, self._start = workspace, ports, start
        self._path = Path()
        self.checked: FolderSummary | None = None
        self._job = ImportJob(workspace, self)
        self._card = FolderCard(theme, start, again, choose)
        self._running, self._line = Card(theme), ProgressLine(theme)
        self._running.content.addWidget(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._running)
        column.addWidget(self._card)
        self._job.checked.connect(self._show_check)
        self._job.imported.connect(self._show_done)
        self._job.failed.connect(self._fail)
        self._card.knowledge_requested.connect(self.knowledge_requested)

    @property
    def writing(self) -> bool:
        """Whether an import runs."""
        return self._job.writing

    @property
    def ready(self) -> bool:
        """Whether there is something to import."""
        summary = self.checked
        return summary is not None and summary.added + summary.updated > 0

    def take(self, path: Path) -> None:
        """See what an import of this folder would do."""
        self._path = path
        self._card.begin(path)
        self.check()

    def drop(self) -> None:
        """Something else was chosen: what is still looked into counts no more."""
        self._job.drop()

    def check(self) -> None:
        """See it once more."""
        if not self.writing:
            job = partial(self._ports.import_folder, self._path)
            self._line.watch(self._job.check(job), tr("Reading {name}", name=self._path.name))
            self._run(None)

    def start(self) -> None:
        """Import it."""
        if self.checked is not None and self.ready:
            job = partial(self._ports.import_folder, self._path)
            progress = self._job.start(job, keep_good=bool(self.checked.refused))
            self._line.watch(progress, tr("Importing {name}", name=self._path.name))
            self._run(self.checked)

    def focus_first(self) -> None:
        """Where the next step is."""
        if self._card.isHidden():
            self._line.focus_cancel()
        else:
            self._card.focus_first()

    def _run(self, checked: FolderSummary | None) -> None:
        """The job runs: of what was seen before nothing can be done meanwhile."""
        self.checked = checked
        self._show(running=True)

    def _show_check(self, summary: FolderSummary) -> None:
        if summary.cancelled:
            self._line.finish()
            self.stopped.emit()
            return
        self.checked = summary
        self._start.setText(start_words(summary))
        self._card.show_check(summary)
        self._show()

    def _show_done(self, summary: FolderSummary) -> None:
        if summary.cancelled:
            words = tr("Nothing of the folder was kept.")
            self.failed.emit(KnownError(tr("Cancelled"), words, ""))
        else:
            self.checked = None
            self._workspace.said.emit(was_done(summary))
            self._card.show_done(summary)
        self._show()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.failed.emit(error)
        if self.checked is None:
            self._line.finish()
            self.stopped.emit()
        else:
            self._show()

    def _show(self, *, running: bool = False) -> None:
        if not running:
            self._line.finish()
        self._running.setVisible(running)
        self._card.setVisible(not running)
        self.changed.emit()
