"""What is loaded by the first paint, and by the first cases: in a process as a person starts it."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from models.commands.cases import NewCase, open_case
from models.database import Database
from models.desk_time import RunningClock
from models.engine import open_engine
from models.schema import as_url, open_checked
from tests.conftest import ROOT


def computer(folder: Path) -> dict[str, str]:
    """The environment of a computer with nothing on it."""
    return {
        **os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder),
        "XDG_STATE_HOME": str(folder), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }  # fmt: skip


def start(folder: Path, *words: str) -> dict[str, object]:
    """What the process says that stops when its window was painted."""
    child = ROOT / "tests" / "benchmarks" / "first_paint.py"
    ran = subprocess.run(
        [sys.executable, str(child), *words], env=computer(folder), capture_output=True,
        text=True, check=True, timeout=120,
    )  # fmt: skip
    told: dict[str, object] = json.loads(ran.stdout)
    return told


@pytest.mark.parametrize("words", [(), ("rows",), ("hasty",)])
def test_the_window_is_painted_before_sql_is_loaded_and_the_cases_before_paper(
    words: tuple[str, ...], desk: Path, tmp_path: Path
) -> None:
    database = Database(open_checked(desk), RunningClock())
    database.write(partial(open_case, new=NewCase(title="Export stalls", incomplete=True)))
    database.close()
    told = start(tmp_path, str(desk), "Ana", *words)
    assert told["title"] == "Queue – Leadline"
    assert told["late"] == []


def test_a_desk_that_does_not_open_after_its_window_was_shown_ends_with_a_sentence(
    desk: Path, tmp_path: Path
) -> None:
    engine = open_engine(as_url(desk))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    ran = subprocess.run(
        [sys.executable, "-m", "desktop", "--database", str(desk), "--as", "Ana"],
        env=computer(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 3
    assert "newer version of Leadline" in ran.stderr
