"""The way back from the last change of a page: known once that change is saved, and not before."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.messages import tr
from ui.widgets.case_forms import Asked
from ui.widgets.form_sheet import FormSheet
from ui.workspace import Workspace

Failed = Callable[[Exception], object]


class WayBack(QObject):
    """Writes commands whose result is the one that takes them back, and takes the last one back.

    While one of them is on its way there is no way back: it would lead past it, to what was done
    before. One that comes to nothing leaves the way back as it was. It waits for its answers
    itself, so that a sheet closed meanwhile takes none away. `changed`: there is one, or none.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._back: Callable[[Any], object] | None = None
        self._waiting = 0
        self._turn = 0

    @property
    def is_there(self) -> bool:
        """Whether the last change can be taken back."""
        return self._back is not None and not self._waiting

    @property
    def is_waiting(self) -> bool:
        """Whether a change is on its way."""
        return self._waiting > 0

    def forget(self) -> None:
        """What was done so far, or is on its way, is not taken back here."""
        self._back = None
        self._turn += 1
        self.changed.emit()

    def write(self, asked: Asked, then: Callable[[], object], failed: Failed) -> None:
        """Do what was asked; its result is the command that takes it back."""
        self._send(partial(asked.command, **asked.given), asked.saying, then, failed)

    def write_from(self, sheet: FormSheet, asked: Asked, saved: Callable[[], object]) -> None:
        """Do what was asked in a sheet that is held for the answer, and is told a refusal."""
        sheet.closed.connect(partial(self._workspace.let_go, self))
        self.write(asked, saved, sheet.show_error)

    def take_back(self, failed: Failed) -> None:
        """Take the last change back; where that is refused, it can be tried again."""
        if self._back is not None and self.is_there:
            self._send(self._back, tr("Taken back"), lambda: None, failed, ends=True)

    def _send(
        self, command: Callable[[Any], Any], saying: str, then: Callable[[], object],
        failed: Failed, *, ends: bool = False,
    ) -> None:  # fmt: skip
        turn = self._turn

        def done(back: Any) -> None:
            if turn == self._turn:
                self._back = None if ends else back
            self._answered()
            then()

        def refused(error: Exception) -> None:
            self._answered()
            failed(error)

        self._waiting += 1
        self.changed.emit()
        self._workspace.write(command, done, self, saying, refused)

    def _answered(self) -> None:
        self._waiting -= 1
        self.changed.emit()


def with_way_back(command: Callable[..., Any], back: Callable[[Any], Any]) -> Callable[..., Any]:
    """The command, whose result is the one that takes it back."""

    def run(work: Any, **given: Any) -> Any:
        return back(command(work, **given))

    return run
