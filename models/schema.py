"""The desk's schema: made, recognised, upgraded behind a backup; a newer one left alone."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from models.engine import APPLICATION_ID, WRITING, open_engine
from models.entities import DeskValue, Person
from models.errors import KnownError
from models.handbook.zones import zone as check_zone
from models.policies import publish
from models.sqlite_file import check_existing, check_place
from models.typed_text import clean_name

REVISION: Final = "0003"
REVISIONS: Final = ("0001", "0002", "0003")
_LOCK: Final = 0x4C454144


class OlderDesk(KnownError):
    """The desk was made by an earlier version: it opens after an upgrade."""


def as_url(database: str | Path) -> URL:
    """A path or a URL as a URL; a password in it is refused, for it would end up in histories."""
    if isinstance(database, Path) or "://" not in database:
        return URL.create("sqlite", database=str(Path(database).expanduser().absolute()))
    try:
        url = make_url(database.strip())
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
    database: str | Path, *, title: str, zone: str, handbook: str, now: datetime, lead: str = ""
) -> None:
    """Make a new desk: schema, first handbook, title, and who leads the team where it is known.

    All of it or nothing; never over another.
    """
    check_zone(zone)
    fill = partial(_fill, title=title, zone=zone, handbook=handbook, now=now, lead=lead)
    url = as_url(database)
    path = sqlite_path(url)
    if path is None:
        engine = open_engine(url)
        try:
            fill(engine)
        finally:
            engine.dispose()
        return
    check_place(path)
    if path.exists():
        raise KnownError(
            "There is a file already", f"{path} exists.", "Open it, or choose another name."
        )
    _create_file(path, fill)


def _create_file(path: Path, fill: Callable[[Engine], None]) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(exist_ok=False)
    except OSError as error:
        raise KnownError(
            "The desk cannot be made", f"{path.parent} cannot be written: {error.strerror}.",
            "Choose another folder.",
        ) from None  # fmt: skip
    engine = open_engine(as_url(draft))
    try:
        fill(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        draft.rename(path)
    finally:
        engine.dispose()
        for leftover in path.parent.glob(f"{draft.name}*"):
            leftover.unlink()


def _fill(engine: Engine, title: str, zone: str, handbook: str, now: datetime, lead: str) -> None:
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        if inspect(connection).has_table("cases"):
            raise KnownError("There is a desk already", "This database holds a desk.", "Open it.")
        migrate(connection, REVISION)
        with Session(connection) as session:
            publish(session, handbook.replace("@team_zone@", zone), now, now, None)
            session.add(DeskValue(name="title", value=title))
            if lead:
                session.add(Person(name=clean_name("person", lead), role="lead"))
            session.flush()


def migrate(connection: Connection, revision: str) -> None:
    """Bring the schema to a revision, inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    else:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    config = Config()
    config.set_main_option("script_location", "migrations:")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def open_checked(database: str | Path, url: URL | None = None) -> Engine:
    """An engine for a desk that is whole and of this version; a `KnownError` says what is wrong.

    `url` is the same address with what the keyring knew.
    """
    address = url or as_url(database)
    path = sqlite_path(address)
    if path is not None:
        check_existing(path)
    engine = open_engine(address)
    try:
        found = revision_of(engine)
    except BaseException:
        engine.dispose()
        raise
    if found == REVISION:
        return engine
    engine.dispose()
    raise _other_revision(found)


def revision_of(engine: Engine) -> str | None:
    """The schema's revision, or None where there is no desk."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def upgrade(database: str | Path, backup: Callable[[Path], Path] | None = None) -> str | None:
    """Bring a desk to this version, its file copied first; returns the old revision."""
    url = as_url(database)
    path = sqlite_path(url)
    if path is not None:
        check_existing(path)
    engine = open_engine(url)
    try:
        found = revision_of(engine)
        if found == REVISION:
            return found
        if found not in REVISIONS:
            raise _other_revision(found)
        if path is not None:
            (backup or backup_file)(path)
        with engine.connect().execution_options(**WRITING) as connection, connection.begin():
            migrate(connection, REVISION)
        return found
    finally:
        engine.dispose()


def backup_file(path: Path, target: Path | None = None) -> Path:
    """A consistent copy of a desk's file, made by SQLite itself; returns where it is."""
    from models.engine import sqlite_module

    driver: Any = sqlite_module()
    target = target or path.with_name(f"{path.name}.backup")
    draft = target.with_name(f".{target.name}.new")
    source, copy = driver.connect(str(path)), driver.connect(str(draft))
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    shutil.move(draft, target)
    return target


def _no_address(sentence: str) -> KnownError:
    return KnownError("Not an address", sentence, "Write it as postgresql://ana@db.example/desk.")


def _other_revision(found: str | None) -> KnownError:
    if found is None:
        return KnownError(
            "No desk there", "This database holds no desk.", "Make one with “leadline db init”."
        )
    if found in REVISIONS:
        return OlderDesk(
            "An older desk", "This desk was made by an earlier version.",
            "Bring it up to date with “leadline db upgrade”; a backup is made first.",
        )  # fmt: skip
    return KnownError(
        "A newer desk", "This desk was made by a newer version of Leadline; it was left untouched.",
        "Update Leadline on this computer.",
    )  # fmt: skip
