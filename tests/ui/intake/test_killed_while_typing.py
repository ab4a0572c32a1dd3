"""The form of a new case, killed at any keystroke: what comes back is what stood there."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.drafts import FileDrafts
from models.database import Database
from models.handbook.zones import zone
from models.schema import create_desk, open_checked
from tests.conftest import HANDBOOK, NOW, ROOT, MovingClock
from ui.actions import Actions
from ui.intake.new_case_form import NewCaseForm
from ui.intake.new_case_page import NewCasePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace


def killed(desk: Path, drafts: Path, seed: int) -> tuple[list[dict[str, str]], int]:
    """The states of the form until it died, and after how many keys that was."""
    keys = random.Random(seed).randint(20, 150)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.intake.typing_blindly", desk, drafts, str(seed)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as typing:  # fmt: skip
        assert typing.stdout is not None
        lines = [typing.stdout.readline() for _ in range(keys)]
        os.kill(typing.pid, signal.SIGKILL)
        lines += typing.stdout.readlines()
    whole = (line for line in lines if line.endswith("}\n"))
    return [{}, *map(json.loads, whole)], keys


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL here")
@pytest.mark.parametrize("seed", range(3))
def test_what_was_typed_comes_back_as_it_was(
    seed: int, qtbot: QtBot, qapp: QApplication, theme: Theme, tasks: Tasks, actions: Actions,
    tmp_path: Path, clock: MovingClock,
) -> None:  # fmt: skip
    desk, folder = tmp_path / "desk.db", tmp_path / "drafts"
    create_desk(desk, title="Desk", zone="UTC", handbook=HANDBOOK, now=NOW)
    states, keys = killed(desk, folder, seed)
    database = Database(open_checked(desk), clock)
    drafts = FileDrafts(folder)
    page = NewCasePage(theme, Workspace(database, tasks, clock, None), actions, zone("UTC"), drafts)
    qtbot.addWidget(page)
    form = page.findChild(NewCaseForm)
    assert form is not None
    came_back = form.values()
    assert came_back in states, (came_back, states[-2:])
    lost = len(states) - 1 - max(n for n, state in enumerate(states) if state == came_back)
    assert lost <= 1, f"{lost} of {keys} keys are lost"
    drafts.close()
    tasks.shutdown()
    database.close()
