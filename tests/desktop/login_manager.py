"""A logind of our own on a bus of our own, with one session: locked or not."""

import threading
from queue import Empty, SimpleQueue
from typing import Any

from jeepney import DBusAddress, HeaderFields, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.login1"
SESSION = "org.freedesktop.login1.Session"
PATH = "/org/freedesktop/login1/session/_37"


class LoginManager(threading.Thread):
    """Owns the name on the bus at `address` until `stop`; without `session` nobody is logged in."""

    def __init__(self, address: str, locked: bool = False, session: bool = True) -> None:
        super().__init__(daemon=True)
        self.asked: list[tuple[Any, ...]] = []
        self._locked, self._session = locked, session
        self._hints: SimpleQueue[bool] = SimpleQueue()
        self._stopped = threading.Event()
        self._connection = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName(NAME)

    def lock(self, locked: bool = True) -> None:
        """The session's screen is locked, or opened again."""
        self._hints.put(locked)

    def run(self) -> None:
        while not self._stopped.is_set():
            self._tell()
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            member = message.header.fields.get(HeaderFields.member)
            if member == "GetSession":
                self.asked.append(message.body)
                self._connection.send(
                    new_method_return(message, "o", (PATH,)) if self._session
                    else new_error(message, f"{NAME}.NoSessionForPID")
                )  # fmt: skip
            elif member == "Get" and message.body == (SESSION, "LockedHint"):
                self._connection.send(new_method_return(message, "v", (("b", self._locked),)))
        self._connection.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _tell(self) -> None:
        try:
            self._locked = self._hints.get_nowait()
        except Empty:
            return
        properties = DBusAddress(PATH, NAME, "org.freedesktop.DBus.Properties")
        body: tuple[Any, ...] = (SESSION, {"LockedHint": ("b", self._locked)}, [])
        self._connection.send(new_signal(properties, "PropertiesChanged", "sa{sv}as", body))
