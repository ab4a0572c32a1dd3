"""A quiet button that is there only while its action can be done."""

from PySide6.QtGui import QAction

from ui.theme import Theme
from ui.widgets.buttons import ActionButton


class ShyButton(ActionButton):
    """Hidden while the action is disabled."""

    def __init__(self, theme: Theme, action: QAction) -> None:
        super().__init__(theme, action, kind="quiet")
        self._watched = action
        action.enabledChanged.connect(self.setVisible)
        if not action.isEnabled():  # shown before it has a parent, it would be a window of its own
            self.hide()
