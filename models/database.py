"""`Database.read(query)` and `Database.write(command)`: one session per call."""

import random
import time
import uuid
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models.changes import Changes, Written
from models.database_errors import AlreadyThere, Busy, ConnectionLost, Contended
from models.desk_time import DeskClock
from models.doing import Doing
from models.engine import READING, WRITING, connected, give_up
from models.entities import Operation
from models.errors import KnownError, Unreachable
from models.handbook.instants import to_seconds
from models.origin import set_origin
from models.refresh import refresh
from models.restricted import hide
from models.work import Work

T = TypeVar("T")

_PAUSES: Final = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each look for a write in doubt: a server restarts within them."""


_TURNS: Final = (0.0, 0.02, 0.1, 0.3, 0.6, 1.0, 1.5)
"""Seconds, at most, before each further try of a write that others crossed.

A deadlock with one other ends at once; several who come back at the same moment cross again, so
each waits a part of it by chance.
"""


class InDoubt(KnownError):
    """The connection broke while a write was committed, and has not come back.

    `Database.was_done(operation_id)` tells later whether it was saved; `written` is what it came to
    in that case.
    """

    def __init__(self, written: Written[Any]) -> None:
        super().__init__(
            "Perhaps not saved",
            "The connection broke while this was being saved, and it is not known whether it was.",
            "When the database can be reached again, look before you save it once more.",
        )
        self.written = written
        self.operation_id = written.changes.operation_id


class Database:
    """A desk's database. Reads see one snapshot; a write is one transaction with its refresh.

    A copy knows the desk it is of, its `origin`: who may see a restricted case is asked there too.
    """

    def __init__(
        self,
        engine: Engine,
        clock: DeskClock,
        person_id: int | None = None,
        wait: Callable[[float], None] = time.sleep,
        origin: "Database | None" = None,
    ) -> None:
        self.engine = engine
        self.origin = origin
        self.clock = clock
        self.person_id = person_id
        self._wait = wait

    @property
    def one_writer(self) -> bool:
        """Whether a write keeps every other waiting until it is through, as in a file."""
        return self.engine.name == "sqlite"

    def read(self, query: Callable[[Session], T]) -> T:
        """Run a query in a session of its own; only frozen rows may leave it.

        Restricted cases that this person may not see are not there for it.
        """
        with (
            connected(self.engine, READING[self.engine.name]) as connection,
            Session(connection) as session,
        ):
            set_origin(session, self.origin)
            hide(session, self.person_id)
            return query(session)

    def write(
        self,
        command: Callable[[Work], T],
        *,
        operation_id: str | None = None,
        doubtful: Callable[[], None] = lambda: None,
    ) -> Written[T]:
        """Begin, run the command, refresh what it touched, commit all of it at once.

        A command that others were in the way of runs again: what it collided with is seen then.
        After a connection lost in doubt (`doubtful` is told) the operation id is looked up: found,
        the write is confirmed; not found, it is tried again. A `KnownError` says what stopped it.
        """
        operation = operation_id or uuid.uuid4().hex
        tried: list[Written[T]] = []
        try:
            return self._contend(command, operation, tried)
        except ConnectionLost:
            doubtful()
        return self._settle(command, operation, tried)

    def was_done(self, operation_id: str) -> bool:
        """Whether the write of that id was committed."""
        return self.read(
            lambda session: session.scalar(
                select(Operation.id).where(Operation.id == operation_id)
            )
        ) is not None  # fmt: skip

    def close(self) -> None:
        """Give every connection back; one that is in use is closed when it has done its work."""
        give_up(self.engine)

    def _contend(
        self, command: Callable[[Work], T], operation: str, tried: list[Written[T]]
    ) -> Written[T]:
        """Let others go first: what is taken for good is taken at the second try too."""
        taken = False
        for turn in _TURNS:
            try:
                return self._attempt(command, operation, tried)
            except Contended as error:
                if isinstance(error, AlreadyThere) and taken:
                    raise
                taken = isinstance(error, AlreadyThere)
            self._wait(random.uniform(turn / 2, turn))
        return self._attempt(command, operation, tried)

    def _attempt(
        self, command: Callable[[Work], T], operation: str, tried: list[Written[T]]
    ) -> Written[T]:
        try:
            with (
                connected(self.engine, WRITING) as connection,
                connection.begin(),  # in half the time that a session takes to begin
                Session(connection) as session,
            ):
                set_origin(session, self.origin)
                work = Work(session, self.clock.now(), self.person_id, operation)
                work.add(
                    Operation, id=operation, done_at=work.now, person_id=work.person_id,
                    intent=_name(command),
                )  # fmt: skip
                result = command(work)
                session.flush()
                told = Doing(work.person_id, work.worked_on)
                at = to_seconds(work.now)
                refresh(session, work.touched, at, work.progress, work.held, told, work.made)
                session.flush()
                written = Written(result, _changes(work))
                tried.append(written)
        except StaleDataError:
            raise KnownError(
                "Changed meanwhile", "Somebody else changed this since you opened it.",
                "Look at it again, then repeat your change; what you typed is kept.",
            ) from None  # fmt: skip
        return written

    def _settle(
        self, command: Callable[[Work], T], operation: str, tried: list[Written[T]]
    ) -> Written[T]:
        """Find out what became of a write in doubt, and do it where it was not done.

        The server may be at the first attempt still: then the operation id collides with it.
        """
        stopped: KnownError | None = None
        for pause in _PAUSES:
            self._wait(pause)
            self.engine.dispose()
            try:
                if tried and self.was_done(operation):
                    return tried[-1]
                return self._attempt(command, operation, tried)
            except (Unreachable, Busy) as error:
                if isinstance(error, AlreadyThere) and isinstance(stopped, AlreadyThere):
                    raise  # not the operation id, or the first look would have found it
                stopped = error
        raise InDoubt(tried[-1]) if tried else stopped or AssertionError("nothing was tried")


def _changes(work: Work) -> Changes:
    touched, kinds = frozenset(work.touched), frozenset(work.kinds)
    return Changes(work.operation_id, touched, kinds, work.person_id)


def _name(command: Callable[[Work], object]) -> str:
    """What the command is called, for the operation's record."""
    inner = getattr(command, "func", command)
    return str(getattr(inner, "__name__", type(inner).__name__))
