"""Messages through the notification service of a Linux desktop, by D-Bus, and clicks on them."""

import os
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

_PATIENCE: Final = 2.0
"""Seconds to wait for a notification service: they answer in milliseconds, on a busy machine in
many. What is answered later is told by the tray as well."""

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
        self._unanswered: dict[int, int | None] = {}
        self._clicks: deque[int] = deque()
        self._connection = _connect()

    @property
    def socket(self) -> int | None:
        """The file number to watch for `listen`, or None where there is no bus."""
        return None if self._connection is None else int(self._connection.sock.fileno())

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Show a message; False where nobody took it."""
        from jeepney import DBusAddress, new_method_call

        if self._connection is None:
            return False
        actions = ["default", "Open"] if self._clicked is not None else []
        call = new_method_call(
            DBusAddress(_PATH, _SERVICE, _SERVICE), "Notify", "susssasa{sv}i",
            ("Leadline", 0, "leadline", title, _plain(body), actions, {}, -1),
        )  # fmt: skip
        serial = next(self._connection.outgoing_serial)
        _remember(self._unanswered, serial, case_id)
        try:
            self._connection.send(call, serial=serial)
            taken = self._await_answer(serial)
        except OSError:  # TimeoutError is one
            taken = False
        self.listen()
        return taken

    def listen(self) -> None:
        """Hear all that came meanwhile, from the socket and what was read from it already."""
        while self._connection is not None:
            try:
                self._take(self._connection.receive(timeout=0))
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

    def _await_answer(self, serial: int) -> bool:
        """Whether the service took the message; TimeoutError where it is too slow to say so."""
        deadline, taken = monotonic() + _PATIENCE, False
        while serial in self._unanswered:
            taken = self._take(self._connection.receive(timeout=max(0.0, deadline - monotonic())))
        return taken

    def _take(self, message: Any) -> bool:
        """Keep a click, or the number that the service gave to a message of ours: True then.

        An answer that nobody waits for any more still says which message a click is on.
        """
        from jeepney import HeaderFields, MessageType

        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.signal and fields.get(HeaderFields.member) == "ActionInvoked":
            self._clicks.append(message.body[0])
        answered = fields.get(HeaderFields.reply_serial)
        if answered not in self._unanswered:
            return False
        case_id = self._unanswered.pop(answered)
        if kind is not MessageType.method_return:
            return False
        _remember(self._cases, message.body[0], case_id)
        return True

    def _hear(self) -> None:
        """Clicks, those too that came while an answer was waited for."""
        while self._clicks:
            number = self._clicks.popleft()
            if self._clicked is not None and number in self._cases:
                self._clicked(self._cases[number])


def _connect() -> Any:
    """A connection to the session's bus on which clicks arrive, or None without a bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    from jeepney import MatchRule, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    rule = MatchRule(type="signal", interface=_SERVICE, member="ActionInvoked")
    try:
        connection = open_dbus_connection(bus="SESSION")
        Proxy(message_bus, connection).AddMatch(rule)
    except (OSError, KeyError):
        return None
    return connection


def _remember(cases: dict[int, int | None], number: int, case_id: int | None) -> None:
    """The oldest is forgotten for it when there are too many."""
    cases[number] = case_id
    if len(cases) > _REMEMBERED:
        del cases[next(iter(cases))]


def _plain(body: str) -> str:
    """The service may read markup; a person's text is never markup."""
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
