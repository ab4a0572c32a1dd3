"""What there is on the session's bus for messages: asked anew each time, off the GUI thread."""

from dataclasses import dataclass
from typing import Any, Final

from desktop.bus_line import session_bus, system_bus
from desktop.session_lock import NAME as LOGIND

_PATIENCE: Final = 1.0
_SERVICE: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"
_TRAY: Final = "org.kde.StatusNotifierWatcher"
_LOCKS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


@dataclass(frozen=True)
class BusFacts:
    """`service` is "name version" or "", `capabilities` what it can show; `locks` says whether
    anything on it, or on the system's, knows of the screen's lock."""

    there: bool = False
    service: str = ""
    capabilities: tuple[str, ...] = ()
    tray: bool = False
    locks: bool = False


def bus_facts() -> BusFacts:
    """Ask the bus; a service that does not answer in a second counts as none."""
    connection = session_bus()
    if connection is None:
        return BusFacts()
    try:
        service = _ask(connection, "GetServerInformation")
        able = _ask(connection, "GetCapabilities")
        return BusFacts(
            True, f"{service[0]} {service[2]}".strip() if service else "",
            tuple(able[0]) if able else (), _owned(connection, _TRAY),
            any(_owned(connection, name) for name in _LOCKS) or _logind(),
        )  # fmt: skip
    finally:
        connection.close()


def _ask(connection: Any, method: str) -> tuple[Any, ...]:
    from jeepney import DBusAddress, MessageType, new_method_call

    call = new_method_call(DBusAddress(_PATH, _SERVICE, _SERVICE), method)
    try:
        answer = connection.send_and_get_reply(call, timeout=_PATIENCE)
    except OSError:  # TimeoutError is one
        return ()
    return answer.body if answer.header.message_type is MessageType.method_return else ()


def _logind() -> bool:
    connection = system_bus()
    if connection is None:
        return False
    try:
        return _owned(connection, LOGIND)
    finally:
        connection.close()


def _owned(connection: Any, name: str) -> bool:
    from jeepney import message_bus

    try:
        answer = connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=_PATIENCE)
    except OSError:
        return False
    return bool(answer.body and answer.body[0] is True)
