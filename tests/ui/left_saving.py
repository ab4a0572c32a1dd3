"""A sheet that is left while what was asked in it is on its way."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt

from tests.ui.keyboard import press
from ui.workspace import Workspace


def save_and_leave(workspace: Workspace, no_sheet: Callable[[], object]) -> None:
    """Ctrl+Enter, and Esc before the desk has taken it; it does right after."""
    gate = threading.Event()
    workspace.write(lambda work: gate.wait())
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Escape)
    no_sheet()
    gate.set()
