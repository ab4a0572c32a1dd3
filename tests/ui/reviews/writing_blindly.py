"""A postmortem in the editor and keys at random; killed right after the last of them.

Arguments: desk, drafts, seed, keys. Prints what stands there at last, as JSON. Keys come in bursts,
without a turn of the event loop between them.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

from desktop.drafts import FileDrafts
from models.database import Database
from models.desk_time import StoppedClock
from models.handbook.zones import zone
from models.queries.postmortem import postmortem_detail
from models.schema import open_checked
from tests.conftest import NOW

# isort: split
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import Actions
from ui.reviews.postmortem_editor import PostmortemEditor
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

_KEYS = (
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Down,
    Qt.Key.Key_Up, Qt.Key.Key_Home,
)  # fmt: skip
_LETTERS = 'abcdefg ABC 123 ,;."<>&{}%\\*#[]|`->'


def main(desk: str, folder: str, seed: int, keys: int) -> None:
    application = QApplication([])
    clock = StoppedClock(NOW)
    database = Database(open_checked(desk), clock)
    workspace = Workspace(database, Tasks(), clock, None)
    actions, drafts = Actions(), FileDrafts(Path(folder))
    editor = PostmortemEditor(
        Theme(application, "light"), workspace, actions, drafts, zone("UTC"),
        QAction("Add an action", application),
    )  # fmt: skip
    editor.show()
    editor.activateWindow()
    editor.begin(database.read(lambda session: postmortem_detail(session, 1, NOW, None)))
    parts = editor.parts
    places: list[QWidget] = [
        parts.title, *parts.texts(), parts.factors.line, parts.factors.list, parts.timeline.table,
        parts.cases.list, editor.foot.note,
    ]  # fmt: skip
    pick = random.Random(seed)
    at = places[1]
    for number in range(keys):
        choice = pick.random()
        if choice < 0.1:
            at = pick.choice([place for place in places if place.isVisible()])
        if choice < 0.3:
            QTest.keyClick(at, pick.choice(_KEYS))
        else:
            QTest.keyClicks(at, pick.choice(_LETTERS))
        if number % 20 == 0:
            application.processEvents()
    print(json.dumps({name: said for name, said in editor.values().items() if said}), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    DESK, DRAFTS, SEED, KEYS = sys.argv[1:]
    main(DESK, DRAFTS, int(SEED), int(KEYS))
