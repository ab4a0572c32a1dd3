"""Something on paper: where to, how far, and then the way to open it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, QTemporaryDir
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from models.errors import KnownError
from ui.messages import tr
from ui.ports import Ports, ProgressLike
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.file_dialog import file_dialog
from ui.widgets.progress_line import ProgressLine
from ui.workspace import Workspace


@dataclass(frozen=True)
class Paper:
    """What can be printed: the words that ask where to, the name offered for the file, and the
    words that say it is there.

    `write(path, progress)` is run off the GUI thread; False where it was cancelled.
    """

    question: str
    name: str
    written: str
    write: Callable[[Path, ProgressLike], bool]


class Printing(QWidget):
    """Nothing to see until a paper is asked for; then its progress, then what became of it."""

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: Ports, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._ports = ports
        self._line = ProgressLine(theme)
        self._banner = Banner(theme)
        self._written: Path | None = None
        self._again: tuple[Paper, Path] | None = None
        self._aside: QTemporaryDir | None = None
        self._shows, self._shown = False, 0
        self._banner.retry_requested.connect(self._take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.sizes.wide, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self._banner)
        self._banner.closed.connect(self.hide)
        self.hide()

    def ask(self, paper: Paper) -> None:
        """Ask where it is to be written, then write it."""
        if not self._line.isHidden():
            return
        dialog = file_dialog(self.window(), paper.question)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("PDF (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = next((place for place in places if Path(place).is_dir()), QDir.homePath())
        dialog.setDirectory(folder)
        dialog.selectFile(paper.name)
        dialog.fileSelected.connect(lambda name: self.write(paper, Path(name)))
        dialog.open()

    def preview(self, paper: Paper) -> None:
        """Show it in the system's own viewer before it is kept anywhere; what was written for that
        goes with the window."""
        if not self._line.isHidden():
            return
        if self._aside is None or not Path(self._aside.path()).is_dir():  # whoever tidies up there
            self._aside = QTemporaryDir()
        if not self._aside.isValid():
            self._fail(KnownError(
                "No room for a preview", "No temporary folder could be made on this computer.",
                "Print it into a folder of your own instead.",
            ))  # fmt: skip
            return
        self._shown += 1
        folder = Path(self._aside.path()) / str(self._shown)
        folder.mkdir()
        self.write(paper, folder / _safe(paper.name), shows=True)

    def write(self, paper: Paper, path: Path, *, shows: bool = False) -> None:
        """Write it there, off the GUI thread; one that `shows` is opened, and can be kept then."""
        progress = Progress(self)
        self._again, self._shows = (paper, path), shows
        self._banner.hide()
        self._line.watch(progress, tr("Writing {name}", name=path.name))
        self.show()
        self._workspace.run(
            partial(paper.write, path, progress), partial(self._over, paper, path), self,
            self._fail, progress,
        )  # fmt: skip

    def _over(self, paper: Paper, path: Path, written: bool) -> None:
        self._line.finish()
        self._written = path if written else None
        if written and self._shows:
            words = tr("It is open in your PDF viewer, and not kept yet.")
            if not self._ports.open_path(path):
                words = tr(
                    "No PDF viewer opened it. Until Leadline is closed, it is in {path}.", path=path
                )
            self._banner.show_message("note", tr("A preview"), words, tr("Keep it as a file"))
        elif written:
            words = tr("{name} is in {folder}", name=path.name, folder=path.parent)
            self._banner.show_message("note", paper.written, words, tr("Open it"))
        else:
            self.hide()

    def _fail(self, error: Exception) -> None:
        self._line.finish()
        self._written = None
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))
        else:
            self.hide()

    def _take_button(self) -> None:
        """Open what was written, keep what was looked at, or try again what was not."""
        if self._written is not None and self._shows and self._again is not None:
            self.hide()
            self.ask(self._again[0])
        elif self._written is not None:
            self._ports.open_path(self._written)
        elif self._again is not None:
            self.write(*self._again, shows=self._shows)


def _safe(name: str) -> str:
    """A name that a file may have everywhere."""
    return "".join(one if one.isalnum() or one in " .-_" else "-" for one in name)
