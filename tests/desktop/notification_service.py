"""A notification service of our own on a bus of our own: what it was sent, and clicks on it."""

import threading
from collections.abc import Callable, Collection, Sequence
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
SAVER = "org.freedesktop.ScreenSaver"
_PATIENCE = 30.0
"""Seconds after which a message that did not come is missed."""


class NotificationService(threading.Thread):
    """Owns the service's name on the bus at `address` until `stop`; `shown` is each Notify.

    A `silent` one takes everything and answers nothing; `odd` are the calls that it answers with
    nothing in the answer. One that `locks` is the screen saver too.
    """

    def __init__(
        self, address: str, capabilities: Sequence[str] = ("actions", "body"),
        silent: bool = False, locks: bool = False, odd: Collection[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(daemon=True)
        self.shown: list[tuple[Any, ...]] = []
        self.capabilities = list(capabilities)
        self.taken_back: list[int] = []
        self.inhibited = False
        self.silent = silent
        self.locked = locks
        self.odd = odd
        self._acts: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._held: list[Message] | None = None
        self._stopped = threading.Event()
        self._news = threading.Condition()
        self._connection = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName(NAME)
        if locks:
            Proxy(message_bus, self._connection).RequestName(SAVER)

    def click(self, number: int, button: str = "default") -> None:
        """A person clicks on the message of this number, or on a button; the first one is 1."""
        self._acts.put(partial(self._send_click, number, button))

    def close_message(self, number: int, why: int = 2) -> None:
        """A person dismisses the message of this number; `why` 1 is that it has expired."""
        self._acts.put(partial(self._send_closed, number, why))

    def disturb_not(self, inhibited: bool = True) -> None:
        """The person turns “do not disturb” on, or off."""
        self.inhibited = inhibited
        self._acts.put(self._send_inhibited)

    def lock(self, locked: bool = True) -> None:
        """The screen is locked, or opened again."""
        self._acts.put(partial(self._send_locked, locked))

    def hold(self) -> None:
        """Show messages, but answer none of them before `answer`."""
        self._held = []

    def answer(self) -> None:
        """Give the messages that were held back their numbers."""
        self._acts.put(self._answer_held)

    def wait_for(self, count: int) -> list[tuple[Any, ...]]:
        """So many messages, as soon as they are there."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.shown) >= count, _PATIENCE), self.shown
        return self.shown

    def run(self) -> None:
        while not self._stopped.is_set():
            self._act()
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            member = message.header.fields.get(HeaderFields.member)
            if self.silent:
                continue
            if member in self.odd:
                self._connection.send(new_method_return(message))
            elif member in ("GetActive", "GetCapabilities"):
                active = member == "GetActive"
                said = ("b", (self.locked,)) if active else ("as", (self.capabilities,))
                self._connection.send(new_method_return(message, *said))
            elif member == "CloseNotification":
                self.taken_back.append(message.body[0])
                self._connection.send(new_method_return(message))
            elif member == "Get":
                answer = (("b", self.inhibited),)
                self._connection.send(new_method_return(message, "v", answer))
            elif member == "Notify":
                with self._news:
                    self.shown.append(message.body)
                    self._news.notify_all()
                if self._held is None:
                    self._connection.send(new_method_return(message, "u", (len(self.shown),)))
                else:
                    self._held.append(message)
        self._connection.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _act(self) -> None:
        while True:
            try:
                act = self._acts.get_nowait()
            except Empty:
                return
            act()

    def _send_inhibited(self) -> None:
        properties = DBusAddress(PATH, NAME, "org.freedesktop.DBus.Properties")
        body: tuple[Any, ...] = (NAME, {"Inhibited": ("b", self.inhibited)}, [])
        self._connection.send(new_signal(properties, "PropertiesChanged", "sa{sv}as", body))

    def _send_locked(self, locked: bool) -> None:
        screen = DBusAddress("/org/freedesktop/ScreenSaver", SAVER, SAVER)
        self._connection.send(new_signal(screen, "ActiveChanged", "b", (locked,)))

    def _send_click(self, number: int, button: str) -> None:
        emitter = DBusAddress(PATH, NAME, NAME)
        self._connection.send(new_signal(emitter, "ActionInvoked", "us", (number, button)))

    def _send_closed(self, number: int, why: int) -> None:
        emitter = DBusAddress(PATH, NAME, NAME)
        self._connection.send(new_signal(emitter, "NotificationClosed", "uu", (number, why)))

    def _answer_held(self) -> None:
        held, self._held = self._held or [], None
        first = len(self.shown) - len(held) + 1
        for number, message in enumerate(held, first):
            self._connection.send(new_method_return(message, "u", (number,)))
