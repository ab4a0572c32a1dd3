"""A shared desk is reached through verified TLS; the door before the server is a real one."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text as sql
from sqlalchemy.engine import make_url

from models.engine import open_engine
from models.errors import KnownError
from models.schema import open_checked
from models.tls import is_this_computer, tls_options
from tests.models.tls_door import Certificates, TlsDoor

NAME = "db.example"
Door = Callable[..., str]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def door(
    postgres_server: str, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Door]:
    """Opens a door; the address of the server behind it, as if at `db.example`."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("the server listens on no socket here")
    monkeypatch.delenv("PGSSLMODE", raising=False)
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    behind = Path(str(make_url(postgres_server).query["host"])) / ".s.PGSQL.5432"
    doors: list[TlsDoor] = []

    def opened(name: str = NAME, clients: bool = False, **options: object) -> str:
        made = TlsDoor(behind, *certificates.made_for(name), certificates.root if clients else None)
        doors.append(made)
        told = {"hostaddr": "127.0.0.1", "sslrootcert": certificates.root, **options}
        query = "&".join(f"{name}={quote(str(value))}" for name, value in told.items() if value)
        return f"postgresql://postgres@{NAME}:{made.port}/postgres?{query}"

    yield opened
    for one in doors:
        one.close()


def reached(address: str) -> bool:
    """Whether a statement came through, and through TLS."""
    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            return bool(connection.scalar(sql("SELECT true"))) and driver.pgconn.ssl_in_use
    finally:
        engine.dispose()


def test_the_server_s_certificate_is_verified(door: Door) -> None:
    assert reached(door())


@pytest.mark.parametrize("wrong", [{"name": "other.example"}, {"sslrootcert": ""}])
def test_a_server_that_cannot_show_who_it_is_gets_nothing(
    door: Door, wrong: dict[str, str]
) -> None:
    with pytest.raises(KnownError) as told:
        open_checked(door(**wrong))
    assert told.value.title == "The server was not believed"


def test_a_certificate_of_one_s_own_is_the_sign_in(door: Door, certificates: Certificates) -> None:
    certificate, key = certificates.made_for("postgres")
    with pytest.raises(KnownError):
        open_checked(door(clients=True))
    assert reached(door(clients=True, sslcert=certificate, sslkey=key))


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("postgresql:///desk", True),
        ("postgresql://ana@/desk?host=/run/postgresql", True),
        ("postgresql://ana@localhost/desk", True),
        ("postgresql://ana@127.0.0.2/desk", True),
        ("postgresql://ana@[::1]/desk", True),
        ("postgresql://ana@db.example/desk", False),
        ("postgresql://ana@10.0.0.7/desk", False),
        ("postgresql://ana@/desk?host=db.example", False),
    ],
)
def test_only_this_computer_is_spared(address: str, here: bool) -> None:
    assert is_this_computer(make_url(address)) is here
    assert (tls_options(make_url(address)) == {}) is here


def test_what_the_address_says_stands() -> None:
    assert tls_options(make_url("postgresql://ana@db.example/desk?sslmode=require")) == {}
