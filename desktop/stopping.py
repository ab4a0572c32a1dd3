"""Waiting that Ctrl-C and a polite kill end, so that nothing is left half done."""

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from types import FrameType

from desktop.watch_loop import Wait

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[Wait]:
    """A way to wait that ends with True once SIGINT or SIGTERM came, at whatever moment."""
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    before = {number: signal.signal(number, _noticed) for number in _SIGNALS}
    waker = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    heard = DefaultSelector()
    heard.register(ear, EVENT_READ)
    try:
        yield lambda seconds: bool(heard.select(max(seconds, 0.0)))
    finally:
        signal.set_wakeup_fd(waker)
        for number, handler in before.items():
            with suppress(TypeError):  # one that was not set from Python
                signal.signal(number, handler)
        heard.close()
        ear.close()
        mouth.close()


def _noticed(number: int, frame: FrameType | None) -> None:
    """The wake-up of the socket is enough."""
