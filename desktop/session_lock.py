"""Whether the session is locked, as the system says it (logind): not every desktop has a screen
saver on the session's bus."""

from collections.abc import Callable
from typing import Any, Final

from desktop.bus_line import PATIENCE, Answered, BusLine, system_bus
from desktop.bus_signals import get_property, properties_call, without_start

NAME: Final = "org.freedesktop.login1"
_MANAGER: Final = "/org/freedesktop/login1"
_SESSION: Final = "org.freedesktop.login1.Session"
_HINT: Final = "LockedHint"

Ask = Callable[[BusLine, Any, Answered], None]
"""Asks for what is to be known before anything is shown."""


class SessionLock:
    """Listens to the session of this process; belongs to one thread."""

    def __init__(self, locked: Callable[[bool], None], ask: Ask) -> None:
        self._locked = locked
        self._ask = ask
        self.line = BusLine(None, self._hear)

    def connect(self, patience: float = PATIENCE) -> None:
        """Go on the system's bus, where there is one and we are not on it yet."""
        if self.line.socket is None:
            self.line = BusLine(system_bus(), self._hear, patience)
            if self.line.socket is not None:
                self._ask(self.line, _session_call(), self._found)

    def _found(self, body: tuple[Any, ...]) -> None:
        path = str(body[0])
        self.line.ask(properties_call(path))
        hint = get_property(NAME, path, _HINT, _SESSION)
        self._ask(self.line, hint, lambda told: self._locked(bool(told[0][1])))

    def _hear(self, interface: str, member: str, body: tuple[Any, ...]) -> None:
        if member == "PropertiesChanged" and body[0] == _SESSION and _HINT in body[1]:
            self._locked(bool(body[1][_HINT][1]))


def _session_call() -> Any:
    """Which session is ours: that of this process, or the one its user has on this seat."""
    from jeepney import DBusAddress, new_method_call

    manager = DBusAddress(_MANAGER, NAME, "org.freedesktop.login1.Manager")
    return without_start(new_method_call(manager, "GetSession", "s", ("auto",)))
