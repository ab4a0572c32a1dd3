"""A desk of an earlier version: brought up to date behind a backup, or left as it is."""

from PySide6.QtCore import Signal

from ui.messages import tr
from ui.start.start_page import StartPage
from ui.theme import Theme


class UpgradePage(StartPage):
    """`upgrade_requested` carries the address of the desk."""

    upgrade_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "", tr("Upgrade and open"))
        self._address = ""

    def show_address(self, address: str, name: str) -> None:
        """Which desk it is about."""
        self._address = address
        sentence = (
            tr("It was made by an earlier version of Leadline. Have its server backed up first "
               "(pg_dump); everybody who works on it needs this version afterwards.")
            if "://" in address
            else tr("It was made by an earlier version of Leadline. A copy is put beside it first; "
                    "nothing is changed before the copy is whole.")
        )  # fmt: skip
        self.say(tr("Bring {name} up to date?", name=name), sentence)

    def focus_first(self) -> None:
        """The main button."""
        self._main.setFocus()

    def submit(self) -> None:
        """Ask for the upgrade."""
        self.upgrade_requested.emit(self._address)
