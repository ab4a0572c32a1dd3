"""The program is asked to end: by its own menu, by the desktop, because the session ends."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow


class Application(QApplication):
    """Ends when it is asked to, though closed windows would stay in the tray."""

    def event(self, event: QEvent) -> bool:
        """Before Qt asks the windows that are open to close; one that stayed would be a no."""
        if event.type() == QEvent.Type.Quit:
            for window in self.topLevelWidgets():
                if isinstance(window, MainWindow):
                    window.stays = lambda: False
        return super().event(event)
