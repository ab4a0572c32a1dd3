"""A screen reader on a bus of our own: hears where the keyboard is in another process's window."""

import threading
from typing import Any, Final

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    new_method_call,
    new_method_return,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME: Final = "org.a11y.atspi.Registry"
_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_LISTENED: Final = [("reader", "Focus:"), ("reader", "Object:StateChanged:Focused")]
_LABELLED_BY: Final = 2
"""The kind of a relation, as AT-SPI counts them."""

_NOTHING: Final = ("", "")
_PATIENCE: Final = 30.0
"""Seconds after which what is not heard is missed."""


class ScreenReader(threading.Thread):
    """The registry of screen readers on the bus at `address`, and one that listens, until `stop`.

    A program finds it by `AT_SPI_BUS_ADDRESS`.
    """

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._at = DBusAddress("/")
        self._moves = 0
        self._stopped = threading.Event()
        self._news = threading.Condition()
        self._connection = open_dbus_connection(bus=address)
        self._asking = open_dbus_connection(bus=address)
        bus = Proxy(message_bus, self._connection)
        bus.RequestName(NAME)
        bus.AddMatch(MatchRule(type="signal", interface="org.a11y.atspi.Event.Object"))

    @property
    def moves(self) -> int:
        """How often the keyboard went somewhere else so far."""
        return self._moves

    def where(self, after: int = 0) -> str:
        """What has the keyboard, its label, and what it stands in are called; as soon as the
        keyboard has moved more than `after` times."""
        with self._news:
            assert self._news.wait_for(lambda: self._moves > after, _PATIENCE), "it never moved"
            at = self._at
        relations = self._ask(new_method_call(at, "GetRelationSet"), [])
        labels = [place for kind, some in relations if kind == _LABELLED_BY for place in some]
        around = [one for _, one in [self._ask(Properties(at).get("Parent"), _NOTHING)] if one]
        named = [at, *(DBusAddress(path, name, _ACCESSIBLE) for name, path in (*labels, *around))]
        return " · ".join(self._ask(Properties(one).get("Name"), _NOTHING)[1] for one in named)

    def until_at(self, name: str) -> None:
        """Until the keyboard is in something of that name."""
        after = 0
        while True:
            now = self.moves
            if name in self.where(after):
                return
            after = now

    def read(self) -> str:
        """All that stands in the field that has the keyboard."""
        at = DBusAddress(self._at.object_path, self._at.bus_name, "org.a11y.atspi.Text")
        return str(self._ask(new_method_call(at, "GetText", "ii", (0, -1)), ""))

    def _ask(self, call: Message, otherwise: Any) -> Any:
        """What the program answers; `otherwise` where what is asked of is gone."""
        told = self._asking.send_and_get_reply(call, timeout=_PATIENCE)
        return otherwise if told.header.message_type is MessageType.error else told.body[0]

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)
            elif message.header.message_type is MessageType.signal:
                self._hear(message)
        self._connection.close()
        self._asking.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _answer(self, message: Message) -> None:
        """As the registry does; no key is kept from the program."""
        member = message.header.fields.get(HeaderFields.member)
        if member == "GetRegisteredEvents":
            answer = new_method_return(message, "a(ss)", (_LISTENED,))
        elif member == "Embed":
            answer = new_method_return(message, "(so)", ((NAME, _ROOT),))
        elif member == "NotifyListenersSync":
            answer = new_method_return(message, "b", (False,))
        else:
            answer = new_method_return(message)
        self._connection.send(answer)

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        if fields[HeaderFields.member] == "StateChanged" and message.body[:2] == ("focused", 1):
            with self._news:
                path, program = fields[HeaderFields.path], fields[HeaderFields.sender]
                self._at = DBusAddress(path, program, _ACCESSIBLE)
                self._moves += 1
                self._news.notify_all()
