"""Every page of a desk, made for the first time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.database import Database
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.test_watch import opened
from ui.widgets.banner import Banner


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


def test_an_error_alone_on_the_handbook_page_is_no_higher_than_its_words(
    qtbot: QtBot, qapp: QApplication, database: Database, clock: MovingClock, tmp_path: Path
) -> None:
    clock.instant = datetime(2001, 1, 1, tzinfo=UTC)
    desk = open_window(qapp, database, tmp_path)
    desk.window.show_place("handbook")
    settle(qtbot, desk)
    banners = desk.window.page("handbook").findChildren(Banner)
    (banner,) = (one for one in banners if one.isVisible())
    assert "No handbook was published by then" in banner.accessibleName()
    qtbot.waitUntil(lambda: 0 < banner.height() < 100)
    close_window(qtbot, desk)
