"""Which log, or which folder: asked in the system's own dialog."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.messages import tr
from ui.widgets.file_dialog import file_dialog

Take = Callable[[Path], object]


def ask_log(page: QWidget, take: Take) -> None:
    """Ask for a log; `take` gets its path."""
    dialog = file_dialog(page, tr("Choose a log"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([tr("Logs (*.csv)"), tr("All files (*)")])
    _open(dialog, take)


def ask_folder(page: QWidget, take: Take) -> None:
    """Ask for a folder of articles; `take` gets its path."""
    dialog = file_dialog(page, tr("Choose a folder of articles"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, take)


def _open(dialog: QFileDialog, take: Take) -> None:
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    dialog.open()
