"""What we know, written into a folder: where to, how far, and what was left."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from models.errors import KnownError
from ui.folder_ports import ExportSummary
from ui.messages import counted, tr
from ui.ports import Ports
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.banner import Banner, Kind
from ui.widgets.file_dialog import file_dialog
from ui.widgets.progress_line import ProgressLine
from ui.workspace import Workspace

_NAMED: Final = 3
"""Of what is odd."""


class Exporting(QWidget):
    """Nothing to see until `ask`; then how far it is, then what became of it."""

    def __init__(self, theme: Theme, workspace: Workspace, ports: Ports) -> None:
        super().__init__()
        self._workspace, self._ports = workspace, ports
        self._line, self._banner = ProgressLine(theme), Banner(theme)
        self._folder = Path()
        self._written = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.sizes.page, theme.sizes.wide, theme.sizes.page, 0)
        column.addWidget(self._line)
        column.addWidget(self._banner)
        self._banner.retry_requested.connect(self._take_button)
        self._banner.closed.connect(self.hide)
        self.hide()

    def ask(self) -> None:
        """Ask for the folder, then write into it."""
        if not self._line.isHidden():
            return
        dialog = file_dialog(self.window(), tr("Choose a folder for the articles"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, folder: Path) -> None:
        """Write every article there, off the GUI thread."""
        progress = Progress(self)
        self._folder, self._written = folder, False
        self._banner.hide()
        self._line.watch(progress, tr("Writing into {folder}", folder=folder.name))
        self.show()
        self._workspace.run(
            partial(self._ports.export_folder, folder, progress), self._over, self, self._fail,
            progress,
        )  # fmt: skip

    def _over(self, summary: ExportSummary) -> None:
        self._line.finish()
        self._written = True
        told = tr("{files} written into {folder}, {count} as they were.",
                  files=counted(summary.written, "1 file", "{count} files"),
                  folder=self._folder, count=f"{summary.unchanged:,}")  # fmt: skip
        if summary.cancelled:
            self._banner.show_message("note", tr("Cancelled"), told)
        elif summary.oddities:
            left = counted(summary.left, "1 file was left", "{count} files were left")
            words = left if summary.left else tr("The articles are written")
            kind: Kind = "warning" if summary.left else "note"
            self._banner.show_message(kind, words, f"{told}\n{_odd(summary)}", tr("Open it"))
        else:
            self._banner.show_message("note", tr("The articles are written"), told, tr("Open it"))

    def _fail(self, error: Exception) -> None:
        self._line.finish()
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))
        else:
            self.hide()

    def _take_button(self) -> None:
        """Open the folder, or try again."""
        if self._written:
            self._ports.open_path(self._folder)
        else:
            self.write(self._folder)


def _odd(summary: ExportSummary) -> str:
    """Why the first few were left, and what else is odd."""
    rows = sorted(summary.oddities, key=lambda one: not one.refused)
    said = [f"{one.file}: {one.said}" for one in rows[:_NAMED]]
    more = len(summary.oddities) - len(said)
    return "\n".join([*said, tr("{count} more", count=f"{more:,}")] if more else said)
