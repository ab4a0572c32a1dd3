"""What comes to the window from outside: files and texts that are dropped, copied complaints."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.actions import Actions, ActionSpec
from ui.frame.drop_veil import DropVeil
from ui.messages import tr
from ui.page import Page
from ui.theme import Theme

CAPTURE: Final = "desk.capture"
"""The action that makes a new case of what was copied."""

_COMPLAINTS: Final = frozenset((".eml", ".txt", ".text"))
"""Files that are read as a complaint."""

_LOGS: Final = frozenset((".csv", ""))
"""Files that are taken for another desk's log."""


class Arriving(QObject):
    """Leads it to its place: files to the page in view where it takes any; else mail and texts,
    and whatever is to be attached, to `new_place`, and a log or a folder to `drop_place`.

    `place_requested` carries a place and what it should show; `said`, why nothing came of it.
    """

    place_requested = Signal(str, object)
    said = Signal(str)

    def __init__(
        self, theme: Theme, window: QWidget, actions: Actions, drop_place: str, new_place: str,
        page: Callable[[], Page],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._drop_place = drop_place
        self._new_place = new_place
        self._page = page
        if new_place:
            spec = ActionSpec(
                CAPTURE, "New case from the clipboard", ("Ctrl+Shift+V",), "plus", "Desk"
            )
            actions.add(spec, window, self.take_clipboard)
        if drop_place:
            veil = DropVeil(theme, window, self._words_of, texts=bool(new_place))
            veil.files_dropped.connect(self._take_files)
            veil.text_dropped.connect(lambda text: self.place_requested.emit(new_place, text))

    def take_clipboard(self) -> None:
        """Begin a new case with the text that was copied."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.place_requested.emit(self._new_place, text)
        else:
            self.said.emit(tr("There is no text on the clipboard"))

    def _take_files(self, paths: Sequence[Path]) -> None:
        if self._attaches(paths):
            self._page().take_files(paths)
        elif self._is_complaint(paths):
            self.place_requested.emit(self._new_place, paths[0])
        elif self._is_log(paths):
            self.place_requested.emit(self._drop_place, paths[0])
        else:
            self.place_requested.emit(self._new_place, tuple(paths))

    def _words_of(self, paths: Sequence[Path]) -> str:
        if self._attaches(paths):
            return tr("Drop it to attach it") if len(paths) == 1 else tr("Drop them to attach them")
        if _is_folder(paths):
            return tr("Drop the folder to import its articles")
        if self._is_log(paths) and not self._is_complaint(paths):
            return tr("Drop the log to import it")
        return tr("Drop it to begin a new case with it")

    def _attaches(self, paths: Sequence[Path]) -> bool:
        """A complaint begins a new case, but on the page of a case it belongs to that."""
        if _is_folder(paths):
            return False
        page = self._page()
        of_a_case = page.case_at_hand() is not None
        return page.takes_files() and (of_a_case or not self._is_complaint(paths))

    def _is_complaint(self, paths: Sequence[Path]) -> bool:
        one = len(paths) == 1 and paths[0].suffix.casefold() in _COMPLAINTS
        return one and bool(self._new_place) and not _is_folder(paths)

    def _is_log(self, paths: Sequence[Path]) -> bool:
        if len(paths) != 1:
            return False
        is_log = paths[0].suffix.casefold() in _LOGS
        return not self._new_place or is_log or _is_folder(paths)


def _is_folder(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].is_dir()
