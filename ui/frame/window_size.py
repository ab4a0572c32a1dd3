"""How large the window is: as it was left, and no larger than its screen."""

from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QMainWindow

from ui.ports import Preferences

_KEPT: Final = "window.geometry"
_TITLE_BAR: Final = 40
"""Pixels for what the system puts around a window, which is not known before it is shown."""


def restore_size(window: QMainWindow, preferences: Preferences) -> None:
    """As it was left, or as it is made to look."""
    window.resize(1440, 900)
    window.setMinimumSize(800, 520)
    kept = preferences.get(_KEPT)
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))


def keep_size(window: QMainWindow, preferences: Preferences) -> None:
    """For the next start."""
    geometry = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    preferences.set(_KEPT, geometry)


def fit_to_screen(window: QMainWindow) -> None:
    """No larger than there is room on the screen: the foot stays in sight."""
    if not window.windowState() & Qt.WindowState.WindowMaximized:
        room = window.screen().availableSize()
        window.resize(window.size().boundedTo(QSize(room.width(), room.height() - _TITLE_BAR)))
