"""Types keys at random into the form of a new case until it is killed: desk, drafts, seed.

Prints what stands in the form at each change, as JSON; the next key comes once that was kept, for
nobody types as fast as this.
"""

import json
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop.drafts import FileDrafts
from models.database import Database
from models.desk_time import RunningClock
from models.handbook.zones import zone
from models.schema import open_checked

# isort: split
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.actions import Actions
from ui.intake.new_case_form import NewCaseForm
from ui.intake.new_case_page import NewCasePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS = (
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Down,
    Qt.Key.Key_Up, Qt.Key.Key_Home,
)  # fmt: skip
_LETTERS = 'abcdefg ABC 123 ,;."<>&{}%\\'


class ToldDrafts(FileDrafts):
    """Prints what is to be kept before it is."""

    def keep(self, name: str, values: Mapping[str, str]) -> None:
        print(json.dumps(dict(values)), flush=True)
        super().keep(name, values)


def main(desk: str, folder: str, seed: int) -> None:
    application = QApplication([])
    drafts = ToldDrafts(Path(folder))
    kept: list[str] = []
    drafts.kept.connect(kept.append)
    clock = RunningClock()
    workspace = Workspace(Database(open_checked(desk), clock), Tasks(), clock, None)
    page = NewCasePage(Theme(application, "light"), workspace, Actions(), zone("UTC"), drafts)
    page.show()
    page.activateWindow()
    page.focus_first()
    form = page.findChild(NewCaseForm)
    assert form is not None
    pick = random.Random(seed)
    while True:
        at = QApplication.focusWidget() or form
        choice, before, count = pick.random(), form.values(), len(kept)
        if choice < 0.12:
            QTest.keyClick(at, Qt.Key.Key_Tab)
        elif choice < 0.25:
            QTest.keyClick(at, pick.choice(_KEYS))
        elif choice < 0.28:
            QTest.keyClick(at, pick.choice((Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_X)), _CTRL)
        else:
            QTest.keyClicks(at, pick.choice(_LETTERS))
        application.processEvents()
        while form.values() != before and len(kept) == count:
            application.processEvents()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
