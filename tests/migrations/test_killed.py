"""A process killed at any statement of a step, or of making a desk, leaves the old or the new."""

import os
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from models.database import Database
from models.desk_time import StoppedClock
from models.engine import open_engine
from models.revisions import REVISION, REVISIONS
from models.schema import as_url, create_desk, open_checked, upgrade
from tests.conftest import FULL, HANDBOOK, NOW
from tests.migrations.earlier import Rows, live_a_little, make_earlier, rows_of, schema_of
from tests.migrations.killing import kill_at, samples, statements_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")

MAKE = partial(
    create_desk, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK, lead="Ana",
    now=datetime(2016, 1, 1, tzinfo=UTC),
)  # fmt: skip


def held(path: Path) -> tuple[Rows, dict[str, list[str]]]:
    """What is in a file, to the last row; SQLite finds it sound."""
    engine = open_engine(as_url(path))
    try:
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        return rows_of(engine), schema_of(engine)
    finally:
        engine.dispose()


def test_a_desk_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    count = statements_of(partial(MAKE, whole))
    wanted = held(whole)
    made = []
    for number in samples(count):
        path = tmp_path / str(number) / "desk.db"
        kill_at(partial(MAKE, path), number)
        made.append(path.exists())
        if not path.exists():
            MAKE(path)
        assert held(path) == wanted
        open_checked(path).dispose()
    assert made == [False] * (len(made) - 1) + [True]  # it gets its name after the last statement


STEPS = (REVISIONS[0], *REVISIONS[-4:-1]) if FULL else (REVISIONS[0], REVISIONS[-2])
"""The oldest desk takes every step, the youngest those that came last."""


@pytest.mark.parametrize("revision", STEPS)
def test_a_step_is_taken_whole_or_not_at_all(revision: str, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    make_earlier(engine := open_engine(as_url(old)), revision, _rows(tmp_path / "lived.db"))
    engine.dispose()
    before = held(old)
    new = tmp_path / "new.db"
    shutil.copy(old, new)
    count = statements_of(partial(upgrade, new))
    after = held(new)
    assert before != after
    found = []
    for number in samples(count):
        path = tmp_path / str(number) / "desk.db"
        path.parent.mkdir()
        shutil.copy(old, path)
        kill_at(partial(upgrade, path), number)
        backup = path.with_name(f"desk.before-{REVISION}.db")
        found.append(held(path))
        assert found[-1] in (before, after)
        assert not backup.exists() or held(backup) == before
        assert backup.exists() or found[-1] == before
        upgrade(path)
        assert held(path) == after
    assert before in found
    assert after in found


def _rows(path: Path) -> Rows:
    MAKE(path)
    desk = Database(open_checked(path), StoppedClock(NOW))
    live_a_little(desk, NOW)
    rows = rows_of(desk.engine)
    desk.close()
    return rows
