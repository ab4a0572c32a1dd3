"""A window on a desk of the tests' own."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.open_desk import look_into
from desktop.preferences import FilePreferences
from models.database import Database
from tests.one_theme import light


def open_window(qapp: QApplication, database: Database, folder: Path) -> Desk:
    """A desk's window, on screen."""
    preferences = FilePreferences(folder / "preferences.json")
    desk = Desk(light(qapp), preferences)
    desk.arrive(look_into(database, str(folder / "desk.db")))
    desk.window.show()
    return desk


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Until nothing is being read or written, and of no message it is open if it was taken."""
    qtbot.waitUntil(lambda: not (desk.tasks.busy or desk.backstage.bus.busy))


def close_window(qtbot: QtBot, desk: Desk) -> None:
    """Leave the desk as a person does."""
    settle(qtbot, desk)
    desk.close()
    desk.window.close()
    desk.window.deleteLater()
