"""Notifications of a window: sent and heard by a thread, told on the GUI thread."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from desktop.bus import NotificationBus
from desktop.bus_line import PATIENCE
from desktop.bus_questions import Told
from desktop.bus_state import BusState
from desktop.bus_thread import BusThread
from desktop.message import Message, Press
from desktop.message_buttons import LABELS
from ui.messages import tr


class BusNotifier(QObject):
    """The notification service; call it on the GUI thread, where it never waits.

    `state_changed` (a `BusState`): the service came or went, the screen was locked, the person
    asked for quiet.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        pressed: Callable[[Press], None],
        parent: QObject | None = None,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__(parent)
        self.state = BusState()
        self._pressed = pressed
        self._telling = 0
        labels = button_labels()
        self._thread = BusThread(lambda thread: NotificationBus(
            lambda press: thread.tell(partial(self._hear_press, press)),
            lambda state: thread.tell(partial(self._become, state)), labels, patience,
        ))  # fmt: skip
        self._socket = QSocketNotifier(self._thread.news_socket, QSocketNotifier.Type.Read, self)
        self._socket.activated.connect(self._fetch)
        self._thread.start()

    @property
    def reachable(self) -> bool:
        """Whether there is a service that answers."""
        return self.state.reachable

    @property
    def busy(self) -> bool:
        """Whether it is not known yet if there is a service, or of a message if it was taken."""
        return self._telling > 0 or not self.state.known

    def show(self, message: Message, then: Told, sound: bool = False) -> None:
        """Show a message; `then` hears whether it was taken, some seconds later at most."""
        self._telling += 1
        thread = self._thread

        def told(taken: bool) -> None:
            thread.tell(partial(self._hear_told, then, taken))

        thread.ask(lambda bus: bus.show(message, told, sound))

    def retain(self, alert_ids: frozenset[int]) -> None:
        """Take messages off the screen that tell of none of these alerts, which still are."""
        self._thread.ask(lambda bus: bus.retain(alert_ids))

    def close(self) -> None:
        """Leave the bus."""
        self._socket.setEnabled(False)
        self._thread.stop()

    def _fetch(self) -> None:
        for news in self._thread.fetch():
            news()

    def _hear_press(self, press: Press) -> None:
        self._pressed(press)

    def _hear_told(self, then: Told, taken: bool) -> None:
        self._telling -= 1
        then(taken)

    def _become(self, state: BusState) -> None:
        self.state = state
        self.state_changed.emit(state)


def button_labels() -> dict[str, str]:
    """What stands on the buttons of a message."""
    return {name: tr(label) for name, label in LABELS.items()}
