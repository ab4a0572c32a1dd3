"""The tray: the number at risk on the shape of the worst state; a click opens the window."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from models.gauge import State
from ui.main_window import MainWindow
from ui.theme import Theme
from ui.tray_icon import tray_icon


class Tray:
    """An icon where the system has a tray; without one it does nothing, and the bar tells."""

    def __init__(self, theme: Theme, window: MainWindow) -> None:
        self._theme = theme
        self._window = window
        self._case_id: int | None = None
        self._icon = QSystemTrayIcon(tray_icon(theme, 0, None), window)
        self._menu = QMenu(window)
        show = QAction("Open the desk", window)
        show.triggered.connect(self._raise)
        leave = QAction("Leave", window)
        leave.triggered.connect(window.close)
        self._menu.addActions([show, leave])
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._raise)
        self._icon.messageClicked.connect(self._open_case)
        self._icon.show()

    def show_state(self, count: int, worst: State | None) -> None:
        """The number of cases at risk and the worst of their states."""
        self._icon.setIcon(tray_icon(self._theme, count, worst))
        self._icon.setToolTip(f"Leadline: {count} at risk" if count else "Leadline: on time")

    def notify(self, title: str, body: str, case_id: int | None) -> bool:
        """A balloon of the tray, where there is no bus to speak to."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and self._icon.supportsMessages()):
            return False
        self._case_id = case_id
        self._icon.showMessage(title, body)
        return True

    def _raise(self) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()

    def _open_case(self) -> None:
        self._raise()
        if self._case_id is not None:
            self._window.open_case(self._case_id)
