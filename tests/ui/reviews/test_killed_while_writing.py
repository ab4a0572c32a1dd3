"""The editor of a postmortem, killed at a keystroke: what comes back is what stood there."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.drafts import FileDrafts
from models.database import Database
from models.handbook.zones import zone
from models.queries.postmortem import postmortem_detail
from models.schema import create_desk, open_checked
from tests.conftest import FULL, HANDBOOK, NOW, ROOT, MovingClock
from tests.models.commands.breached import breached, started
from ui.actions import Actions
from ui.reviews.postmortem_editor import PostmortemEditor
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

KEYS = range(1, 300, 23) if FULL else (231,)
"""After how many keys it is killed."""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL here")
@pytest.mark.parametrize("keys", KEYS)
def test_what_was_written_comes_back_as_it_was(
    keys: int, qtbot: QtBot, qapp: QApplication, theme: Theme, tasks: Tasks, actions: Actions,
    tmp_path: Path, clock: MovingClock,
) -> None:  # fmt: skip
    path, folder = tmp_path / "desk.db", tmp_path / "drafts"
    create_desk(path, title="Desk", zone="UTC", handbook=HANDBOOK, now=NOW - timedelta(days=9))
    clock.instant -= timedelta(days=9)
    database = Database(open_checked(path), clock)
    started(database, breached(database, clock), breached(database, clock))
    writing = subprocess.run(
        [sys.executable, "-m", "tests.ui.reviews.writing_blindly", path, folder, "3", str(keys)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert writing.returncode == -signal.SIGKILL
    stood: dict[str, str] = json.loads(writing.stdout)
    drafts = FileDrafts(folder)
    workspace = Workspace(database, tasks, clock, None)
    add = QAction("Add an action", qapp)
    editor = PostmortemEditor(theme, workspace, actions, drafts, zone("UTC"), add)
    qtbot.addWidget(editor)
    query = partial(postmortem_detail, postmortem_id=1, now=clock.now(), me=None)
    editor.begin(database.read(query))
    assert {name: said for name, said in editor.values().items() if said} == stood
    drafts.close()
    tasks.shutdown()
    database.close()
