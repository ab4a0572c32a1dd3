"""The clipboard for a command in a terminal, which may have no screen to share one with."""

import os
import sys
from typing import Final

from models.errors import KnownError

_SCREENS: Final = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
"""The kinds of screen, and which variable names one."""


def copied_text() -> str:
    """The text that was copied last; raises `KnownError` where there is no screen, or no text."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtGui import QGuiApplication

    if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
        named = [kind for kind, name in _SCREENS.items() if os.environ.get(name)]
        os.environ["QT_QPA_PLATFORM"] = ";".join(
            [*named, "offscreen"]
        )  # without any it would abort
    before = qInstallMessageHandler(lambda *_: None)  # what is wrong is said below, and once
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    assert isinstance(application, QGuiApplication)
    if application.platformName() in ("offscreen", "minimal"):
        raise KnownError(
            "No clipboard", "There is no screen here, and so no clipboard.",
            "Give the words with --title and --message.",
        )  # fmt: skip
    text = application.clipboard().text()
    if not text.strip():
        raise KnownError(
            "Nothing was copied", "There is no text on the clipboard.",
            "Copy the complaint, then try again.",
        )  # fmt: skip
    return text
