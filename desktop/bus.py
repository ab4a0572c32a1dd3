"""Messages through the notification service of a Linux desktop, by D-Bus, and presses on them."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any, Final

from desktop.alert_messages import without_customer
from desktop.bus_line import PATIENCE, Answered, BusLine, once, session_bus
from desktop.bus_message import PATH, SERVICE, notify_call, service_call
from desktop.bus_signals import SCREEN_SAVERS, get_property, match_rules, saver_call
from desktop.message import Message, Press
from desktop.session_lock import SessionLock

_REMEMBERED: Final = 500
"""Messages whose click opens what they speak of; no screen holds more."""

Told = Callable[[bool], None]
"""Hears whether a message was taken."""


@dataclass(frozen=True)
class BusState:
    """What can be reached: a service that answers, with or without buttons and sounds.

    `known`: somebody looked by now, and what follows is the answer.
    `inhibited`: the person asked not to be disturbed. `locked`: nobody at the desk sees the screen,
    and others may; `knows_lock`: something said whether it is.
    """

    known: bool = False
    reachable: bool = False
    buttons: bool = False
    sounds: bool = False
    inhibited: bool = False
    locked: bool = False
    knows_lock: bool = False


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
        self._on_screen: set[int] = set()
        self._waiting: list[tuple[Message, bool, Told]] | None = None
        self._unknown = 0
        self._line = BusLine(None, self._hear)
        self._locked_by: set[str] = set()
        self._session = SessionLock(partial(self._lock, "login"), self._ask_session)
        self.connect()

    @property
    def socket(self) -> int | None:
        """The file number to watch for `listen`, or None where there is no bus."""
        return self._line.socket

    @property
    def sockets(self) -> list[int]:
        """All file numbers to watch for `listen`."""
        return [line.socket for line in self._lines if line.socket is not None]

    @property
    def asks_until(self) -> float | None:
        """When to `listen` though nothing came."""
        waiting = (line.asks_until for line in self._lines)
        return min((until for until in waiting if until is not None), default=None)

    @property
    def _lines(self) -> tuple[BusLine, BusLine]:
        return self._line, self._session.line

    def connect(self) -> None:
        """Go on the bus, where there is one and we are not on it yet."""
        if self.socket is not None:
            return
        self._forget()
        self._locked_by.clear()
        self._line = line = BusLine(session_bus(), self._hear, self._patience)
        if line.socket is None:
            self._become(_NOTHING)
            return
        for rule in match_rules(SERVICE, PATH):
            self._line.ask(rule)
        self._meet()
        for saver in SCREEN_SAVERS:
            self._learn(saver_call(saver), partial(self._hear_saver, saver[0]))
        self._session.connect(self._patience)

    def show(self, message: Message, then: Told, sound: bool = False) -> None:
        """Send a message; `then` hears from a later `listen` whether the service took it."""
        if self._waiting is not None:  # what the service can do is not known yet
            self._waiting.append((message, sound, then))
            return
        self._send(message, self._groups.get(message.group, 0), sound, then)

    def _send(self, message: Message, number: int, sound: bool, then: Told) -> None:
        """It takes the place of the one of that number; 0 is a place of its own."""
        labels = self._labels if self._pressed is not None and self.state.buttons else {}
        call = notify_call(message, number, labels, sound)
        told = once(then)  # what was given up may be taken later still
        self._line.ask(call, partial(self._taken, message, told), partial(told, False))

    def notify(self, message: Message) -> bool:
        """Show a message and wait for the service; False where nobody took it."""
        told: list[bool] = []
        self.show(message, told.append)
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
        with DefaultSelector() as heard:
            for number in self.sockets:
                heard.register(number, EVENT_READ)
            heard.select(pause)
        self.listen()

    def retain(self, alert_ids: frozenset[int]) -> None:
        """Take messages off the screen that tell of none of these alerts, which still are."""
        for number, message in list(self._shown.items()):
            if message.rows and alert_ids.isdisjoint(message.alert_ids):
                del self._shown[number]
                self._on_screen.discard(number)
                self._line.ask(service_call("CloseNotification", "u", (number,)))

    def listen(self) -> None:
        """Hear all that came meanwhile."""
        for line in self._lines:
            line.listen()
        if self.socket is None:
            self._become(_NOTHING)
        elif self._session.line.socket is None and "login" in self._locked_by:
            self._lock("login", False)  # who said so is gone; savers may say so still

    def close(self) -> None:
        """Leave the bus."""
        for line in self._lines:
            line.close()
        self.state = BusState()

    # ---- what the service can do ----

    def _meet(self) -> None:
        """Ask the service what it can do, and if it may; what is to be shown waits for that."""
        capabilities = service_call("GetCapabilities")
        self._learn(capabilities, lambda body: self._met(body[0]), lambda: self._met(None))
        asked = get_property(SERVICE, PATH, "Inhibited")
        self._learn(asked, lambda body: self._inhibit(body[0][1]))

    def _learn(
        self, call: Any, heard: Answered, unheard: Callable[[], None] = lambda: None,
        line: BusLine | None = None,
    ) -> None:  # fmt: skip
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

        (line or self._line).ask(call, answered, unanswered)

    def _ask_session(self, line: BusLine, call: Any, heard: Answered) -> None:
        self._learn(call, heard, line=line)

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

    def _hear_saver(self, name: str, body: tuple[Any, ...]) -> None:
        self._lock(name, bool(body[0]))

    def _lock(self, by: str, locked: bool) -> None:
        """One of those who know says so: it is locked for as long as any of them does."""
        self._locked_by = self._locked_by | {by} if locked else self._locked_by - {by}
        now_locked = bool(self._locked_by) and not self.state.locked
        self._become(replace(self.state, locked=bool(self._locked_by), knows_lock=True))
        if now_locked:
            self._hide_customers()

    def _hide_customers(self) -> None:
        """What stands on the screen already is seen by whoever passes by from now on."""
        for number in sorted(self._on_screen):
            message = self._shown.get(number)
            if message is not None and message.rows:
                self._send(without_customer(message), number, sound=False, then=lambda _: None)

    def _become(self, state: BusState) -> None:
        if state != self.state:
            self.state = state
            self._changed(state)

    # ---- what comes back ----

    def _taken(self, message: Message, then: Told, body: tuple[Any, ...]) -> None:
        self._shown[body[0]] = message
        self._on_screen.add(body[0])
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
            self._on_screen.discard(body[0])
            self._groups = {name: n for name, n in self._groups.items() if n != body[0]}
        elif member == "NameOwnerChanged" and body[0] == SERVICE:
            self._service_changed(bool(body[2]))
        elif member == "PropertiesChanged" and body[0] == SERVICE and "Inhibited" in body[1]:
            self._inhibit(body[1]["Inhibited"][1])
        elif member == "ActiveChanged":
            self._hear_saver(interface, body)

    def _forget(self) -> None:
        self._shown.clear()
        self._groups.clear()
        self._on_screen.clear()

    def _service_changed(self, there: bool) -> None:
        """Another one begins to count anew, so that its numbers mean other messages."""
        self._forget()
        if there:
            self._meet()
        else:
            self._become(replace(self.state, reachable=False, inhibited=False))
