"""The notification service on a thread of its own: nothing of it can hold up a window."""

import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Final

from desktop.bus import NotificationBus

_AGAIN: Final = 10.0
"""Seconds between two tries to go on a bus that is not there, or gone."""

Job = Callable[[NotificationBus], None]
News = Callable[[], None]


class BusThread(threading.Thread):
    """Runs jobs on a bus, and leaves news to be fetched by whoever watches `news_socket`.

    `make` is called on the thread: to go on a bus may take long, or never end.
    """

    def __init__(self, make: Callable[["BusThread"], NotificationBus]) -> None:
        super().__init__(name="leadline-bus", daemon=True)
        self._make = make
        self._jobs: SimpleQueue[Job] = SimpleQueue()
        self._news: deque[News] = deque()
        self._wake, self._woken = socket.socketpair()
        self._ring, self._rung = socket.socketpair()
        for end in (self._wake, self._woken, self._ring, self._rung):
            end.setblocking(False)
        self._stopped = threading.Event()

    @property
    def news_socket(self) -> int:
        """The file number that is readable when there is news."""
        return self._rung.fileno()

    def ask(self, job: Job) -> None:
        """Run it on the thread, in its turn."""
        self._jobs.put(job)
        _poke(self._wake)

    def tell(self, news: News) -> None:
        """From the thread: something to be fetched."""
        self._news.append(news)
        _poke(self._ring)

    def fetch(self) -> list[News]:
        """All the news there is."""
        with suppress(BlockingIOError):
            while self._rung.recv(4096):
                pass
        found = []
        while self._news:
            found.append(self._news.popleft())
        return found

    def stop(self) -> None:
        """Leave the bus as soon as may be; nobody waits for that."""
        self._stopped.set()
        _poke(self._wake)

    def run(self) -> None:
        bus = self._make(self)
        tried_at = monotonic()
        while not self._stopped.is_set():
            self._do(bus)
            if bus.socket is None and monotonic() - tried_at >= _AGAIN:
                bus.connect()
                tried_at = monotonic()
            self._wait(bus)
            bus.listen()
        self._do(bus)
        bus.close()
        for end in (self._wake, self._woken, self._ring, self._rung):
            end.close()

    def _do(self, bus: NotificationBus) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return
            try:
                job(bus)
            except Exception as error:  # the edge of the thread: nothing may vanish here
                self.tell(partial(_raise, error))

    def _wait(self, bus: NotificationBus) -> None:
        until = bus.asks_until
        pause = _AGAIN if until is None else max(0.0, until - monotonic())
        with (
            DefaultSelector() as heard
        ):  # a desk with a thousand files open has numbers beyond select's
            for number in (self._woken.fileno(), *bus.sockets):
                heard.register(number, EVENT_READ)
            ready = {key.fd for key, _ in heard.select(pause)}
        if self._woken.fileno() in ready:
            with suppress(BlockingIOError):
                while self._woken.recv(4096):
                    pass


def _raise(error: Exception) -> None:
    raise error


def _poke(end: socket.socket) -> None:
    with suppress(OSError):  # full: whoever listens has enough to wake up for
        end.send(b"!")
