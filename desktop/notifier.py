"""Messages through the notification service of a Linux desktop, by D-Bus, with a click."""

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

_PATIENCE = 0.5
"""Seconds that the window may wait for a notification service; they answer in milliseconds."""


class BusNotifier(QObject):
    """Speaks to org.freedesktop.Notifications; without a bus or a service it says so by False."""

    def __init__(self, opened: Callable[[int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._cases: dict[int, int] = {}
        self._connection = _connect()
        self._socket: QSocketNotifier | None = None
        if self._connection is not None:
            number = self._connection.sock.fileno()
            self._socket = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
            self._socket.activated.connect(self._listen)

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Show a message; False where nobody took it. Call it on the GUI thread, which listens."""
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        if self._connection is None:
            return False
        service = DBusAddress(
            "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
            "org.freedesktop.Notifications",
        )  # fmt: skip
        call = new_method_call(
            service, "Notify", "susssasa{sv}i",
            ("Leadline", 0, "leadline", title, _plain(body), ["default", "Open"], {}, -1),
        )  # fmt: skip
        try:
            (number,) = unwrap_msg(self._connection.send_and_get_reply(call, timeout=_PATIENCE))
        except (DBusErrorResponse, OSError):  # TimeoutError is one
            return False
        if case_id is not None:
            self._cases[number] = case_id
        return True

    def close(self) -> None:
        """Leave the bus."""
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _listen(self) -> None:
        """Read all that came; a click on a message opens its case."""
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except OSError:  # the bus is gone
                self.close()
                return
            self._hear(message)

    def _hear(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        member = message.header.fields.get(HeaderFields.member)
        if message.header.message_type is MessageType.signal and member == "ActionInvoked":
            case_id = self._cases.get(message.body[0])
            if case_id is not None:
                self._opened(case_id)


def _connect() -> Any:
    """A connection to the session's bus that hears clicks, or None where there is none."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    from jeepney import MatchRule, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    try:
        connection = open_dbus_connection(bus="SESSION")
        rule = MatchRule(
            type="signal", interface="org.freedesktop.Notifications", member="ActionInvoked"
        )
        Proxy(message_bus, connection).AddMatch(rule)
    except (OSError, KeyError):
        return None
    return connection


def _plain(body: str) -> str:
    """The service may read markup; a person's text is never markup."""
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
