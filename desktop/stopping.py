"""Waiting that Ctrl-C and a polite kill end, so that nothing is left half done."""

import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from types import FrameType
from typing import Protocol

from desktop.watch_loop import Wait

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Listening(Protocol):
    """Something that is heard of on sockets, as `desktop.bus.NotificationBus` is."""

    @property
    def sockets(self) -> Sequence[int]:
        """The file numbers to watch; others, or none, after it was listened to."""
        ...

    def listen(self) -> None:
        """Hear what came."""
        ...


@contextmanager
def stoppable(heard_meanwhile: Listening | None = None) -> Iterator[Wait]:
    """A way to wait that ends with True once SIGINT or SIGTERM came, at whatever moment.

    What comes to `heard_meanwhile` is heard at once, and the wait goes on.
    """
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    before = {number: signal.signal(number, _noticed) for number in _SIGNALS}
    waker = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    try:
        yield partial(_wait, ear, heard_meanwhile)
    finally:
        signal.set_wakeup_fd(waker)
        for number, handler in before.items():
            with suppress(TypeError):  # one that was not set from Python
                signal.signal(number, handler)
        ear.close()
        mouth.close()


def _wait(ear: socket.socket, meanwhile: Listening | None, seconds: float) -> bool:
    until = monotonic() + max(seconds, 0.0)
    while True:
        with DefaultSelector() as heard:
            for number in (ear.fileno(), *(meanwhile.sockets if meanwhile is not None else ())):
                heard.register(number, EVENT_READ)
            ready = {key.fd for key, _ in heard.select(max(until - monotonic(), 0.0))}
        if ear.fileno() in ready:
            return True
        if ready and meanwhile is not None:
            meanwhile.listen()
        if monotonic() >= until:
            return False


def _noticed(number: int, frame: FrameType | None) -> None:
    """The wake-up of the socket is enough."""
