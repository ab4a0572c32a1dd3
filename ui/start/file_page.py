"""A desk in a file that is there already."""

from PySide6.QtCore import Signal

from models.errors import KnownError
from ui.messages import tr
from ui.start.path_field import PathField, choose_existing
from ui.start.start_page import StartPage
from ui.theme import Theme
from ui.widgets.field import Field


class FilePage(StartPage):
    """`open_requested` carries the path."""

    open_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("Open a desk from a file"),
            tr("It stays where it is. Keep it on this computer, not in a synced folder."),
            tr("Open the desk"),
        )  # fmt: skip
        self._path = PathField(theme, tr("The desk's file"), choose_existing)
        self._field = Field(tr("The desk's file"), self._path)
        self.body.addWidget(self._field)
        self._path.line.textChanged.connect(lambda *_: self._field.show_problem(""))

    def show_path(self, path: str) -> None:
        """A file that was tried."""
        self._path.line.setText(path)

    def focus_first(self) -> None:
        """The path."""
        self._path.line.setFocus()

    def submit(self) -> None:
        """Ask for the desk."""
        path = self._path.path()
        if path is None:
            self.point_at(self._field, tr("Choose a file, or type its path."))
        else:
            self.open_requested.emit(str(path))

    def show_error(self, error: KnownError, retry: str = "") -> None:
        """What is wrong with the file."""
        self.point_at(self._field, error)
