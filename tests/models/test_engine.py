"""A desk's file stays open between its uses, and is let go at the end or when it is another."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.entities import Case
from models.schema import open_checked
from tests.conftest import MovingClock

pytestmark = pytest.mark.parametrize("desk_address", ["sqlite"], indirect=True)

FIRST, SECOND = (
    NewCase(title=title, customer="Northwind", incomplete=True) for title in ("One", "Two")
)


def titles(session: Session) -> list[str]:
    return list(session.scalars(select(Case.title)))


def test_the_log_is_brought_into_the_file_when_the_desk_is_closed(
    database: Database, desk_address: str
) -> None:
    log = Path(f"{desk_address}-wal")
    database.write(partial(open_case, new=FIRST))
    assert log.stat().st_size > 0
    database.close()
    assert not log.exists()


def test_a_file_put_in_the_place_of_another_is_the_desk_from_then_on(
    database: Database, desk_address: str, clock: MovingClock, tmp_path: Path
) -> None:
    path, aside = Path(desk_address), tmp_path / "aside.db"
    database.write(partial(open_case, new=FIRST))
    database.engine.dispose()  # all of it is in the file then
    shutil.copy(path, tmp_path / "backup.db")
    database.write(partial(open_case, new=SECOND))
    for beside in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{beside}").rename(f"{aside}{beside}")
    shutil.copy(tmp_path / "backup.db", path)
    assert database.read(titles) == ["One"]
    database.write(partial(open_case, new=SECOND))
    kept = Database(open_checked(aside), clock)
    assert kept.read(titles) == ["One", "Two"]
    assert database.read(titles) == ["One", "Two"]
    kept.close()
