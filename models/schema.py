"""The desk's schema: made, recognised, upgraded behind a backup; a newer one left alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from models.answering import for_good
from models.backup import backup_file
from models.engine import WRITING, open_engine
from models.entities import DeskValue, Person
from models.errors import KnownError
from models.handbook.zones import zone as check_zone
from models.new_file import new_file, unused
from models.outdated import compute_again
from models.publishing import publish
from models.revisions import REVISION, REVISIONS, check_revision, check_vacant, revision_of
from models.sqlite_file import APPLICATION_ID, check_existing, check_place, file_of
from models.typed_text import clean_name

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK: Final = 0x4C454144


def as_url(database: str | Path | URL) -> URL:
    """A path or an address as a URL; a password in it is refused, for it would end up in histories.

    What is a URL already was read here, and may have got its password since.
    """
    if isinstance(database, URL):
        return database
    path = file_of(database)
    if path is not None:
        return URL.create("sqlite", database=str(path))
    try:
        url = make_url(str(database).strip())
    except (ArgumentError, ValueError):  # not repeated: there may be a password in it
        raise _no_address("This is not an address of a database.") from None
    if url.password or "password" in url.query:
        raise KnownError(
            "No password in the address",
            "A password in the address would be seen by others on this machine.",
            "Leave it out: it is asked for, or read from libpq's password file.",
        )
    kind = {"postgres": "postgresql"}.get(url.get_backend_name(), url.get_backend_name())
    if kind not in ("postgresql", "sqlite"):
        raise _no_address(f"A desk is kept in PostgreSQL or a file, not in {kind}.")
    return url.set(drivername=kind)


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite URL, or None."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def create_desk(
    database: str | Path | URL,
    *,
    title: str,
    zone: str,
    handbook: str,
    now: datetime,
    lead: str = "",
) -> None:
    """Make a new desk: schema, first handbook, title, and who leads the team where it is known.

    All of it or nothing; never over another.
    """
    check_zone(zone)

    def fill(connection: Connection) -> None:
        with Session(connection) as session:
            publish(session, handbook.replace("@team_zone@", zone), now, now, None)
            session.add(DeskValue(name="title", value=clean_name("desk", title)))
            if lead:
                session.add(Person(name=clean_name("person", lead), role="lead"))
            session.flush()

    make(database, fill)


def make(database: str | Path | URL, fill: Callable[[Connection], None]) -> None:
    """Make a desk's schema in a new file or an empty database, and fill it: both or neither."""
    url = as_url(database)
    path = sqlite_path(url)
    if path is None:
        _make_in(url, fill)
        return
    check_place(path)
    with new_file(path) as draft:
        _make_in(as_url(draft), fill)


def _make_in(url: URL, fill: Callable[[Connection], None]) -> None:
    engine = open_engine(url)
    try:
        with changing(engine) as connection:
            check_vacant(connection)
            migrate(connection)
            fill(connection)
        if engine.dialect.name == "sqlite":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which the schema may change: the only one of its kind at a time."""
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            with for_good(connection):
                yield connection
        else:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            yield connection


def migrate(connection: Connection, revision: str = REVISION) -> None:
    """Bring the schema to a revision, inside the caller's transaction."""
    from alembic import command

    command.upgrade(step_config(connection), revision)


def step_config(connection: Connection) -> "Config":
    """Alembic's settings: our steps, on a connection of ours."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "migrations:")
    config.attributes["connection"] = connection
    return config


def open_checked(database: str | Path | URL) -> Engine:
    """An engine for a desk that is whole and of this version; a `KnownError` says what is wrong."""
    address = as_url(database)
    path = sqlite_path(address)
    if path is not None:
        check_existing(path)
    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            check_revision(revision_of(connection))
    except BaseException:
        engine.dispose()
        raise
    return engine


def upgrade(database: str | Path | URL, backup: Callable[[Path], Path] | None = None) -> str:
    """Bring a desk to this version, its file copied first; returns the old revision."""
    url = as_url(database)
    path = sqlite_path(url)
    if path is not None:
        check_existing(path)
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            found = revision_of(connection)
        if found in REVISIONS[:-1]:
            found = _upgrade(engine, partial(backup or backup_before, path) if path else None)
        else:
            check_revision(found)
        return str(found)
    finally:
        engine.dispose()


def _upgrade(engine: Engine, backup: Callable[[], Path] | None) -> str | None:
    """Nobody writes between the copy and the first step."""
    with changing(engine) as connection:
        found = revision_of(connection)
        if found in REVISIONS[:-1]:  # nobody else was faster
            if backup is not None:
                backup()
            migrate(connection)
            with Session(connection) as session:
                compute_again(session)
        return found


def backup_before(path: Path) -> Path:
    """A copy of a file that is about to be upgraded, under a name that says so."""
    return backup_file(path, unused(path, f"before-{REVISION}"))


def _no_address(sentence: str) -> KnownError:
    return KnownError("Not an address", sentence, "Write it as postgresql://ana@db.example/desk.")
