"""A notification service of our own on a bus of our own: what it was sent, and clicks on it."""

import threading
from queue import Empty, SimpleQueue
from typing import Any

from jeepney import DBusAddress, HeaderFields, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
_PATIENCE = 30.0
"""Seconds after which a message that did not come is missed."""


class NotificationService(threading.Thread):
    """Owns the service's name on the bus at `address` until `stop`; `shown` is each Notify."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.shown: list[tuple[Any, ...]] = []
        self._clicks: SimpleQueue[int] = SimpleQueue()
        self._stopped = threading.Event()
        self._news = threading.Condition()
        self._connection = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName(NAME)

    def click(self, number: int) -> None:
        """A person clicks on the message of this number; the first one is 1."""
        self._clicks.put(number)

    def wait_for(self, count: int) -> list[tuple[Any, ...]]:
        """So many messages, as soon as they are there."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.shown) >= count, _PATIENCE), self.shown
        return self.shown

    def run(self) -> None:
        while not self._stopped.is_set():
            self._send_clicks()
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.fields.get(HeaderFields.member) == "Notify":
                with self._news:
                    self.shown.append(message.body)
                    self._news.notify_all()
                self._connection.send(new_method_return(message, "u", (len(self.shown),)))
        self._connection.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _send_clicks(self) -> None:
        while True:
            try:
                number = self._clicks.get_nowait()
            except Empty:
                return
            emitter = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
            self._connection.send(new_signal(emitter, "ActionInvoked", "us", (number, "default")))
