"""Work off the GUI thread: a lane of readers, and one writer that keeps the order."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ui.progress import Progress

Result = TypeVar("Result")


@dataclass
class _Outcome(Generic[Result]):
    """What a job came to: a value, or the error that stopped it."""

    value: Result | None = None
    error: BaseException | None = None


@dataclass(frozen=True)
class _Request:
    """A job and who waits for it; lives on the GUI thread until the outcome is handed over."""

    job: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    owner: QObject
    key: tuple[int, str] | None
    progress: Progress | None
    aside: bool = False
    writes: bool = False


class Tasks(QObject):
    """Runs jobs elsewhere and brings their outcome back on the GUI thread.

    Make it on the GUI thread and keep it as long as the application. Every job ends in exactly one
    call of `done` or `failed`, except where nobody waits any more: the owner is gone, or a newer
    read with the same key took its place. `settled`: nothing is under way any more but what goes on
    aside: long jobs, which have a progress, and reads that said so.
    """

    busy_changed = Signal(bool)
    settled = Signal()
    _landed = Signal()

    def __init__(self, readers: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(readers, "leadline-read")
        self._writer = ThreadPoolExecutor(1, "leadline-write")
        self._numbers = count(1)
        self._requests: dict[int, _Request] = {}
        self._futures: dict[int, Future[None]] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._outcomes: deque[tuple[int, _Outcome[Any]]] = deque()
        self._closed = False
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        owner: QObject,
        key: str = "",
        progress: Progress | None = None,
        *,
        aside: bool = False,
    ) -> None:
        """Run a job that changes nothing; several run side by side.

        With a `key`, only the newest read of this owner and key is handed over: an older one that
        has not started is dropped, one that finishes later is ignored.
        """
        latest = (id(owner), key) if key else None
        request = _Request(job, done, failed, owner, latest, progress, aside)
        self._start(self._readers, request)

    def write(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        owner: QObject,
        progress: Progress | None = None,
    ) -> None:
        """Run a job that changes something: one at a time, in the order they were asked for."""
        self._start(self._writer, _Request(job, done, failed, owner, None, progress, writes=True))

    @property
    def busy(self) -> bool:
        """Whether anything is asked for and not handed over yet."""
        return bool(self._requests)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is under way but what goes on aside."""
        return all(_aside(request) for request in self._requests.values())

    @property
    def writes_wait(self) -> bool:
        """Whether a long job has the write lane, or is next on it: what is asked of it waits."""
        waiting = self._requests.values()
        return any(request.writes and request.progress is not None for request in waiting)

    def shutdown(self) -> None:
        """End both lanes: waiting reads are dropped, long jobs cancelled, every write finished.

        What finished is still handed over before this returns; later requests are ignored.
        """
        self._closed = True
        for request in self._requests.values():
            if request.progress is not None:
                request.progress.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        while self._outcomes:
            self._deliver()
        self._requests.clear()
        self._futures.clear()
        self._latest.clear()

    def _start(self, lane: ThreadPoolExecutor, request: _Request) -> None:
        if self._closed:
            return
        number = next(self._numbers)
        was_busy = self.busy
        if request.key is not None:
            self._supersede(request.key, number)
        self._requests[number] = request
        self._futures[number] = lane.submit(self._run, number)
        if not was_busy:
            self.busy_changed.emit(True)

    def _supersede(self, key: tuple[int, str], number: int) -> None:
        older = self._latest.get(key)
        self._latest[key] = number
        if older is not None and self._futures[older].cancel():
            self._forget(older)

    def _forget(self, number: int) -> _Request:
        del self._futures[number]
        return self._requests.pop(number)

    def _run(self, number: int) -> None:
        """On the worker. Keeps no reference to the job once its outcome is on the way: whatever
        the job holds must be let go of on the GUI thread, where `_requests` still holds it."""
        self._outcomes.append((number, self._attempt(number)))
        self._landed.emit()

    def _attempt(self, number: int) -> _Outcome[Any]:
        try:
            return _Outcome(value=self._requests[number].job())
        except BaseException as error:  # the edge of the thread: nothing may vanish here
            return _Outcome(error=error)

    def _deliver(self) -> None:
        """Hand over one outcome; called once for each, so an error in `done` stops no other."""
        if not self._outcomes:
            return
        number, outcome = self._outcomes.popleft()
        request = self._forget(number)
        try:
            if self._awaited(number, request):
                _hand_over(request, outcome)
        finally:
            if not _aside(request) and self.is_settled:
                self.settled.emit()
            if not self._requests:
                self.busy_changed.emit(False)

    def _awaited(self, number: int, request: _Request) -> bool:
        if request.key is not None:
            if self._latest.get(request.key) != number:
                return False
            del self._latest[request.key]
        return shiboken6.isValid(request.owner)


def _aside(request: _Request) -> bool:
    return request.aside or request.progress is not None


def _hand_over(request: _Request, outcome: _Outcome[Any]) -> None:
    if outcome.error is None:
        request.done(outcome.value)
    elif isinstance(outcome.error, Exception):
        request.failed(outcome.error)
    else:
        raise outcome.error
