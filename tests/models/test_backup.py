"""Copies of a desk's file are whole, made while it is written to, and put back without a loss."""

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.backup import backup_file, restore_file
from models.commands.customers import customer_named
from models.database import Database
from models.desk_time import StoppedClock
from models.engine import open_engine, sqlite_module
from models.entities import Customer, Operation
from models.errors import KnownError
from models.revisions import REVISIONS
from models.schema import as_url, changing, create_desk, migrate, open_checked, upgrade
from tests.conftest import HANDBOOK, NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk's file, in a folder of its own."""
    made = tmp_path / "desk" / "desk.db"
    create_desk(
        made, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    return made


@pytest.fixture
def desk(path: Path) -> Iterator[Database]:
    opened = Database(open_checked(path), StoppedClock(NOW))
    yield opened
    opened.close()


def names(path: Path) -> list[str]:
    engine = open_checked(path)
    with engine.connect() as connection:
        found = list(connection.scalars(select(Customer.name).order_by(Customer.id)))
    engine.dispose()
    return found


def note(desk: Database, name: str) -> None:
    """Write a customer down, and let the file go."""
    desk.write(partial(customer_named, name=name))
    desk.close()


def test_a_copy_made_between_writes_is_one_moment_of_the_desk(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            desk.write(partial(customer_named, name=f"Customer {number}"))

    writer = threading.Thread(target=work)
    writer.start()
    copies = [backup_file(path, tmp_path / f"{number}.db") for number in range(5)]
    stop.set()
    writer.join()
    for copy in copies:
        engine = open_checked(copy)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            customers = connection.scalar(select(func.count()).select_from(Customer))
            assert connection.scalar(select(func.count()).select_from(Operation)) == customers
        engine.dispose()


def test_a_copy_never_goes_over_another_file(path: Path, tmp_path: Path) -> None:
    taken = tmp_path / "letter.txt"
    taken.write_text("Dear Ana", "utf-8")
    with pytest.raises(KnownError, match="exists"):
        backup_file(path, taken)
    assert taken.read_text("utf-8") == "Dear Ana"
    assert backup_file(path).name == "desk.backup.db"
    assert backup_file(path).name == "desk.backup-2.db"


def test_a_copy_that_is_stopped_leaves_nothing(path: Path, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        raise Enough

    with pytest.raises(Enough):
        backup_file(path, tmp_path / "copies" / "copy.db", stop)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_restored_desk_is_the_backup_and_the_other_is_kept(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    note(desk, "Then")
    copy = backup_file(path, tmp_path / "copy.db")
    note(desk, "Since")
    kept = restore_file(copy, path)
    assert names(path) == ["Then"]
    assert kept == path.with_name("desk.replaced.db")
    assert names(kept) == ["Then", "Since"]
    note(desk, "After")
    assert names(path) == ["Then", "After"]
    assert restore_file(copy, path) == path.with_name("desk.replaced-2.db")
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "desk.db", "desk.replaced-2.db", "desk.replaced.db"
    ]  # fmt: skip


def test_a_missing_desk_comes_back_and_no_log_of_the_old_one_with_it(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    note(desk, "Then")
    copy = backup_file(path, tmp_path / "copy.db")
    with desk.engine.connect() as connection:  # keeps the log beside the file
        note(desk, "Since")
        connection.exec_driver_sql("SELECT 1")
        log = path.with_name("desk.db-wal").read_bytes()
    path.unlink()
    path.with_name("desk.db-wal").write_bytes(log)
    kept = restore_file(copy, path)
    assert names(path) == ["Then"]
    assert kept is not None
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == log


@pytest.mark.parametrize("damage", ["emptied", "cut", "scribbled", "headless"])
def test_a_damaged_desk_is_replaced_and_kept_as_it_is(
    damage: str, desk: Database, path: Path, tmp_path: Path
) -> None:
    note(desk, "Then")
    copy = backup_file(path, tmp_path / "copy.db")
    whole = path.read_bytes()
    damaged = {
        "emptied": b"", "cut": whole[: len(whole) // 2], "headless": b"\0" * 4096 + whole[4096:],
        "scribbled": whole[:4096] + b"\xff" * 8192 + whole[12288:],
    }[damage]  # fmt: skip
    path.write_bytes(damaged)
    kept = restore_file(copy, path)
    assert names(path) == ["Then"]
    assert kept is not None
    assert kept.read_bytes()[100:] == damaged[100:]  # its log may be written into it


def test_a_backup_copied_with_its_log_is_restored_with_it(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    desk.write(partial(customer_named, name="In the log"))
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", tmp_path / f"copied.db{end}")
    desk.close()
    assert (tmp_path / "copied.db-wal").stat().st_size
    restore_file(tmp_path / "copied.db", path)
    assert names(path) == ["In the log"]


def test_a_backup_that_is_not_whole_changes_nothing(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    note(desk, "Here")
    copy = backup_file(path, tmp_path / "copy.db")
    whole = copy.read_bytes()
    for wrong, said in (
        (b"", "empty"), (whole[:5000], "cut short"), (b"PK" + whole, "not a desk"),
        (whole[:8192] + b"\xff" * 4096 + whole[12288:], "damaged"),
        (whole[:68] + b"\0\0\0\0" + whole[72:], "another program"),
    ):  # fmt: skip
        copy.write_bytes(wrong)
        with pytest.raises(KnownError, match=said):
            restore_file(copy, path)
        assert names(path) == ["Here"]
    assert [p.name for p in path.parent.iterdir()] == ["desk.db"]


def test_a_newer_backup_is_refused_and_an_older_one_waits_for_its_upgrade(
    path: Path, tmp_path: Path
) -> None:
    newer = backup_file(path, tmp_path / "newer.db")
    engine = open_engine(as_url(newer))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(KnownError, match="newer version"):
        restore_file(newer, path)

    older = tmp_path / "older.db"
    engine = open_engine(as_url(older))
    with changing(engine) as connection:
        migrate(connection, REVISIONS[0])
    engine.dispose()
    restore_file(older, path)
    assert upgrade(path) == REVISIONS[0]


def test_a_desk_somebody_has_open_is_not_replaced(
    desk: Database, path: Path, tmp_path: Path
) -> None:
    copy = backup_file(path, tmp_path / "copy.db")
    desk.write(partial(customer_named, name="Since"))
    with pytest.raises(KnownError, match="open"):
        restore_file(copy, path)
    assert names(path) == ["Since"]


def test_another_programs_file_is_not_put_aside(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "music.db"
    driver = sqlite_module()
    connection = driver.connect(other)
    connection.execute("CREATE TABLE songs (id)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(KnownError, match="another program"):
        restore_file(path, other)
    assert other.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="folders there have no such permission")
def test_a_backup_that_may_only_be_read_is_enough(path: Path, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    copy = backup_file(path, vault / "copy.db")
    copy.chmod(0o400)
    vault.chmod(0o500)
    try:
        restore_file(copy, path)
    finally:
        vault.chmod(0o700)
    assert names(path) == []
