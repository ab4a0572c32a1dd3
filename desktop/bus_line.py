"""A connection to a bus, for one thread: asks without waiting, hears what comes back."""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

_LOG: Final = logging.getLogger("leadline.bus")

PATIENCE: Final = 2.0
"""Seconds to wait for an answer: services answer in milliseconds, on a busy machine in many."""

_SYSTEM: Final = Path("/var/run/dbus/system_bus_socket")

_REMEMBERED: Final = 500
"""Questions whose late answer still means something."""

_ODD: Final = (AttributeError, LookupError, TypeError, ValueError)
"""What comes of reading something that says other things than it should."""

Answered = Callable[[tuple[Any, ...]], None]
Unanswered = Callable[[], None]
Heard = Callable[[str, str, tuple[Any, ...]], None]
"""Takes a signal: its interface, its name, what it says."""


@dataclass
class _Asked:
    answered: Answered
    unanswered: Unanswered
    until: float
    given_up: bool = False


class BusLine:
    """Questions and their answers; every question ends in `answered`, or in `unanswered`.

    One that was given up may be answered later still. A bus that is gone answers nothing; nor does
    an answer that says nothing, for whoever answers is no part of this program.
    """

    def __init__(self, connection: Any, heard: Heard, patience: float = PATIENCE) -> None:
        self._connection = connection
        self._heard = heard
        self._patience = patience
        self._asked: dict[int, _Asked] = {}

    @property
    def socket(self) -> int | None:
        """The file number to watch for `listen`, None when the bus is gone."""
        return None if self._connection is None else int(self._connection.sock.fileno())

    @property
    def asks_until(self) -> float | None:
        """When to call `listen` though nothing came: a question has waited long enough then."""
        waiting = (asked.until for asked in self._asked.values() if not asked.given_up)
        return min(waiting, default=None)

    def ask(
        self, message: Any, answered: Answered = lambda _: None,
        unanswered: Unanswered = lambda: None,
    ) -> None:  # fmt: skip
        """Send a call; what it comes to is told by a later `listen`."""
        if self._connection is None:
            unanswered()
            return
        serial = next(self._connection.outgoing_serial)
        self._asked[serial] = _Asked(answered, unanswered, monotonic() + self._patience)
        self._forget()
        try:
            self._connection.send(message, serial=serial)
        except OSError:
            self.close()

    def listen(self) -> None:
        """Hear all that has come, and give up what was not answered in good time."""
        while self._connection is not None:
            try:
                self._take(self._connection.receive(timeout=0))
            except TimeoutError:
                break
            except OSError:  # the bus is gone
                self.close()
            except Exception:  # nothing that comes after can be read
                _LOG.exception("The session's bus said what cannot be read; it was left.")
                self.close()
        now = monotonic()
        for asked in [one for one in self._asked.values() if one.until <= now]:
            _give_up(asked)

    def close(self) -> None:
        """Leave the bus; nothing more is answered."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        asked, self._asked = self._asked, {}
        for one in asked.values():
            _give_up(one)

    def _take(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.signal:
            interface = fields.get(HeaderFields.interface, "")
            with suppress(*_ODD):
                self._heard(interface, fields.get(HeaderFields.member, ""), message.body)
            return
        asked = self._asked.pop(fields.get(HeaderFields.reply_serial, -1), None)
        if asked is None:
            return
        if kind is MessageType.method_return:
            with suppress(*_ODD):
                asked.answered(message.body)
                return
        _give_up(asked)

    def _forget(self) -> None:
        """The oldest that was given up, when there are too many."""
        if len(self._asked) > _REMEMBERED:
            oldest = next(iter(self._asked))
            _give_up(self._asked.pop(oldest))


def _give_up(asked: _Asked) -> None:
    if not asked.given_up:
        asked.given_up = True
        asked.unanswered()


def session_bus() -> Any:
    """A connection to the session's bus; None where there is none, or none that we can speak with:
    an address may name a way that is not ours, or forbid every way, and the bus may refuse us."""
    return _connection("SESSION") if os.environ.get("DBUS_SESSION_BUS_ADDRESS") else None


def system_bus() -> Any:
    """A connection to the system's bus; None likewise."""
    there = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM.exists()
    return _connection("SYSTEM") if there else None


def _connection(bus: str) -> Any:
    from jeepney.io.blocking import open_dbus_connection

    try:
        return open_dbus_connection(bus=bus)
    except (OSError, KeyError, ValueError, RuntimeError):
        return None


def once(act: Callable[..., None]) -> Callable[..., None]:
    """The same, but only the first time."""
    left = [act]

    def first(*values: Any) -> None:
        if left:
            left.pop()(*values)

    return first
