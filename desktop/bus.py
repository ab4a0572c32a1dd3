"""Messages through the notification service of a Linux desktop, by D-Bus, and presses on them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any, Final

from desktop.alert_messages import without_customer
from desktop.bus_line import PATIENCE, BusLine, once, session_bus
from desktop.bus_message import PATH, SERVICE, notify_call, service_call
from desktop.bus_questions import Questions, Told
from desktop.bus_signals import SCREEN_SAVERS, get_property, match_rules, saver_call
from desktop.bus_state import BusState
from desktop.message import DISMISSED, Message, Press
from desktop.on_screen import OnScreen
from desktop.session_lock import SessionLock

_NOTHING: Final = BusState(known=True)
_BY_THE_PERSON: Final = 2
"""Why a message was closed, by the specification: they dismissed it."""


class NotificationBus:
    """Speaks to the notification service; belongs to one thread, and waits only where it says so.

    `pressed` is told of clicks and buttons, and of messages that were dismissed while the screen
    was not locked; without it messages have nothing to click on.
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
        self._screen = OnScreen()
        self._questions = Questions(self._know, lambda waiting: self._send(*waiting))
        self._line = BusLine(None, self._hear)
        self._locked_by: set[str] = set()
        self._session = SessionLock(partial(self._lock, "login"), self._questions.ask)
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
        self._screen.forget()
        self._locked_by.clear()
        self._line = line = BusLine(session_bus(), self._hear, self._patience)
        if line.socket is None:
            self._become(_NOTHING)
            return
        for rule in match_rules(SERVICE, PATH):
            self._line.ask(rule)
        self._meet()
        for saver in SCREEN_SAVERS:
            heard = partial(self._hear_saver, saver[0])
            self._questions.ask(self._line, saver_call(saver), heard)
        self._session.connect(self._patience)

    def show(self, message: Message, then: Told, sound: bool = False) -> None:
        """Send a message; `then` hears from a later `listen` whether the service took it."""
        if not self._questions.keep((message, sound, then)):  # it is known what the service can do
            self._send(message, sound, then)

    def _send(self, message: Message, sound: bool, then: Told, number: int | None = None) -> None:
        """In the place of the one of that number, or of its group."""
        number = self._screen.place_of(message) if number is None else number
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
        for number in self._screen.take_off(alert_ids):
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
        can = service_call("GetCapabilities")
        unheard = partial(self._met, None)
        self._questions.ask(self._line, can, lambda body: self._met(body[0]), unheard)
        asked = get_property(SERVICE, PATH, "Inhibited")
        self._questions.ask(self._line, asked, lambda body: self._inhibit(body[0][1]))

    def _know(self, known: bool) -> None:
        self._become(replace(self.state, known=known))

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
        for number, message in self._screen.standing():
            self._send(without_customer(message), False, lambda _: None, number)

    def _become(self, state: BusState) -> None:
        if state != self.state:
            self.state = state
            self._changed(state)

    # ---- what comes back ----

    def _taken(self, message: Message, then: Told, body: tuple[Any, ...]) -> None:
        self._screen.put(body[0], message)
        then(True)

    def _hear(self, interface: str, member: str, body: tuple[Any, ...]) -> None:
        if member == "ActionInvoked" and interface == SERVICE:
            self._press(self._screen.known(body[0]), body[1])
        elif member == "NotificationClosed" and interface == SERVICE:
            message = self._screen.closed(body[0])
            if body[1] == _BY_THE_PERSON and not self.state.locked:
                self._press(message, DISMISSED)
        elif member == "NameOwnerChanged" and body[0] == SERVICE:
            self._service_changed(bool(body[2]))
        elif member == "PropertiesChanged" and body[0] == SERVICE and "Inhibited" in body[1]:
            self._inhibit(body[1]["Inhibited"][1])
        elif member == "ActiveChanged":
            self._hear_saver(interface, body)

    def _press(self, message: Message | None, button: str) -> None:
        if message is not None and self._pressed is not None:
            self._pressed(Press(message, button))

    def _service_changed(self, there: bool) -> None:
        """Another one begins to count anew, so that its numbers mean other messages."""
        self._screen.forget()
        if there:
            self._meet()
        else:
            self._become(replace(self.state, reachable=False, inhibited=False))
