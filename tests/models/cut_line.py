"""A line to PostgreSQL that can be cut: loopback TCP on our side, the server's socket beyond it."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from sqlalchemy.engine import make_url


class Cut(Enum):
    """When the line goes: before the server hears what was said, or before its answer is heard.

    LATE: at once, and the server hears it only when `CutLine.arrives` is set.
    """

    BEFORE = "before"
    AFTER = "after"
    LATE = "late"


class CutLine:
    """Passes everything on. `decide` is asked about each thing the client says, and may cut.

    While `dead`, whoever connects is hung up on.
    """

    def __init__(self, server: str, decide: Callable[[bytes], Cut | None]) -> None:
        url = make_url(server)
        self._server = Path(str(url.query["host"])) / ".s.PGSQL.5432"
        self.decide = decide
        self.dead = False
        self.arrives = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        port = self._door.getsockname()[1]
        self.address = f"postgresql://{url.username}@127.0.0.1:{port}/{url.database}"
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        """Hang up on everybody and end the threads."""
        self.dead = True
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            if self.dead:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self._server))
            call = _Call(self, client, server)
            for part in (call.listen, call.answer):
                self._threads.append(threading.Thread(target=part))
                self._threads[-1].start()


class _Call:
    """One connection through the line."""

    def __init__(self, line: CutLine, client: socket.socket, server: socket.socket) -> None:
        self._line, self._client, self._server = line, client, server
        self._mute = threading.Event()

    def listen(self) -> None:
        """From the client to the server."""
        while said := _receive(self._client):
            cut = self._line.decide(said)
            if cut in (Cut.AFTER, Cut.LATE):
                self._mute.set()
            if cut is Cut.LATE:
                _hang_up(self._client)
                self._line.arrives.wait()
            if cut is not Cut.BEFORE:
                with suppress(OSError):
                    self._server.sendall(said)
            if cut is Cut.AFTER:
                _receive(self._client)  # until the answer has come, or more is said
            if cut is not None:
                break
        _hang_up(self._client)
        _hang_up(self._server)

    def answer(self) -> None:
        """From the server to the client."""
        while (said := _receive(self._server)) and not self._mute.is_set():
            with suppress(OSError):
                self._client.sendall(said)
        _hang_up(self._client)


def _receive(end: socket.socket) -> bytes:
    try:
        return end.recv(1 << 20)
    except OSError:
        return b""


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def cut_line(server: str, decide: Callable[[bytes], Cut | None]) -> Iterator[CutLine]:
    """A line to the server of an address, for as long as the block runs."""
    line = CutLine(server, decide)
    try:
        yield line
    finally:
        line.close()
