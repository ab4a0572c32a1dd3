"""What a change by hand would do, said in its sheet before it is saved."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from models.by_hand_words import moved_words
from models.commands.rehearsal import Moved, rehearse
from models.errors import KnownError, Problems
from ui.case.entries import ZoneNow
from ui.messages import tr
from ui.widgets.case_forms import Asked
from ui.widgets.chips import ChipRow
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace

_LINES = 3


class ByHandPreview(QLabel):
    """Follows the fields of a sheet; the change is worked out off the GUI thread, and not kept."""

    def __init__(self, workspace: Workspace, case_id: int, at: ZoneNow) -> None:
        super().__init__()
        self._workspace = workspace
        self._case_id = case_id
        self._at = at
        self._read: Callable[[], Asked] | None = None
        self.setObjectName("preview")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setProperty("role", "muted")
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self._say(tr("Type when, to see what follows."))

    def follow(self, read: Callable[[], Asked], *fields: QLineEdit | ChipRow) -> None:
        """Whenever one of these fields changes, say what would follow from what `read` gives."""
        self._read = read
        for field in fields:
            if isinstance(field, QLineEdit):
                field.textChanged.connect(lambda *_: self._look())
            else:
                field.chosen_changed.connect(lambda *_: self._look())

    def _look(self) -> None:
        if self._read is None:
            return
        try:
            asked = self._read()
        except KnownError:  # half typed
            self._say(tr("Type when, to see what follows."))
            return
        query = partial(
            rehearse, case_id=self._case_id, command=asked.command, given=asked.given,
            now=self._at.now, person_id=self._workspace.person_id,
        )  # fmt: skip
        self._workspace.read(query, self._show, self, "preview", self._refused)

    def _show(self, moved: Sequence[Moved]) -> None:
        lines = [tr(moved_words(one, self._at.words)) for one in moved]
        self._say("\n".join(lines) or tr("No clock would be due or judged otherwise."))

    def _refused(self, error: Exception) -> None:
        """Why it would not be done."""
        if isinstance(error, KnownError):
            told = error.by_field if isinstance(error, Problems) else {}
            self._say(tr(next(iter(told.values()), error.sentence)))

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleDescription(words)
        over = self.parentWidget()
        while over is not None and not isinstance(over, Sheet):
            over = over.parentWidget()
        if over is not None:
            over.place()
