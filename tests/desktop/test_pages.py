"""Every page of a desk, made for the first time."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_watch import opened


class ShownWindows(QObject):
    """The windows that came up, by their kind."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_no_page_brings_a_window_of_its_own_and_none_takes_the_keyboard(
    qtbot: QtBot,
    qapp: QApplication,
    database: Database,
    tmp_path: Path,
    qtlog: Any,
) -> None:
    opened(database)
    shown = ShownWindows()
    qapp.installEventFilter(shown)
    desk = open_window(qapp, database, tmp_path)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    for place in desk.places:
        desk.window.show_place(place.id)
        settle(qtbot, desk)
        assert desk.window.isActiveWindow(), place.id
    qapp.removeEventFilter(shown)
    assert shown.kinds == ["MainWindow"]
    assert [record.message for record in qtlog.records] == []
    close_window(qtbot, desk)
