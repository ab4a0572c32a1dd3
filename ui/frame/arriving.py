"""What comes to the window from outside: files that are dropped, complaints that were copied."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, ActionSpec
from ui.frame.drop_veil import DropVeil
from ui.messages import tr
from ui.theme import Theme

CAPTURE: Final = "desk.capture"
"""The action that makes a new case of what was copied."""

_COMPLAINTS: Final = frozenset((".eml", ".txt", ".text"))
"""Files that are read as a complaint; any other is a log."""


class Arriving(QObject):
    """Leads it to its place: mail and texts to `new_place`, any other file to `drop_place`.

    `place_requested` carries a place and what it should show; `said`, why nothing came of it.
    """

    place_requested = Signal(str, object)
    said = Signal(str)

    def __init__(
        self, theme: Theme, window: QWidget, actions: Actions, drop_place: str, new_place: str
    ) -> None:
        super().__init__(window)
        self._drop_place = drop_place
        self._new_place = new_place
        if new_place:
            spec = ActionSpec(
                CAPTURE, "New case from the clipboard", ("Ctrl+Shift+V",), "plus", "Desk"
            )
            actions.add(spec, window, self.take_clipboard)
        if drop_place:
            veil = DropVeil(theme, window, self._words_of)
            veil.file_dropped.connect(self._take_file)

    def take_clipboard(self) -> None:
        """Begin a new case with the text that was copied."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.place_requested.emit(self._new_place, text)
        else:
            self.said.emit(tr("There is no text on the clipboard"))

    def _take_file(self, path: Path) -> None:
        self.place_requested.emit(self._place_of(path), path)

    def _place_of(self, path: Path) -> str:
        is_complaint = self._new_place and path.suffix.casefold() in _COMPLAINTS
        return self._new_place if is_complaint else self._drop_place

    def _words_of(self, path: Path) -> str:
        if self._place_of(path) == self._new_place:
            return tr("Drop it to begin a new case with it")
        return tr("Drop the log to import it")
