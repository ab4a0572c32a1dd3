"""A tray of our own on a bus of our own: icons that registered, what they say, clicks on them."""

import threading
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    Properties,
    new_method_call,
    new_method_return,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
from jeepney.wrappers import unwrap_msg

NAME = "org.kde.StatusNotifierWatcher"
_ITEM = "org.kde.StatusNotifierItem"
_PATIENCE = 30.0
"""Seconds after which an icon that did not come is missed."""


class TrayWatcher(threading.Thread):
    """A StatusNotifierWatcher with a host, on the bus at `address`, until `stop`."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.items: list[str] = []
        self._stopped = threading.Event()
        self._news = threading.Condition()
        self._connection = open_dbus_connection(bus=address)
        self._asking = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName(NAME)

    def wait_for_item(self) -> str:
        """The bus name of the first icon, as soon as there is one."""
        with self._news:
            assert self._news.wait_for(lambda: bool(self.items), _PATIENCE), "no icon came"
        return self.items[0]

    def read(self, item: str, name: str) -> Any:
        """A property of an icon, such as ToolTip or IconPixmap."""
        call = Properties(_address(item)).get(name)
        ((_, value),) = self._asking.send_and_get_reply(call, timeout=_PATIENCE).body
        return value

    def click(self, item: str) -> None:
        """A person clicks on the icon."""
        call = new_method_call(_address(item), "Activate", "ii", (0, 0))
        unwrap_msg(self._asking.send_and_get_reply(call, timeout=_PATIENCE))

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)
        self._connection.close()
        self._asking.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _answer(self, message: Any) -> None:
        properties = {
            "IsStatusNotifierHostRegistered": ("b", True),
            "ProtocolVersion": ("i", 0),
            "RegisteredStatusNotifierItems": ("as", list(self.items)),
        }
        member = message.header.fields.get(HeaderFields.member)
        if member == "Get":
            answer = new_method_return(message, "v", (properties[message.body[1]],))
        elif member == "GetAll":
            answer = new_method_return(message, "a{sv}", (properties,))
        else:
            answer = new_method_return(message)
        self._connection.send(answer)
        if member == "RegisterStatusNotifierItem":
            with self._news:
                self.items.append(message.body[0])
                self._news.notify_all()


def _address(item: str) -> DBusAddress:
    return DBusAddress("/StatusNotifierItem", item, _ITEM)
