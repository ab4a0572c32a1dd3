"""What pages ask of the application, answered on a real desk."""

import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop.open_desk import OpenDesk, look_into
from desktop.replay.feed import Feed
from desktop.window_ports import WindowPorts
from models.database import Database
from models.entities import Case
from models.errors import KnownError
from tests.desktop.imports.logs import write_log
from ui.progress import Progress

THEN = datetime(2016, 3, 10, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def opened(database: Database, desk_address: str) -> OpenDesk:
    return look_into(database, desk_address)


def test_a_replay_is_not_written(qtbot: QtBot, opened: OpenDesk, tmp_path: Path) -> None:
    ports = WindowPorts(replace(opened, feed=Feed(opened.database, opened.database, THEN)))
    path = write_log(tmp_path / "log.csv", {})
    for dry_run in (True, False):
        with pytest.raises(KnownError, match="gone when the window closes"):
            ports.import_log(path, None, dry_run=dry_run, keep_good=False, progress=Progress())
        with pytest.raises(KnownError, match="gone when the window closes"):
            ports.import_folder(tmp_path, dry_run=dry_run, keep_good=False, progress=Progress())
    counted = select(func.count(Case.id))
    assert opened.database.read(lambda session: session.scalar(counted)) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for Python with a shell script")
def test_a_past_desk_opens_in_a_process_of_its_own(
    qtbot: QtBot, opened: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started.json"
    program = tmp_path / "python"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys, pathlib\n"
        f"kept = pathlib.Path({str(started)!r})\n"
        "kept.with_suffix('.part').write_text(json.dumps(sys.argv[1:]))\n"
        "kept.with_suffix('.part').rename(kept)\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    ports = WindowPorts(opened)
    ports.open_past(THEN)
    qtbot.waitUntil(started.exists)
    options = ["--database", opened.address, "--now", "2016-03-10T10:00+01:00"]
    assert json.loads(started.read_text()) == ["-m", "desktop", *options]
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(KnownError, match="leadline --database"):
        ports.open_past(THEN)
