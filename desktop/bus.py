"""Messages through the notification service of a Linux desktop, by D-Bus, and clicks on them."""

import os
from collections import deque
from collections.abc import Callable
from typing import Any, Final

_PATIENCE: Final = 2.0
"""Seconds to wait for a notification service: they answer in milliseconds, on a busy machine in
many. What is answered later is told by the tray as well, and its click is lost."""

_REMEMBERED: Final = 500
"""Messages whose click opens what they speak of; no screen holds more."""

_SERVICE: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"

Clicked = Callable[[int | None], None]


class NotificationBus:
    """Speaks to the notification service; without a bus or a service it says so by False.

    `clicked` is told the case of a message somebody clicked on, None for the queue; without it
    messages have nothing to click on.
    """

    def __init__(self, clicked: Clicked | None = None) -> None:
        self._clicked = clicked
        self._cases: dict[int, int | None] = {}
        self._signals: deque[Any] = deque()
        self._connection = _connect(self._signals)

    @property
    def socket(self) -> int | None:
        """The file number to watch for `listen`, or None where there is no bus."""
        return None if self._connection is None else int(self._connection.sock.fileno())

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Show a message; False where nobody took it."""
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        if self._connection is None:
            return False
        actions = ["default", "Open"] if self._clicked is not None else []
        call = new_method_call(
            DBusAddress(_PATH, _SERVICE, _SERVICE), "Notify", "susssasa{sv}i",
            ("Leadline", 0, "leadline", title, _plain(body), actions, {}, -1),
        )  # fmt: skip
        try:
            (number,) = unwrap_msg(self._connection.send_and_get_reply(call, timeout=_PATIENCE))
        except (DBusErrorResponse, OSError):  # TimeoutError is one
            return False
        self._cases[number] = case_id
        if len(self._cases) > _REMEMBERED:
            del self._cases[next(iter(self._cases))]
        self._hear()
        return True

    def listen(self) -> None:
        """Hear all that came meanwhile."""
        while self._connection is not None:
            try:
                self._connection.recv_messages(timeout=0)
            except TimeoutError:
                break
            except OSError:  # the bus is gone
                self.close()
        self._hear()

    def close(self) -> None:
        """Leave the bus."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _hear(self) -> None:
        """Clicks, those too that came while an answer was waited for."""
        while self._signals:
            number = self._signals.popleft().body[0]
            if self._clicked is not None and number in self._cases:
                self._clicked(self._cases[number])


def _connect(signals: deque[Any]) -> Any:
    """A connection to the session's bus that puts clicks into `signals`, or None without a bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    from jeepney import MatchRule, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    rule = MatchRule(type="signal", interface=_SERVICE, member="ActionInvoked")
    try:
        connection = open_dbus_connection(bus="SESSION")
        connection.filter(rule, queue=signals)
        Proxy(message_bus, connection).AddMatch(rule)
    except (OSError, KeyError):
        return None
    return connection


def _plain(body: str) -> str:
    """The service may read markup; a person's text is never markup."""
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
