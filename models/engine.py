"""Connections: SQLite with the settings that keep its promises, PostgreSQL with time limits."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from weakref import WeakSet, finalize

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from models.answering import limit
from models.database_errors import translated
from models.file_hold import close_unused, hold
from models.kept import run
from models.read_once import SNAPSHOT
from models.remembered import STAYS, forget_by
from models.tls import tls_options
from models.typed_text import check_parameters, from_json, to_json

WRITING: Final = {"leadline_writing": True}
READING: Final[Mapping[str, Mapping[str, Any]]] = {
    "sqlite": {},  # a transaction of the WAL is a snapshot
    "postgresql": {"isolation_level": SNAPSHOT, "postgresql_readonly": True},
}
_GIVEN_UP: Final = WeakSet[Engine]()
_FIXED = ((3, 44, 6), (3, 50, 7))
_FIXED_FROM = (3, 51, 3)


@dataclass(frozen=True)
class Patience:
    """How long a server may take. `connecting` is in seconds; `unanswered` in milliseconds that
    what was sent may stay unconfirmed: after a sleep, or a network that went away, the system would
    go on sending for a quarter of an hour, and every save and look wait behind it. `answering` is
    in seconds, for one that confirms and says nothing: longer than it may work at a statement."""

    connecting: int = 10
    unanswered: int = 10_000
    answering: float = 150.0


_PATIENCE: Final = Patience()


def sqlite_module() -> ModuleType:
    """The SQLite driver: the wheel that brings a version without the WAL-reset bug, if present."""
    try:
        import pysqlite3
    except ImportError:
        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]


def sqlite_is_sound(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (said in Diagnostics where not)."""
    return version >= _FIXED_FROM or version in _FIXED


def open_engine(url: str | URL, patience: Patience = _PATIENCE) -> Engine:
    """An engine for a desk's database, with its two doors.

    What is not our fault leaves it as a `KnownError`, and no text goes in that could not come out
    as it was. Errors carry no parameters, for they hold customer text.
    """
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite"
    engine = _sqlite(parsed) if is_file else _postgresql(parsed, patience)
    event.listen(engine, "handle_error", translated)
    event.listen(engine, "before_cursor_execute", _before)
    return engine


def give_up(engine: Engine) -> None:
    """Close every connection; one that is in use, or is asked for yet, closes after its work."""
    _GIVEN_UP.add(engine)
    engine.dispose()


@contextmanager
def connected(engine: Engine, options: Mapping[str, Any]) -> Iterator[Connection]:
    """A connection; it is closed at the end where its pool was given up meanwhile.

    A pool that is gone would leave it open on the server until its memory is collected.
    """
    pool = engine.pool
    with engine.connect().execution_options(**options) as connection:
        try:
            yield connection
        finally:
            if engine.pool is not pool or engine in _GIVEN_UP:
                connection.invalidate()
                close_unused()


def _before(
    connection: Connection,
    _cursor: object,
    statement: str,
    parameters: Any,
    _context: object,
    _many: bool,
) -> None:
    check_parameters(parameters)
    forget_by(connection, statement)


def _postgresql(url: URL, patience: Patience) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        json_serializer=to_json,
        pool_pre_ping=True,
        pool_size=4,
        connect_args={
            "connect_timeout": patience.connecting,
            "keepalives_idle": 20,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": patience.unanswered,
            "application_name": "leadline",
            **tls_options(url),
            "options": "-c statement_timeout=120000 -c lock_timeout=10000"
            " -c idle_in_transaction_session_timeout=60000",
        },
    )
    limit(engine, patience.answering)
    return engine


def _sqlite(url: URL) -> Engine:
    """Connections stay open for the next: closing the last one brings the log into the file."""
    engine = create_engine(
        url, module=sqlite_module(), hide_parameters=True,
        poolclass=QueuePool, pool_size=2, max_overflow=-1,
        json_serializer=to_json, json_deserializer=from_json,
        connect_args={"timeout": 10, "check_same_thread": False},
    )  # fmt: skip
    event.listen(engine, "connect", _prepare)
    path = Path(url.database or "")
    event.listen(engine, "connect", partial(_remember_file, path))
    event.listen(engine, "close", _let_go)
    event.listen(engine, "engine_disposed", lambda _: close_unused())
    event.listen(engine, "checkout", partial(_check_file, path))
    event.listen(engine, "begin", _begin)
    return engine


def _remember_file(path: Path, _connection: object, record: ConnectionPoolEntry) -> None:
    record.info["file"] = _file_at(path)
    record.info["held"] = finalize(record, hold(path))  # also where nobody closes it
    record.info.pop(STAYS, None)


def _let_go(_connection: object, record: ConnectionPoolEntry) -> None:
    """Before the close: the last one of all must be able to have the file alone."""
    if "held" in record.info:
        record.info["held"]()


def _check_file(
    path: Path, _connection: object, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Open the file again where another one stands in its place, such as a restored backup."""
    if record.info["file"] != _file_at(path):
        raise DisconnectionError


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands there, by device and number."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(connection: Any, _record: object) -> None:
    """Autocommit mode: transactions begin and end where we say, not where the driver guesses."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=10000",
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        "cache_size=-65536",
        "mmap_size=134217728",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("leadline_writing", False)
    run(connection, "BEGIN IMMEDIATE" if writing else "BEGIN", ())
