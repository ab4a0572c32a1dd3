"""The form of a new case, killed at a keystroke: what comes back is what stood there."""

import hashlib
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
from models.commands.intake_templates import keep_intake_template
from models.database import Database
from models.handbook.zones import zone
from models.schema import create_desk, open_checked
from tests.conftest import FULL, HANDBOOK, NOW, ROOT, MovingClock
from ui.actions import Actions
from ui.intake.new_case_form import NewCaseForm
from ui.intake.new_case_page import NewCasePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

LOGIN = {"category": "Login", "steps": "1. Open\n2. Sign in"}
KEYS = range(1, 200, 9) if FULL else (113,)
"""After how many keys it is killed."""


def killed(desk: Path, drafts: Path, log: Path, keys: int) -> dict[str, str]:
    """What stood there when it died, right after the last key."""
    typing = subprocess.run(
        [sys.executable, "-m", "tests.ui.intake.typing_blindly", desk, drafts, log, "3", str(keys)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert typing.returncode == -signal.SIGKILL
    stood: dict[str, str] = json.loads(typing.stdout)
    return stood


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL here")
@pytest.mark.parametrize("keys", KEYS)
def test_what_was_typed_comes_back_as_it_was(
    keys: int, qtbot: QtBot, qapp: QApplication, theme: Theme, tasks: Tasks, actions: Actions,
    tmp_path: Path, clock: MovingClock,
) -> None:  # fmt: skip
    """To the last key, with the file that was attached and the template that was chosen."""
    desk, folder, log = tmp_path / "desk.db", tmp_path / "drafts", tmp_path / "trace.log"
    log.write_bytes(b"\0\xff words")
    create_desk(desk, title="Desk", zone="UTC", handbook=HANDBOOK, now=NOW)
    database = Database(open_checked(desk), clock)
    database.write(partial(keep_intake_template, name="Login", typed=LOGIN))
    stood = killed(desk, folder, log, keys)
    drafts = FileDrafts(folder)
    assert drafts.get("new-case") == stood
    assert drafts.file(hashlib.sha256(log.read_bytes()).hexdigest()) == log.read_bytes()
    page = NewCasePage(theme, Workspace(database, tasks, clock, None), actions, zone("UTC"), drafts)
    qtbot.addWidget(page)
    form = page.findChild(NewCaseForm)
    assert form is not None
    assert form.values().items() <= stood.items()
    assert "trace.log" in stood["attachments"]
    assert "Login" in stood["template"]
    drafts.close()
    tasks.shutdown()
    database.close()
