"""A new case with a file and a template, and keys at random; killed right after the last of them.

Arguments: desk, drafts, file, seed, keys. Prints what stands there at last, as JSON. Keys come
in bursts, without a turn of the event loop between them.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop.drafts import FileDrafts
from models.database import Database
from models.desk_time import RunningClock
from models.handbook.zones import zone
from models.schema import open_checked

# isort: split
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import Actions
from ui.intake.new_case_draft import NewCaseDraft
from ui.intake.new_case_form import NewCaseForm
from ui.intake.new_case_page import NewCasePage
from ui.intake.template_list import TemplateList
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS = (
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Down,
    Qt.Key.Key_Up, Qt.Key.Key_Home,
)  # fmt: skip
_LETTERS = 'abcdefg ABC 123 ,;."<>&{}%\\'


def main(desk: str, folder: str, file: str, seed: int, keys: int) -> None:
    application = QApplication([])
    drafts = FileDrafts(Path(folder))
    clock = RunningClock()
    workspace = Workspace(Database(open_checked(desk), clock), Tasks(), clock, None)
    page = NewCasePage(Theme(application, "light"), workspace, Actions(), zone("UTC"), drafts)
    page.show()
    page.activateWindow()
    page.focus_first()
    form = page.findChild(NewCaseForm)
    stands = page.findChild(NewCaseDraft)
    assert form is not None
    assert stands is not None
    page.take_files([Path(file)])
    _wait(lambda: "trace.log" in _kept(drafts))
    QTest.keyClick(form, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    _wait(lambda: any(one.isVisible() for one in page.window().findChildren(TemplateList)))
    QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return)
    _wait(lambda: "Sign in" in _kept(drafts))
    pick = random.Random(seed)
    for number in range(keys):
        _press(pick, QApplication.focusWidget() or form)
        if number % 20 == 0:
            application.processEvents()
    print(json.dumps({name: said for name, said in stands.values().items() if said}), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def _press(pick: random.Random, at: QWidget) -> None:
    choice = pick.random()
    if choice < 0.12:
        QTest.keyClick(at, Qt.Key.Key_Tab)
    elif choice < 0.25:
        QTest.keyClick(at, pick.choice(_KEYS))
    elif choice < 0.28:
        QTest.keyClick(at, pick.choice((Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_X)), _CTRL)
    else:
        QTest.keyClicks(at, pick.choice(_LETTERS))


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not until():
        assert time.monotonic() < end
        QApplication.processEvents()


def _kept(drafts: FileDrafts) -> str:
    return json.dumps(drafts.get("new-case"))


if __name__ == "__main__":
    DESK, DRAFTS, FILE, SEED, KEYS = sys.argv[1:]
    main(DESK, DRAFTS, FILE, int(SEED), int(KEYS))
