"""The draft as a file: opened as one step that can be undone, saved with its comments."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from models.errors import KnownError
from models.handbook.policy_file import read_policy
from models.new_file import draft_of
from ui.handbook.handbook_draft import HandbookDraft
from ui.messages import tr
from ui.widgets.file_dialog import file_dialog
from ui.workspace import Workspace

_KIND = "TOML (*.toml)"


class HandbookFile(QObject):
    """`failed` carries what went wrong, a mistake in the file with its line and key."""

    failed = Signal(object)

    def __init__(self, workspace: Workspace, draft: HandbookDraft, over: QWidget) -> None:
        super().__init__(over)
        self._workspace = workspace
        self._draft = draft
        self._over = over

    def ask_open(self) -> None:
        """Ask for a file to go on from."""
        dialog = self._dialog(tr("Open a handbook"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def ask_save(self) -> None:
        """Ask where the draft is to be written."""
        dialog = self._dialog(tr("Save the handbook as a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile("handbook.toml")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def open(self, path: Path) -> None:
        """Read and check a file, then take it as the draft's next step."""
        self._workspace.run(partial(read_handbook, path), self._draft.replace_source, self,
                            self._fail)  # fmt: skip

    def save(self, path: Path) -> None:
        """Write the draft, comments and all."""
        said = partial(self._workspace.said.emit, tr("Saved as {name}", name=path.name))
        self._workspace.run(
            partial(write_handbook, path, self._draft.source), lambda _: said(), self, self._fail
        )

    def _dialog(self, words: str) -> QFileDialog:
        dialog = file_dialog(self._over.window(), words)
        dialog.setNameFilters([_KIND, tr("All files (*)")])
        return dialog

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self.failed.emit(error)


def read_handbook(path: Path) -> str:
    """A handbook's text; a `KnownError` where it cannot be read, or says what cannot be."""
    try:
        source = path.read_text("utf-8")
    except OSError as error:
        raise KnownError(
            "The file cannot be read", f"{path}: {error.strerror}.", "Choose another file."
        ) from None
    except UnicodeDecodeError:
        raise KnownError(
            "The file cannot be read", f"{path} is not UTF-8 text.", "Save it as UTF-8."
        ) from None
    read_policy(source)
    return source


def write_handbook(path: Path, source: str) -> None:
    """Write it whole, over what was there (the dialog asked); a `KnownError` where it cannot be."""
    with draft_of(path) as fresh:
        fresh.write_text(source, "utf-8")
        fresh.replace(path)
