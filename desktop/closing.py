"""What closing a desk's window does: it stays in the tray, or the program ends."""

from PySide6.QtCore import QObject

from desktop.tray import Tray
from ui.actions import Actions, ActionSpec
from ui.computer.window_card import CLOSING
from ui.main_window import MainWindow
from ui.ports import Preferences
from ui.theme import Theme


class Closing(QObject):
    """Asks once, where there is a tray to stay in; without one a closed window is closed.

    `leave` ends the program whatever was chosen.
    """

    def __init__(
        self, theme: Theme, window: MainWindow, actions: Actions, preferences: Preferences,
        tray: Tray,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._theme, self._window, self._tray = theme, window, tray
        self._preferences = preferences
        self._leaving = False
        self._asking: QObject | None = None
        window.stays = self._stays
        spec = ActionSpec("desk.leave", "End Leadline", ("Ctrl+Q",), "cross", "Desk")
        actions.add(spec, window, self.leave)
        tray.leave = self.leave

    def leave(self) -> None:
        """Close the window, and with it the program."""
        self._leaving = True
        self._window.show()  # the program ends with its last window: a hidden one is none
        self._window.close()

    def end(self) -> None:
        """The desk is closed: its window has no tray to stay in any more."""
        self._leaving = True

    def _stays(self) -> bool:
        if self._leaving or not self._tray.there:
            return False
        chosen = self._preferences.get(CLOSING)
        if chosen == "tray":
            self._window.hide()
        elif chosen != "leave":
            self._ask()
        return chosen != "leave"

    def _ask(self) -> None:
        from ui.computer.closing_sheet import ClosingSheet

        if self._asking is not None:
            return
        self._asking = sheet = ClosingSheet(self._theme, self._window)
        sheet.chosen.connect(self._choose)
        sheet.closed.connect(self._asked)
        sheet.closed.connect(sheet.deleteLater)
        sheet.ask()

    def _asked(self) -> None:
        self._asking = None

    def _choose(self, chosen: str) -> None:
        self._preferences.set(CLOSING, chosen)
        self._window.close()
