"""`Database.read(query)` and `Database.write(command)`: one session per call."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models.changes import Changes, Written
from models.database_errors import known
from models.desk_time import DeskClock
from models.engine import WRITING
from models.entities import Operation
from models.handbook.instants import to_seconds
from models.refresh import refresh
from models.work import Work

T = TypeVar("T")


class Database:
    """A desk's database. Reads see one snapshot; a write is one transaction with its refresh."""

    def __init__(self, engine: Engine, clock: DeskClock, person_id: int | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.person_id = person_id

    def read(self, query: Callable[[Session], T]) -> T:
        """Run a query in a session of its own; only frozen rows may leave it."""
        try:
            with Session(self.engine) as session:
                return query(session)
        except DBAPIError as error:
            raise known(error) from error

    def write(
        self,
        command: Callable[[Work], T],
        *,
        operation_id: str | None = None,
        doubtful: Callable[[], None] = lambda: None,
    ) -> Written[T]:
        """Begin, run the command, refresh what it touched, commit all of it at once.

        After a connection lost in doubt (`doubtful` is told) the operation id is looked up: found,
        the write is confirmed; not found, it is tried once more. Raises `KnownError` otherwise.
        """
        operation = operation_id or uuid.uuid4().hex
        tried: list[Written[T]] = []
        try:
            return self._attempt(command, operation, tried)
        except IntegrityError as error:
            raise known(error) from error
        except DBAPIError as error:
            if not _in_doubt(error):
                raise known(error) from error
        doubtful()
        return self._settle(command, operation, tried)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def _attempt(
        self, command: Callable[[Work], T], operation: str, tried: list[Written[T]]
    ) -> Written[T]:
        with (
            self.engine.connect().execution_options(**WRITING) as connection,
            Session(connection) as session,
            session.begin(),
        ):
            work = Work(session, self.clock.now(), self.person_id, operation)
            session.add(_operation(work, command))
            result = command(work)
            session.flush()
            refresh(session, work.touched, to_seconds(work.now))
            written = Written(result, _changes(work))
            tried.append(written)
        return written

    def _settle(
        self, command: Callable[[Work], T], operation: str, tried: list[Written[T]]
    ) -> Written[T]:
        self.engine.dispose()
        try:
            if tried and self._was_done(operation):
                return tried[-1]
            return self._attempt(command, operation, tried)
        except DBAPIError as error:
            raise known(error) from error

    def _was_done(self, operation: str) -> bool:
        with Session(self.engine) as session:
            return session.scalar(select(Operation.id).where(Operation.id == operation)) is not None


def _operation(work: Work, command: Callable[[Work], object]) -> Operation:
    return Operation(
        id=work.operation_id, done_at=work.now, person_id=work.person_id, intent=_name(command)
    )


def _changes(work: Work) -> Changes:
    touched, kinds = frozenset(work.touched), frozenset(work.kinds)
    return Changes(work.operation_id, touched, kinds, work.person_id)


def _in_doubt(error: DBAPIError) -> bool:
    """Whether the connection went away, so that nobody knows what the server did."""
    return error.connection_invalidated or (
        isinstance(error, OperationalError) and "connection" in str(error.orig).lower()
    )


def _name(command: Callable[[Work], object]) -> str:
    """What the command is called, for the operation's record."""
    inner = getattr(command, "func", command)
    return str(getattr(inner, "__name__", type(inner).__name__))
