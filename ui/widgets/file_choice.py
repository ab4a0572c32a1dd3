"""Files to be attached: chosen in a dialog, or copied; and what is said of those refused."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import KnownError
from models.file_reading import ReadFiles
from ui.messages import inline, tr
from ui.widgets.file_dialog import file_dialog

_NAMED = 3


def choose_files(page: QWidget, then: Callable[[Sequence[Path]], None]) -> None:
    """Ask which files; `then` gets their paths."""
    dialog = file_dialog(page.window(), tr("Attach files"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def copied_files() -> list[Path]:
    """The files that were copied in another program."""
    return local_files(QGuiApplication.clipboard().mimeData())


def local_files(data: QMimeData | None) -> list[Path]:
    """The paths among what is carried or was copied, if all of it are files of this computer."""
    urls = data.urls() if data is not None else []
    return [Path(url.toLocalFile()) for url in urls] if all(u.isLocalFile() for u in urls) else []


def attached_words(names: Sequence[str]) -> str:
    """What is said of those taken: the list of them may be out of sight."""
    if len(names) == 1:
        return tr("{name} is attached", name=inline(names[0]))
    return tr("{count} files are attached", count=len(names))


def refusals(found: ReadFiles) -> KnownError:
    """Why some were not taken, the first few by name."""
    said = [str(error) for error in found.refused[:_NAMED]]
    more = len(found.refused) - len(said)
    if more:
        said.append(tr("{count} more were not taken.", count=more))
    return KnownError(found.refused[0].title, "\n".join(said))
