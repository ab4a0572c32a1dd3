"""A window among the running desks: its beats are made off the GUI thread."""

from threading import Thread
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from desktop.attendance import Attendance
from desktop.presence import DeskPresence
from desktop.telling import Telling
from models.errors import KnownError
from models.presence import BEAT_SECONDS
from ui.tasks import Tasks

_LEAVE_SECONDS: Final = 0.25
"""How long a window that closes waits for its row to be gone."""


class LivePresence(QObject):
    """Beats from `start` on, and whenever another case, article or postmortem is open
    (`ui.ports.Presence`).

    A window that is kept in the tray is none, and no case is open in it; nor is one on a screen
    that is locked, on which a message reaches nobody after a while either. Each beat says what
    `telling` says by then of how its person may be told.

    `beaten`: the desk was heard of; `missed`: it was not, and the next beat makes up for it.
    `used`: somebody used the window by hand; `case_changed`: another case is in view, or none.
    """

    beaten = Signal()
    missed = Signal()
    used = Signal()
    case_changed = Signal()

    def __init__(
        self, presence: DeskPresence, tasks: Tasks, parent: QObject, telling: Telling
    ) -> None:
        super().__init__(parent)
        self._presence, self._telling = presence, telling
        self._attendance = Attendance(self)
        self._attendance.returned.connect(self._beat)
        self._attendance.used.connect(self.used)
        self._tasks = tasks
        self._window = parent if isinstance(parent, QWidget) else None
        self._timer = QTimer(self, interval=BEAT_SECONDS * 1000)
        self._timer.timeout.connect(self._beat)

    @property
    def desk(self) -> str:
        """What this desk is called among those that run."""
        return self._presence.desk.desk

    @property
    def case_id(self) -> int | None:
        """The case in view."""
        return self._presence.desk.case_id

    @property
    def started(self) -> bool:
        """Whether this desk is there."""
        return self._timer.isActive()

    def start(self) -> None:
        """Be there, from now on."""
        self._timer.start()
        window: QWindow | None = self._window.windowHandle() if self._window is not None else None
        if window is not None:
            window.visibleChanged.connect(self._beat)
            self._attendance.watch(window)
        self._beat()

    def at_case(self, case_id: int | None) -> None:
        """The case in view, or that none is."""
        if case_id == self._presence.desk.case_id:
            return
        self._presence.at_case(case_id)
        self.case_changed.emit()
        if self._timer.isActive():
            self._beat()

    def at_article(self, article_id: int | None) -> None:
        """The article that is being written, or that none is."""
        if article_id == self._presence.desk.article_id:
            return
        self._presence.at_article(article_id)
        if self._timer.isActive():
            self._beat()

    def at_postmortem(self, postmortem_id: int | None) -> None:
        """The postmortem that is being written, or that none is."""
        if postmortem_id == self._presence.desk.postmortem_id:
            return
        self._presence.at_postmortem(postmortem_id)
        if self._timer.isActive():
            self._beat()

    def look(self) -> None:
        """How whoever is at this window may be told may be otherwise: if so, say it now."""
        if self._say():
            self._beat()

    def end(self) -> None:
        """Be there no more; called when nothing is read or written any longer.

        A database that does not answer holds no window up: the row expires by itself then.
        """
        self._timer.stop()
        leaving = Thread(target=self._presence.end, name="leadline-leave", daemon=True)
        leaving.start()
        leaving.join(_LEAVE_SECONDS)

    def _beat(self) -> None:
        if not self._timer.isActive():
            return
        self._say()
        self._tasks.read(
            self._presence.beat, lambda _: self.beaten.emit(), self._missed, self, aside=True
        )

    def _say(self) -> bool:
        state = self._telling.service.state
        if self._window is not None:
            # Not the widget: it knows a moment later only that it is hidden.
            shown: QWindow | None = self._window.windowHandle()
            there = shown is not None and shown.isVisible() and not state.locked
            self._presence.has_window(there)
        return self._presence.say(
            can_notify=self._telling.can_notify, quiet=self._telling.quiet,
            attended=self._attendance.lately and not state.locked, locked=state.locked,
        )  # fmt: skip

    def _missed(self, error: Exception) -> None:
        """The foot says already that the database cannot be reached."""
        self.missed.emit()
        if not isinstance(error, KnownError):
            raise error
