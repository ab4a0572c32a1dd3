"""An article in the editor and keys at random; killed right after the last of them.

Arguments: desk, drafts, seed, keys. Prints what stands there at last, as JSON. Keys come in bursts,
without a turn of the event loop between them.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from desktop.drafts import FileDrafts
from models.database import Database
from models.desk_time import RunningClock
from models.handbook.zones import zone
from models.schema import open_checked

# isort: split
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.queries.article import article_detail
from ui.actions import Actions
from ui.knowledge.knowledge_page import KnowledgePage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.workspace import Workspace

_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS = (
    Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Down,
    Qt.Key.Key_Up, Qt.Key.Key_Home,
)  # fmt: skip
_LETTERS = 'abcdefg ABC 123 ,;."<>&{}%\\*#[]|`->'


def main(desk: str, folder: str, seed: int, keys: int) -> None:
    application = QApplication([])
    drafts = FileDrafts(Path(folder))
    database, clock = Database(open_checked(desk), RunningClock()), RunningClock()
    workspace = Workspace(database, Tasks(), clock, None)
    page = KnowledgePage(Theme(application, "light"), workspace, Actions(), zone("UTC"), drafts)
    page.show()
    page.activateWindow()
    page.edit(database.read(lambda session: article_detail(session, "KI-1")))
    editor = page.editor
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    editor.pictures.take_image(image)
    end = time.monotonic() + 30
    while "pasted-" not in editor.source.toPlainText():
        assert time.monotonic() < end
        application.processEvents()
    pick = random.Random(seed)
    for number in range(keys):
        choice = pick.random()
        if choice < 0.2:
            QTest.keyClick(editor.source, pick.choice(_KEYS))
        elif choice < 0.3:
            marks = (Qt.Key.Key_B, Qt.Key.Key_L, Qt.Key.Key_Z, Qt.Key.Key_A)
            QTest.keyClick(editor.source, pick.choice(marks), _CTRL)
        else:
            QTest.keyClicks(editor.source, pick.choice(_LETTERS))
        if number % 20 == 0:
            application.processEvents()
    print(json.dumps({name: said for name, said in editor.values().items() if said}), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    DESK, DRAFTS, SEED, KEYS = sys.argv[1:]
    main(DESK, DRAFTS, int(SEED), int(KEYS))
