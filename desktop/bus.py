"""Messages through the notification service of a Linux desktop, by D-Bus, and presses on them."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from select import select
from time import monotonic
from typing import Any, Final

from desktop.bus_line import PATIENCE, Answered, BusLine, once, session_bus
from desktop.bus_signals import SCREEN_SAVERS, get_property, match_rules, saver_call
from desktop.message import HAND_OVER, OPEN, SNOOZE, TAKE, Message, Press

SERVICE: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"

_REMEMBERED: Final = 500
"""Messages whose click opens what they speak of; no screen holds more."""

_CRITICAL: Final = 2

Told = Callable[[bool], None]
"""Hears whether a message was taken."""


@dataclass(frozen=True)
class BusState:
    """What can be reached: a service that answers, with or without buttons and sounds.

    `known`: somebody looked by now, and what follows is the answer.
    `inhibited`: the person asked not to be disturbed. `locked`: nobody at the desk sees the screen,
    and others may.
    """

    known: bool = False
    reachable: bool = False
    buttons: bool = False
    sounds: bool = False
    inhibited: bool = False
    locked: bool = False


_NOTHING: Final = BusState(known=True)


class NotificationBus:
    """Speaks to the notification service; belongs to one thread, and waits only where it says so.

    `pressed` is told of clicks and buttons; without it messages have nothing to click on.
    `changed` is told when the state is another.
    """

    def __init__(
        self,
        pressed: Callable[[Press], None] | None = None,
        changed: Callable[[BusState], None] = lambda _: None,
        labels: dict[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.state = BusState()
        self._pressed = pressed
        self._changed = changed
        self._labels = labels or {}
        self._patience = patience
        self._shown: OrderedDict[int, Message] = OrderedDict()
        self._groups: dict[str, int] = {}
        self._waiting: list[tuple[Message, bool, Told]] | None = None
        self._unknown = 0
        self._line = BusLine(None, self._hear)
        self.connect()

    @property
    def socket(self) -> int | None:
        """The file number to watch for `listen`, or None where there is no bus."""
        return self._line.socket

    @property
    def asks_until(self) -> float | None:
        """When to `listen` though nothing came."""
        return self._line.asks_until

    def connect(self) -> None:
        """Go on the bus, where there is one and we are not on it yet."""
        if self.socket is not None:
            return
        self._shown.clear()
        self._groups.clear()
        self._line = line = BusLine(session_bus(), self._hear, self._patience)
        if line.socket is None:
            self._become(_NOTHING)
            return
        for rule in match_rules(SERVICE, PATH):
            self._line.ask(rule)
        self._meet()
        for saver in SCREEN_SAVERS:
            self._learn(saver_call(saver), lambda body: self._lock(bool(body[0])))

    def show(self, message: Message, then: Told, sound: bool = False) -> None:
        """Send a message; `then` hears from a later `listen` whether the service took it."""
        if self._waiting is not None:  # what the service can do is not known yet
            self._waiting.append((message, sound, then))
            return
        number = self._groups.get(message.group, 0)
        call = _call(message, self._buttons(message), number, self._hints(message, sound))
        told = once(then)  # what was given up may be taken later still
        self._line.ask(call, partial(self._taken, message, told), partial(told, False))

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Show a message and wait for the service; False where nobody took it."""
        told: list[bool] = []
        self.show(Message(title, body, case_id), told.append)
        while not told:
            self._wait()
        self.listen()
        return told[0]

    def refresh(self) -> None:
        """Go on the bus where it came meanwhile; wait until it is known what can be told."""
        self.connect()
        self.listen()
        while not self.state.known:
            self._wait()

    def _wait(self) -> None:
        pause = max(0.0, (self.asks_until or 0.0) - monotonic())
        select([number for number in (self.socket,) if number is not None], [], [], pause)
        self.listen()

    def retain(self, alert_ids: frozenset[int]) -> None:
        """Take messages off the screen that tell of none of these alerts, which still are."""
        for number, message in list(self._shown.items()):
            if message.rows and alert_ids.isdisjoint(message.alert_ids):
                del self._shown[number]
                self._line.ask(_method("CloseNotification", "u", (number,)))

    def listen(self) -> None:
        """Hear all that came meanwhile."""
        self._line.listen()
        if self.socket is None:
            self._become(_NOTHING)

    def close(self) -> None:
        """Leave the bus."""
        self._line.close()
        self.state = BusState()

    # ---- what the service can do ----

    def _meet(self) -> None:
        """Ask the service what it can do, and if it may; what is to be shown waits for that."""
        capabilities = _method("GetCapabilities")
        self._learn(capabilities, lambda body: self._met(body[0]), lambda: self._met(None))
        asked = get_property(SERVICE, PATH, "Inhibited")
        self._learn(asked, lambda body: self._inhibit(body[0][1]))

    def _learn(
        self, call: Any, heard: Answered, unheard: Callable[[], None] = lambda: None
    ) -> None:
        """Ask for what is to be known before anything is shown."""
        self._waiting = self._waiting or []
        self._unknown += 1
        self._become(replace(self.state, known=False))
        learned = once(self._learned)  # what was given up may be answered later still

        def answered(body: tuple[Any, ...]) -> None:
            heard(body)
            learned()

        def unanswered() -> None:
            unheard()
            learned()

        self._line.ask(call, answered, unanswered)

    def _learned(self) -> None:
        self._unknown -= 1
        if self._unknown:
            return
        self._become(replace(self.state, known=True))
        waiting, self._waiting = self._waiting or [], None
        for message, sound, then in waiting:
            self.show(message, then, sound)

    def _met(self, capabilities: list[str] | None) -> None:
        can = frozenset(capabilities or ())
        self._become(replace(
            self.state, reachable=capabilities is not None, buttons="actions" in can,
            sounds="sound" in can,
        ))  # fmt: skip

    def _inhibit(self, inhibited: object) -> None:
        self._become(replace(self.state, inhibited=bool(inhibited)))

    def _lock(self, locked: bool) -> None:
        self._become(replace(self.state, locked=locked))

    def _become(self, state: BusState) -> None:
        if state != self.state:
            self.state = state
            self._changed(state)

    # ---- what comes back ----

    def _taken(self, message: Message, then: Told, body: tuple[Any, ...]) -> None:
        self._shown[body[0]] = message
        if message.group:
            self._groups[message.group] = body[0]
        if len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)
        then(True)

    def _hear(self, interface: str, member: str, body: tuple[Any, ...]) -> None:
        if member == "ActionInvoked" and interface == SERVICE:
            message = self._shown.get(body[0])
            if message is not None and self._pressed is not None:
                self._pressed(Press(message, body[1]))
        elif member == "NotificationClosed" and interface == SERVICE:
            # A service may say so before it tells the press that closed it: it stays known.
            self._groups = {name: n for name, n in self._groups.items() if n != body[0]}
        elif member == "NameOwnerChanged" and body[0] == SERVICE:
            self._service_changed(bool(body[2]))
        elif member == "PropertiesChanged" and body[0] == SERVICE and "Inhibited" in body[1]:
            self._inhibit(body[1]["Inhibited"][1])
        elif member == "ActiveChanged":
            self._lock(bool(body[0]))

    def _service_changed(self, there: bool) -> None:
        """Another one begins to count anew, so that its numbers mean other messages."""
        self._shown.clear()
        self._groups.clear()
        if there:
            self._meet()
        else:
            self._become(replace(self.state, reachable=False, inhibited=False))

    # ---- what a message looks like ----

    def _buttons(self, message: Message) -> list[str]:
        if self._pressed is None or not self.state.buttons:
            return []
        names = [OPEN]
        if message.case_id is not None and message.rows:
            names += [TAKE, SNOOZE, HAND_OVER]
        offered = [name for name in names if name in self._labels]
        return [word for name in offered for word in (name, self._labels[name])]

    def _hints(self, message: Message, sound: bool) -> dict[str, tuple[str, Any]]:
        hints: dict[str, tuple[str, Any]] = {"desktop-entry": ("s", "leadline")}
        hints["urgency"] = ("y", _CRITICAL if message.urgent else 1)
        if sound:
            hints["sound-name"] = ("s", "message-new-instant")
        else:
            hints["suppress-sound"] = ("b", True)
        return hints


def _method(member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
    from jeepney import DBusAddress, new_method_call

    return new_method_call(DBusAddress(PATH, SERVICE, SERVICE), member, signature, body)


def _call(
    message: Message, buttons: list[str], number: int, hints: dict[str, tuple[str, Any]]
) -> Any:
    title, body = message.title, _plain(message.body)
    return _method(
        "Notify", "susssasa{sv}i",
        ("Leadline", number, "leadline", title, body, buttons, hints, -1),
    )  # fmt: skip


def _plain(body: str) -> str:
    """The service may read markup; a person's text is never markup."""
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
