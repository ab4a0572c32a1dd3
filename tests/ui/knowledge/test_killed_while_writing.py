"""The editor, killed at a keystroke: what comes back is what stood there, its picture too."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.drafts import FileDrafts
from models.database import Database
from models.queries.article import article_detail
from models.schema import create_desk, open_checked
from tests.conftest import FULL, HANDBOOK, NOW, ROOT, MovingClock
from tests.ui.knowledge.conftest import fill
from ui.actions import Actions
from ui.knowledge.article_editor import ArticleEditor
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

KEYS = range(1, 200, 18) if FULL else (113,)
"""After how many keys it is killed."""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL here")
@pytest.mark.parametrize("keys", KEYS)
def test_what_was_written_comes_back_as_it_was(
    keys: int, qtbot: QtBot, qapp: QApplication, theme: Theme, tasks: Tasks, actions: Actions,
    tmp_path: Path, clock: MovingClock,
) -> None:  # fmt: skip
    desk, folder = tmp_path / "desk.db", tmp_path / "drafts"
    create_desk(desk, title="Desk", zone="UTC", handbook=HANDBOOK, now=NOW)
    database = Database(open_checked(desk), clock)
    database.write(fill)
    writing = subprocess.run(
        [sys.executable, "-m", "tests.ui.knowledge.writing_blindly", desk, folder, "3", str(keys)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert writing.returncode == -signal.SIGKILL
    stood: dict[str, str] = json.loads(writing.stdout)
    drafts = FileDrafts(folder)
    workspace = Workspace(database, tasks, clock, None)
    editor = ArticleEditor(theme, workspace, actions, drafts)
    qtbot.addWidget(editor)
    editor.begin(database.read(partial(article_detail, key="KI-1")))
    assert {name: said for name, said in editor.values().items() if said} == stood
    (picture,) = editor.pictures.reader()()
    assert picture.data.startswith(b"\x89PNG")
    drafts.close()
    tasks.shutdown()
    database.close()
