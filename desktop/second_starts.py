"""The window's ear for second starts of its desk: they bring it to the front."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.single_instance import OTHER, RAISED, pipe_name

_LONGEST = 4096
"""Bytes of a wish; what says more is no second start of ours."""


class SecondStarts(QObject):
    """Hears second starts while its process holds the desk (see `SingleInstance`).

    `wanted` is told who was named at the start ("" for nobody); it brings the window to the front
    and says True, or False where somebody else is at the window.
    """

    def __init__(self, wanted: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._channel = ""
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self, channel: str) -> None:
        """Hear those of this desk from here on; "" hears none.

        Whoever holds the desk's lock may clear away the socket of a process that was killed.
        """
        if channel == self._channel:
            return
        self._server.close()
        self._channel = channel
        if channel:
            name = pipe_name(channel) if sys.platform == "win32" else channel
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Hear no more."""
        self.listen("")

    def _greet(self) -> None:
        caller = self._server.nextPendingConnection()
        while caller is not None:
            caller.readyRead.connect(partial(self._hear, caller))
            caller.disconnected.connect(caller.deleteLater)
            self._hear(caller)
            caller = self._server.nextPendingConnection()

    def _hear(self, caller: QLocalSocket) -> None:
        if caller.bytesAvailable() > _LONGEST:
            caller.abort()
        if not caller.canReadLine():
            return
        try:
            wish = json.loads(bytes(caller.readLine().data()))
            person, token = str(wish["person"]), str(wish["token"])
        except (ValueError, KeyError, TypeError):
            caller.abort()
            return
        if token:  # Wayland lets nobody to the front without it; Qt takes it from there
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        caller.write(RAISED if self._wanted(person) else OTHER)
        caller.flush()
        caller.disconnectFromServer()
