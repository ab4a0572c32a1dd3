"""The list of a case's files."""

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.file_list import FileList


def test_a_list_that_is_gone_hears_of_no_change_of_scheme(qtbot: QtBot, theme: Theme) -> None:
    gone = FileList(theme, "Files")
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        theme.choose("dark")
        theme.choose("light")
    assert raised == []
