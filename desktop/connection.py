"""Opening a desk: its address checked, its time taken, and the past replayed where asked."""

import getpass
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from desktop.credentials import keyring_trouble
from desktop.sign_in import Ask, Secret, sign_in
from models.database import Database
from models.desk_time import DeskClock, RunningClock, StoppedClock, wall_time
from models.engine import connected
from models.errors import KnownError, SignInError
from models.queries.people import person_named
from models.schema import open_checked

T = TypeVar("T")


def ask_in_terminal(account: str, why: SignInError) -> Secret | None:
    """Ask for a password where there is a terminal; elsewhere libpq's file has to do."""
    if not sys.stdin.isatty():
        return None
    print(why, file=sys.stderr)
    try:
        password = getpass.getpass(f"Password of {account}: ")
        if not password:
            return None
        if keyring_trouble() is not None:
            return Secret(password)
        answer = input("Keep it in the keyring? [y/N] ")
    except EOFError:
        return None
    return Secret(password, keep=answer.strip().lower() in ("y", "yes"))


def open_database(
    address: str | Path,
    *,
    clock: DeskClock | None = None,
    person: str | None = None,
    ask: Ask = ask_in_terminal,
) -> Database:
    """The desk at a path or a PostgreSQL address; `KnownError` where it cannot be opened."""
    return database_on(entered(address, open_checked, ask), clock, person)


def entered(address: str | Path, enter: Callable[[URL], T], ask: Ask = ask_in_terminal) -> T:
    """What comes of `enter` at an address, with the password that it needs."""
    signed = sign_in(address, enter, ask=ask)
    if signed.trouble is not None:
        print(signed.trouble, file=sys.stderr)
    return signed.result


def database_on(
    engine: Engine, clock: DeskClock | None = None, person: str | None = None
) -> Database:
    """The desk on an engine, its time taken and its person found; closes it where it fails."""
    try:
        person_id = _person(engine, person) if person is not None else None
        return Database(engine, clock or RunningClock(time_ahead(engine)), person_id)
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def desk_at(
    address: str | Path, instant: datetime | None, person: str | None = None
) -> Iterator[Database]:
    """The desk now, or as it was known at an instant: then a copy that is thrown away."""
    database = open_database(address, person=person)
    try:
        if instant is None:
            yield database
            return
        from desktop.replay.copy import past_copy

        with tempfile.TemporaryDirectory(prefix="leadline-") as folder:
            past = past_copy(database, Path(folder) / "desk.db", instant, StoppedClock(instant))
            try:
                yield past
            finally:
                past.close()
    finally:
        database.close()


def time_ahead(engine: Engine) -> timedelta:
    """How far the database's clock is ahead of this machine's; nothing for a local file."""
    if engine.dialect.name == "sqlite":
        return timedelta()
    with connected(engine, {}) as connection:
        there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return there - wall_time()


def keep_time(database: Database) -> None:
    """Ask a server's time again: this machine's clock may have been set; a file has no other."""
    if isinstance(database.clock, RunningClock) and database.engine.dialect.name != "sqlite":
        database.clock.offset = time_ahead(database.engine)


def _person(engine: Engine, name: str) -> int:
    with Session(engine) as session:
        found = person_named(session, name)
    if found is None:
        raise KnownError("Who?", f"“{name}” is not on this team.", "Use the full name.")
    return found
