"""An end to a request over HTTP, however slowly its answer trickles in: the time-out of a socket
begins anew with every byte."""

import http.client
import socket
import urllib.request
from functools import partial
from threading import Lock, Timer
from typing import Any, Self


class Deadline:
    """From its block's beginning on, all that goes by its handlers has so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._ways: list[socket.socket] = []
        self._lock = Lock()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            while self._ways:
                self._ways.pop().close()

    def handlers(self) -> tuple[urllib.request.BaseHandler, ...]:
        """What an opener needs to keep to it."""
        return _Http(self), _Https(self)

    def hold(self, way: socket.socket) -> None:
        """Shut this down when time is over. A second hand on it, for TLS takes the first away."""
        with self._lock:
            if self.is_over:
                raise TimeoutError
            self._ways.append(way.dup())

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            for way in self._ways:
                try:
                    way.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side was faster
                    continue


class _Plain(http.client.HTTPConnection):
    deadline: Deadline

    def connect(self) -> None:
        super().connect()
        self.deadline.hold(self.sock)


class _Sealed(http.client.HTTPSConnection, _Plain):
    """Held before TLS is agreed upon: its connection asks the plain one to connect first."""


def _made(kind: type[_Plain], deadline: Deadline, *words: Any, **named: Any) -> _Plain:
    connection = kind(*words, **named)
    connection.deadline = deadline
    return connection


class _Http(urllib.request.HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._made = partial(_made, _Plain, deadline)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._made, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._made = partial(_made, _Sealed, deadline)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._made, req)
