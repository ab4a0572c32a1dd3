"""Notifications of a window: its clicks are heard on the GUI thread."""

from PySide6.QtCore import QObject, QSocketNotifier

from desktop.bus import Clicked, NotificationBus


class BusNotifier(QObject):
    """The notification service, listened to by the window's own loop; call it on the GUI thread."""

    def __init__(self, clicked: Clicked, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = NotificationBus(clicked)
        self._socket: QSocketNotifier | None = None
        number = self._bus.socket
        if number is not None:
            self._socket = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
            self._socket.activated.connect(self._listen)

    @property
    def reachable(self) -> bool:
        """Whether there is a bus to speak to."""
        return self._socket is not None

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """Show a message; False where nobody took it."""
        taken = self._bus.notify(title, body, case_id)
        self._leave_if_gone()
        return taken

    def close(self) -> None:
        """Leave the bus."""
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket = None
        self._bus.close()

    def _listen(self) -> None:
        self._bus.listen()
        self._leave_if_gone()

    def _leave_if_gone(self) -> None:
        if self._bus.socket is None:
            self.close()
