"""One job of the start window at a time; one that was given up brings nothing any more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from ui.progress import Progress
from ui.tasks import Tasks

T = TypeVar("T")


@dataclass(frozen=True)
class Attempt(Generic[T]):
    """A job, what becomes of its result, and how to take the result back when nobody waits."""

    job: Callable[[Progress], T]
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    undo: Callable[[T], None]


class Attempts(QObject):
    """Runs attempts off the GUI thread."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._current: Attempt[object] | None = None
        self._progress: Progress | None = None

    def start(self, attempt: Attempt[T]) -> Progress:
        """Begin; an earlier attempt that still runs is given up."""
        self.give_up()
        progress = Progress(self._tasks)
        self._current, self._progress = attempt, progress  # type: ignore[assignment]

        def done(result: T) -> None:
            if self._end(attempt):
                attempt.done(result)
            else:
                attempt.undo(result)

        def failed(error: Exception) -> None:
            if self._end(attempt):
                attempt.failed(error)

        # `tasks` waits for the result: it outlives this window, so that none is left lying about
        self._tasks.read(
            lambda: attempt.job(progress), done, failed, self._tasks, progress=progress
        )
        return progress

    def give_up(self) -> None:
        """Wait no longer for what is on; its result is taken back when it comes."""
        if self._progress is not None:
            self._progress.cancel()
        self._current = self._progress = None

    def _end(self, attempt: Attempt[T]) -> bool:
        waited_for = self._current is attempt
        if waited_for:
            self._current = self._progress = None
        return waited_for
