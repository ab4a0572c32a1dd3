"""A complaint that comes from outside the form: pasted into it whole, or dropped as a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.complaint import Complaint, read_file, read_text
from ui.workspace import Workspace


class Capturing(QObject):
    """Reads it off the GUI thread: `captured` carries a `Complaint`, `failed` the error."""

    captured = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def take(self, source: object) -> None:
        """`source` is the text, the path of a file, or a `Complaint` as it is; else none."""
        if isinstance(source, Complaint):
            self._take(source)
            return
        if isinstance(source, Path):
            job = partial(read_file, source)
        elif isinstance(source, str):
            job = partial(read_text, source)
        else:
            return
        self._workspace.run(job, self._take, self, self.failed.emit)

    def _take(self, found: Complaint) -> None:
        self.captured.emit(found)
