"""What the page asks of the program around it."""

from typing import Protocol

from models.diagnosis import Fact
from models.quiet_hours import Wishes


class ThisComputer(Protocol):
    """This computer, as the page sees it. `facts` and `send_test` run off the GUI's thread."""

    @property
    def has_tray(self) -> bool:
        """Whether a window that is closed could stay in a tray."""
        ...

    @property
    def starts_itself(self) -> bool:
        """Whether the program starts with the computer."""
        ...

    def start_itself(self, wanted: bool) -> None:
        """Have it start with the computer or not. Raises KnownError."""
        ...

    @property
    def wishes(self) -> Wishes:
        """How whoever is at the window wishes to be told here."""
        ...

    def keep_quiet_hours(self, quiet_hours: str) -> Wishes:
        """Keep what was typed. Raises `Problems` with `quiet_hours`."""
        ...

    def keep_sound(self, sound: bool) -> Wishes:
        """Keep whether a message makes a sound."""
        ...

    def facts(self) -> list[Fact]:
        """What stands between an alert and the person here."""
        ...

    def send_test(self) -> bool:
        """Show a message by the service; False where none took it."""
        ...

    def send_test_by_tray(self) -> bool:
        """Show it by the tray instead; on the GUI's thread."""
        ...

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        ...
