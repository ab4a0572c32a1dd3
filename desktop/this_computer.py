"""This computer, as its page asks for it (`ui.computer.ports.ThisComputer`)."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtGui import QGuiApplication

from desktop.autostart import Entry, entry_here, own_command
from desktop.bus import NotificationBus
from desktop.bus_facts import bus_facts
from desktop.diagnostics import Here, diagnose
from desktop.message import Message
from desktop.open_desk import OpenDesk
from desktop.tray import Tray
from desktop.wishes import keep_quiet_hours, keep_sound, read_wishes
from models.diagnosis import Fact
from models.errors import KnownError
from models.quiet_hours import Wishes
from ui.messages import tr
from ui.ports import Preferences

TEST: Final = ("A test message", "This is how Leadline tells you of alerts.")


class ThisComputer:
    """Of one window; `opened` is its desk with whoever is at it now, `swept_at` says when it looked
    for alerts last."""

    def __init__(
        self, opened: Callable[[], OpenDesk], tray: Tray, swept_at: Callable[[], datetime | None],
        preferences: Preferences, entry: Entry | None = None,
    ) -> None:  # fmt: skip
        self._opened, self._tray, self._swept_at = opened, tray, swept_at
        self._preferences = preferences
        self._entry = entry or entry_here()

    @property
    def has_tray(self) -> bool:
        """Whether the window's icon is in a tray."""
        return self._tray.there

    @property
    def starts_itself(self) -> bool:
        """Whether there is an entry."""
        return self._entry.there()

    def start_itself(self, wanted: bool) -> None:
        """Make the entry, or take it out."""
        try:
            if wanted:
                self._entry.make(own_command())
            else:
                self._entry.remove()
        except OSError as error:
            raise KnownError(
                "Not changed", f"What starts with this computer cannot be written: {error}.",
                "Add Leadline in the settings of your system.",
            ) from error  # fmt: skip

    @property
    def wishes(self) -> Wishes:
        """How whoever is at the window wishes to be told here."""
        return read_wishes(self._preferences, self._opened().whose)

    def keep_quiet_hours(self, quiet_hours: str) -> Wishes:
        """Keep what was typed; it counts from the next message on."""
        return keep_quiet_hours(self._preferences, self._opened().whose, quiet_hours)

    def keep_sound(self, sound: bool) -> Wishes:
        """Keep whether there is one, from the next message on."""
        return keep_sound(self._preferences, self._opened().whose, sound)

    def facts(self) -> list[Fact]:
        """Looked at anew."""
        opened = self._opened()
        here = Here(self._tray.there, self._swept_at())
        return diagnose(opened.database, opened.address, bus_facts(), here)

    def send_test(self) -> bool:
        """By a connection of its own: it waits for the service's answer."""
        bus = NotificationBus()
        try:
            return bus.notify(Message(tr(TEST[0]), tr(TEST[1]), None))
        finally:
            bus.close()

    def send_test_by_tray(self) -> bool:
        """The tray's balloon; whether it is seen nobody says but the person."""
        self._tray.notify(Message(tr(TEST[0]), tr(TEST[1]), None))
        return self._tray.reachable

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
