"""A way to a server that can fall silent, as a network does: nothing comes back, not even that
anything was received. Or what is sent is taken and no answer comes, as from a server that hangs."""

import socket
import struct
import threading
from ctypes import addressof, create_string_buffer
from selectors import EVENT_READ, DefaultSelector
from typing import Final

_ATTACH_FILTER: Final = getattr(socket, "SO_ATTACH_FILTER", 26)
_DETACH_FILTER: Final = getattr(socket, "SO_DETACH_FILTER", 27)
_NOTHING: Final = create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))
"""A filter for packets: “return 0”, that is, keep nothing of any. What the kernel drops by it, it
does not confirm to whoever sent it."""


class SilentWay(threading.Thread):
    """Goes between loopback and the server's own socket, until `stop`."""

    def __init__(self, server: str) -> None:
        super().__init__(daemon=True)
        self._server = server
        self._door = socket.create_server(("127.0.0.1", 0))
        self._ends: dict[socket.socket, socket.socket] = {}
        self._theirs: set[socket.socket] = {self._door}
        self._heard = DefaultSelector()
        self._heard.register(self._door, EVENT_READ)
        self._stopped = threading.Event()
        self._answers = True

    @property
    def port(self) -> int:
        """Where the server can be reached by this way."""
        return int(self._door.getsockname()[1])

    def fall_silent(self) -> None:
        """From now on nothing that is sent arrives, and nobody is told so."""
        program = struct.pack("HL", 1, addressof(_NOTHING))
        for end in tuple(self._theirs):
            end.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)

    def speak(self) -> None:
        """It is a way again."""
        for end in tuple(self._theirs):
            end.setsockopt(socket.SOL_SOCKET, _DETACH_FILTER, 0)

    def answer_no_more(self) -> None:
        """From now on what is sent arrives here, and goes no further."""
        self._answers = False

    def run(self) -> None:
        while not self._stopped.is_set():
            for key, _ in self._heard.select(0.02):
                if key.fileobj is self._door:
                    self._let_in()
                elif key.fileobj in self._ends:
                    self._pass_on(key.fileobj)
        for end in (*self._ends, self._door):
            end.close()
        self._heard.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join(30)
        assert not self.is_alive(), "the way to the server does not end"

    def _let_in(self) -> None:
        theirs, _ = self._door.accept()
        ours = socket.socket(socket.AF_UNIX)
        ours.connect(self._server)
        self._ends |= {theirs: ours, ours: theirs}
        self._theirs.add(theirs)
        for end in (theirs, ours):
            self._heard.register(end, EVENT_READ)

    def _pass_on(self, end: socket.socket) -> None:
        other = self._ends[end]
        try:
            said = end.recv(65_536)
            if said:
                if self._answers:
                    other.sendall(said)
                return
        except OSError:
            pass  # reset: whoever is there is gone
        for one in (end, other):
            self._heard.unregister(one)
            self._theirs.discard(one)
            del self._ends[one]
            one.close()
