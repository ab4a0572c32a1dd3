"""Which desk is in the window: the one named, the one of last time, or whatever is chosen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from desktop.door import Door
from desktop.first_paint import FirstPaint
from desktop.front import bring_to_front
from desktop.known_desks import KnownDesks, desk_wanted
from desktop.single_instance import SingleInstance
from models.desk_time import wall_time
from models.errors import KnownError, OlderDesk, SignInError
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from desktop.open_desk import OpenDesk
    from desktop.second_starts import SecondStarts
    from ui.start.start_window import StartWindow


_SETTLED = (SignInError, OlderDesk)
"""What a person at the start window can settle."""


class ShownDesk(Protocol):
    """A desk with its window."""

    @property
    def window(self) -> QMainWindow:
        """Where it is seen."""
        ...

    def arrive(self, opened: "OpenDesk") -> None:
        """The desk is open: from here on its pages read, and it is watched."""
        ...

    def close(self) -> None:
        """Finish what is being written, and end what works behind the window."""
        ...


class Opening(QObject):
    """Leads from the start window to a desk's window, and from there to another desk.

    A desk's window is shown before the desk is open where that is expected to go well.
    """

    def __init__(
        self,
        theme: Theme,
        door: Door,
        desks: KnownDesks,
        show: Callable[["Opening"], ShownDesk],
        instance: SingleInstance,
    ) -> None:
        super().__init__(theme)
        self._theme = theme
        self._door = door
        self._desks = desks
        self._show = show
        self._instance = instance
        self._second_starts: SecondStarts | None = None
        self._tasks = Tasks(parent=self)
        self._start: StartWindow | None = None
        self._opened: OpenDesk | None = None
        self.refusal: KnownError | None = None
        self._desk: ShownDesk | None = None

    def begin(self, address: str | None) -> None:
        """Open the desk named; else the one of last time, else this computer's, else ask.

        A desk that was named and cannot be opened is a `KnownError`, unless a person at the start
        window could settle it: by a password, or an upgrade. Where its window was shown before that
        was known, the window is gone again, and the error is the `refusal`.
        """
        wanted = desk_wanted(address, self._desks)
        if wanted is not None and self._door.expects(wanted):
            self._await(wanted, named=address is not None)
        elif address is None:
            self._start_window().begin(wanted)
        else:
            self._open(address)

    def _open(self, address: str) -> None:
        """Open a desk before anything is shown."""
        try:
            opened = self._door.open(address)
        except _SETTLED:
            self._start_window().begin(address)
        else:
            if opened.person_id is None:
                self._start_window().settle(opened)
            else:
                self._enter(opened)

    def open_another(self) -> None:
        """Ask for another desk; the one in the window stays until that one is open."""
        self._start_window().begin(None, closable=True)

    @property
    def busy(self) -> bool:
        """Whether a desk is being opened."""
        return self._tasks.busy

    def close(self) -> None:
        """End the desk in the window, and wait for what is on."""
        self._end_desk()
        self._tasks.shutdown()
        if self._second_starts is not None:
            self._second_starts.close()
        self._instance.leave()

    def _start_window(self) -> "StartWindow":
        if self._start is None:
            from ui.start.start_window import StartWindow

            self._start = StartWindow(self._theme, self._tasks, self._door, wall_time)
            self._start.desk_opened.connect(self._enter)
            self._start.left.connect(self._forget_start)
            self._hear_second_starts()
        return self._start

    def _await(self, address: str, named: bool) -> None:
        """Show the window of a desk, and open the desk when it was painted: that loads SQL."""
        desk = self._desk = self._show(self)
        done = partial(self._arrived, desk)
        failed = partial(self._refused, desk, address, named)
        open_it = partial(_opened_with_what_it_needs, self._door, address)

        def go_on() -> None:
            self._tasks.read(open_it, done, failed, self._tasks)
            self._hear_second_starts()

        FirstPaint(desk.window, go_on)
        desk.window.show()

    def _arrived(self, desk: ShownDesk, opened: "OpenDesk") -> None:
        if desk is not self._desk:  # closed, or another desk is in the window
            opened.close()
        elif opened.person_id is None:
            self._start_window().settle(opened)
            self._leave_desk()
        else:
            self._desks.opened(opened)
            self._opened = opened
            desk.arrive(opened)

    def _refused(self, desk: ShownDesk, address: str, named: bool, error: Exception) -> None:
        """The desk did not open after all: what the start window cannot settle ends the program."""
        if desk is not self._desk:
            return
        if named and isinstance(error, KnownError) and not isinstance(error, _SETTLED):
            self.refusal = error
            desk.window.close()
        else:
            self._start_window().begin(address)
            self._leave_desk()

    def _enter(self, opened: "OpenDesk") -> None:
        if not opened.past and not self._instance.enter(opened.address, opened.person):
            opened.close()  # its window is in front
            self._start_window().close()
            return
        self._desks.opened(opened)
        self._leave_desk()
        self._opened = opened
        self._desk = self._show(self)
        self._desk.arrive(opened)
        self._desk.window.show()
        self._hear_second_starts()
        self._forget_start()

    def _hear_second_starts(self) -> None:
        """Once something is on the screen: what hears them takes a moment to load."""
        if self._second_starts is None:
            from desktop.second_starts import SecondStarts

            self._second_starts = SecondStarts(self._come_to_front, self)
        self._second_starts.listen(self._instance.channel)

    def _come_to_front(self, person: str) -> bool:
        """The desk was started again; False where somebody else is at its window."""
        if person and self._opened is not None and self._opened.person != person:
            return False
        if self._start is not None:
            bring_to_front(self._start)
        elif self._desk is not None:
            bring_to_front(self._desk.window)
        return True

    def _leave_desk(self) -> None:
        if self._desk is not None:
            before = self._desk.window
            before.hide()
            self._end_desk()
            before.deleteLater()

    def _end_desk(self) -> None:
        if self._desk is not None:
            self._desk.close()
        if self._opened is not None:
            self._opened.close()
        self._desk = self._opened = None

    def _forget_start(self) -> None:
        if self._start is not None:
            start, self._start = self._start, None
            start.hide()
            start.deleteLater()


def _opened_with_what_it_needs(door: Door, address: str) -> "OpenDesk":
    """The desk; what works behind its window is loaded here too, while the window is painted."""
    import desktop.backstage  # noqa: F401

    return door.open(address)
