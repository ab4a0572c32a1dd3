"""A desk stays whole where something in its process opened and closed its file."""

import gc
import sys
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.backup import backup_file, restore_file
from models.commands.cases import NewCase, open_case
from models.database import Database
from models.entities import Case
from models.schema import open_checked
from tests.conftest import NOW, MovingClock
from tests.processes import at_once

pytestmark = [
    pytest.mark.parametrize("desk_address", ["sqlite"], indirect=True),
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere locks belong to descriptors"),
]

FIRST, SECOND = (
    NewCase(title=title, customer="Northwind", incomplete=True) for title in ("One", "Two")
)


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(Case.title)))


def look(address: str) -> list[str]:
    """Another program opens the desk, reads it and closes it."""
    desk = Database(open_checked(address), MovingClock(NOW))
    try:
        return desk.read(titles)
    finally:
        desk.close()


def elsewhere(address: str) -> list[str]:
    """The same in a process of its own."""
    (found,) = at_once([partial(look, address)])
    assert isinstance(found, list)
    return found


def sniff(address: str, endings: tuple[str, ...] = ("", "-wal", "-shm")) -> None:
    """What a file dialog does, or a program that looks what a file is."""
    for ending in endings:
        with Path(f"{address}{ending}").open("rb") as stream:
            stream.read(16)


@pytest.mark.parametrize("endings", [("",), ("-shm",), ("", "-wal", "-shm")])
def test_what_is_saved_after_a_look_at_the_file_is_there_for_others(
    database: Database, desk_address: str, endings: tuple[str, ...]
) -> None:
    log = Path(f"{desk_address}-wal")
    database.write(partial(open_case, new=FIRST))
    number = log.stat().st_ino
    sniff(desk_address, endings)
    assert elsewhere(desk_address) == ["One"]
    assert log.stat().st_ino == number
    database.write(partial(open_case, new=SECOND))
    assert elsewhere(desk_address) == ["One", "Two"]
    assert database.read(titles) == ["One", "Two"]


def test_a_desk_that_two_parts_of_a_process_have_is_held_until_both_are_done(
    database: Database, desk_address: str, clock: MovingClock
) -> None:
    log = Path(f"{desk_address}-wal")
    other = Database(open_checked(desk_address), clock)
    database.write(partial(open_case, new=FIRST))
    assert other.read(titles) == ["One"]
    other.close()
    sniff(desk_address)
    assert elsewhere(desk_address) == ["One"]
    database.write(partial(open_case, new=SECOND))
    database.close()
    assert not log.exists()
    assert elsewhere(desk_address) == ["One", "Two"]
    assert not log.exists()


def test_a_desk_opened_again_is_held_again(database: Database, desk_address: str) -> None:
    database.write(partial(open_case, new=FIRST))
    for _ in range(3):
        database.engine.dispose()
        assert not Path(f"{desk_address}-wal").exists()
        assert database.read(titles) == ["One"]
    sniff(desk_address)
    assert elsewhere(desk_address) == ["One"]
    database.write(partial(open_case, new=SECOND))
    assert elsewhere(desk_address) == ["One", "Two"]


def opened(address: str) -> list[str]:
    """The descriptors of this process that are of a desk."""
    names = [one.readlink() for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    return [str(name) for name in names if str(name).startswith(address)]


@pytest.mark.parametrize("used", [False, True], ids=["idle", "in use"])
def test_nothing_of_a_closed_desk_stays_open(
    database: Database, desk_address: str, used: bool
) -> None:
    def close(session: Session) -> None:
        titles(session)
        database.close()

    database.write(partial(open_case, new=FIRST))
    assert opened(desk_address)
    if used:
        database.read(close)
    else:
        database.close()
    assert not opened(desk_address)


def test_a_desk_that_nobody_closed_is_let_go_with_its_memory(
    desk_file: Path, tmp_path: Path, desk_address: str
) -> None:
    backup_file(desk_file, tmp_path / "kept.backup")
    restore_file(tmp_path / "kept.backup", Path(desk_address))
    engine = open_checked(desk_address)
    assert Database(engine, MovingClock(NOW)).read(titles) == []
    del engine
    gc.collect()
    assert restore_file(tmp_path / "kept.backup", Path(desk_address))


def test_a_backup_is_made_and_a_restore_refused_while_a_desk_is_held(
    database: Database, desk_address: str, tmp_path: Path
) -> None:
    database.write(partial(open_case, new=FIRST))
    sniff(desk_address)
    copy = tmp_path / "copy.backup"
    assert at_once([partial(backup_file, Path(desk_address), copy)]) == [copy]
    assert at_once([partial(restore_file, copy, Path(desk_address))]) == ["The desk is in use"]
    database.write(partial(open_case, new=SECOND))
    assert elsewhere(desk_address) == ["One", "Two"]
    database.close()
    restore_file(copy, Path(desk_address))
    assert database.read(titles) == ["One"]
