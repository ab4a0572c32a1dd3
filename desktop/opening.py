"""Which desk is in the window: the one named, the one of last time, or whatever is chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from desktop.door import Door
from desktop.known_desks import KnownDesks
from desktop.open_desk import OpenDesk
from desktop.paths import default_desk
from models.desk_time import wall_time
from models.errors import OlderDesk, SignInError
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.start.start_window import StartWindow


class ShownDesk(Protocol):
    """A desk with its window."""

    @property
    def window(self) -> QMainWindow:
        """Where it is seen."""
        ...

    def close(self) -> None:
        """Finish what is being written, and end what works behind the window."""
        ...


class Opening(QObject):
    """Leads from the start window to a desk's window, and from there to another desk."""

    def __init__(
        self,
        theme: Theme,
        door: Door,
        desks: KnownDesks,
        show: Callable[[OpenDesk, "Opening"], ShownDesk],
    ) -> None:
        super().__init__(theme)
        self._theme = theme
        self._door = door
        self._desks = desks
        self._show = show
        self._tasks = Tasks(parent=self)
        self._start: StartWindow | None = None
        self._opened: OpenDesk | None = None
        self._desk: ShownDesk | None = None

    def begin(self, address: str | None) -> None:
        """Open the desk named; else the one of last time, else this computer's, else ask.

        A desk that was named and cannot be opened is a `KnownError`, unless a person at the start
        window could settle it: by a password, or an upgrade.
        """
        if address is None:
            here = str(default_desk()) if default_desk().exists() else None
            self._start_window().begin(self._desks.last() or here)
            return
        try:
            opened = self._door.open(address)
        except (SignInError, OlderDesk):
            self._start_window().begin(address)
        else:
            if opened.person_id is None:
                self._start_window().settle(opened)
            else:
                self._enter(opened)

    def open_another(self) -> None:
        """Ask for another desk; the one in the window stays until that one is open."""
        self._start_window().begin(None, closable=True)

    def close(self) -> None:
        """End the desk in the window, and wait for what is on."""
        self._end_desk()
        self._tasks.shutdown()

    def _start_window(self) -> "StartWindow":
        if self._start is None:
            from ui.start.start_window import StartWindow

            self._start = StartWindow(self._theme, self._tasks, self._door, wall_time)
            self._start.desk_opened.connect(self._enter)
            self._start.left.connect(self._forget_start)
        return self._start

    def _enter(self, opened: OpenDesk) -> None:
        self._desks.opened(opened)
        if self._desk is not None:
            before = self._desk.window
            before.hide()
            self._end_desk()
            before.deleteLater()
        self._opened = opened
        self._desk = self._show(opened, self)
        self._desk.window.show()
        self._forget_start()

    def _end_desk(self) -> None:
        if self._desk is not None and self._opened is not None:
            self._desk.close()
            self._opened.close()
        self._desk = self._opened = None

    def _forget_start(self) -> None:
        if self._start is not None:
            start, self._start = self._start, None
            start.hide()
            start.deleteLater()
