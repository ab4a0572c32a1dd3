"""How far a long job is, told from the worker and shown on the GUI thread; and its cancelling."""

import threading

from PySide6.QtCore import QObject, Qt, Signal


class Progress(QObject):
    """Handed to a long job, which calls `report` and looks at `cancelled`.

    Make it on the GUI thread, connect `moved`, then start the job. `moved` carries `(done, total)`
    as an object, `total` None while unknown; many reports between two paints arrive as one.
    """

    moved = Signal(object)
    cancel_requested = Signal()
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._latest: tuple[int, int | None] = (0, None)
        self._waiting = False
        self._posted.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop; the job looks here between rows (any thread)."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int | None = None) -> None:
        """Say how far the job is (any thread, as often as it likes)."""
        with self._lock:
            self._latest = (done, total)
            if self._waiting:
                return
            self._waiting = True
        self._posted.emit()

    def cancel(self) -> None:
        """Ask the job to stop; it ends when it looks."""
        if not self._cancelled.is_set():
            self._cancelled.set()
            self.cancel_requested.emit()

    def _show(self) -> None:
        with self._lock:
            self._waiting = False
            latest = self._latest
        self.moved.emit(latest)
