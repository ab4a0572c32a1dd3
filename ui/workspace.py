"""What a page may do: read, write, and hear what changed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from models.changes import Changes, Written
from models.desk_time import DeskClock
from models.errors import KnownError, Problems
from ui.progress import Progress
from ui.tasks import Tasks

Result = TypeVar("Result")


class Database(Protocol):
    """What the workspace needs of the desk's database."""

    def read(self, query: Callable[[Any], Result]) -> Result:
        """Run a query in a session of its own; called on a reader's thread."""
        ...

    def write(
        self, command: Callable[[Any], Result], *, doubtful: Callable[[], None]
    ) -> Written[Result]:
        """Run a command and commit all of it; called on the writer's thread.

        Calls `doubtful` when the connection went away and the commit must be looked up.
        """
        ...


class SaveState(Enum):
    """The four words a person sees about what they typed."""

    SAVED = "Saved"
    SAVING = "Saving"
    CHECKING = "Checking"
    NOT_SAVED = "Not saved (draft kept)"


@dataclass(frozen=True)
class _Write:
    """Who asked for a write, and what to do when it is through."""

    then: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    saying: str


class Workspace(QObject):
    """Reads and writes off the GUI thread; everything it calls back runs on the GUI thread.

    Signals: `changed` (a `Changes`, after each write and for what colleagues changed), `failed`
    (a `KnownError` that nobody else took), `said` (a short sentence after a write that gave one),
    `save_state_changed` (a `SaveState`), `settled` (all that was asked for is shown).
    """

    changed = Signal(object)
    failed = Signal(object)
    said = Signal(str)
    save_state_changed = Signal(object)
    settled = Signal()
    _in_doubt = Signal()

    def __init__(
        self,
        database: Database,
        tasks: Tasks,
        clock: DeskClock,
        person_id: int | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._tasks = tasks
        self.clock = clock
        self.person_id = person_id
        self.save_state = SaveState.SAVED
        self._writing = 0
        self._unsaved: list[QObject] = []
        tasks.settled.connect(self.settled)
        self._in_doubt.connect(self._check, Qt.ConnectionType.QueuedConnection)

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for is shown, but for what goes on aside."""
        return self._tasks.is_settled

    def read(
        self,
        query: Callable[[Any], Result],
        then: Callable[[Result], None],
        owner: QObject,
        key: str = "",
        failed: Callable[[Exception], None] | None = None,
        *,
        aside: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Run `query(session)` on the read lane, then `then(result)`.

        `owner` (usually the page) must be alive for the result to be handed over. With a `key`,
        only the newest read of that owner and key arrives: give one to whatever follows typing.
        `failed` takes the error and shows it in place; without it a known error goes to the
        `failed` signal. A bug is raised on the GUI thread in either case. What takes seconds, and
        the page does its work without, goes on `aside`: nothing waits for it, nor for what has a
        `progress`, which is cancelled when the window closes.
        """
        job, told = partial(self._database.read, query), partial(self._tell, failed)
        self._tasks.read(job, then, told, owner, key, progress, aside=aside)

    def write(
        self,
        command: Callable[[Any], Result],
        then: Callable[[Result], None] | None = None,
        owner: QObject | None = None,
        saying: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `command(work)` on the write lane, in the order asked; `then(result)` afterwards.

        `changed` is emitted first, whether or not the owner still lives. `saying` is a short
        sentence for the person when it is saved ("Assigned to Ben"). `failed` as in `read`; keep
        what was typed until `then` is called.
        """
        write = _Write(then, failed, saying)
        waiting = owner if owner is not None else self
        self._writing += 1
        self._show(SaveState.SAVING)
        self._tasks.write(
            partial(self._database.write, command, doubtful=self._in_doubt.emit),
            partial(self._written, write, waiting),
            partial(self._not_written, write, waiting),
            self,
        )

    def run(
        self,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
        progress: Progress | None = None,
        *,
        writes: bool = False,
    ) -> None:
        """Run a long job of the application (a port's), then `then(result)`; `failed` as in `read`.

        One that writes takes its turn in the write lane. `progress` is cancelled when the window
        closes.
        """
        lane = self._tasks.write if writes else self._tasks.read
        lane(job, then, partial(self._tell, failed), owner, progress=progress)

    def announce(self, changes: Changes) -> None:
        """Tell every page what colleagues, or the application itself, changed."""
        self.changed.emit(changes)

    def _written(self, write: _Write, owner: QObject, written: Written[Any]) -> None:
        self._forget(owner)
        self._forget(self)  # what nobody waits for any more is told until something is saved
        self._settle()
        self.changed.emit(written.changes)
        if write.saying:
            self.said.emit(write.saying)
        if write.then is not None and shiboken6.isValid(owner):
            write.then(written.result)

    def _not_written(self, write: _Write, owner: QObject, error: Exception) -> None:
        alive = shiboken6.isValid(owner)
        self._forget(owner)
        if not isinstance(error, Problems):  # a field that is wanted is no failure to save
            self._unsaved.append(owner if alive else self)
        self._settle()
        self._tell(write.failed if alive else None, error)

    def _tell(self, failed: Callable[[Exception], None] | None, error: Exception) -> None:
        if failed is not None:
            failed(error)
        elif isinstance(error, KnownError):
            self.failed.emit(error)
        if not isinstance(error, KnownError):
            raise error

    def _settle(self) -> None:
        self._writing -= 1
        self._show(SaveState.SAVING if self._writing else self._at_rest())

    def _at_rest(self) -> SaveState:
        return SaveState.NOT_SAVED if self._unsaved else SaveState.SAVED

    def _check(self) -> None:
        if self._writing:
            self._show(SaveState.CHECKING)

    def let_go(self, owner: QObject) -> None:
        """What this owner could not save is not wanted any more: only of others' is told still."""
        self._forget(owner)
        if not self._writing:
            self._show(self._at_rest())

    def _forget(self, owner: QObject) -> None:
        self._unsaved = [
            one for one in self._unsaved if one is not owner and shiboken6.isValid(one)
        ]

    def _show(self, state: SaveState) -> None:
        if state is not self.save_state:
            self.save_state = state
            self.save_state_changed.emit(state)
