"""The tray: the number at risk on the shape of the worst state; a click opens the window."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.front import bring_to_front
from desktop.message import OPEN, Message, Press
from models.gauge import Danger
from ui.actions import Actions
from ui.frame.arriving import CAPTURE
from ui.main_window import MainWindow
from ui.messages import tr
from ui.theme import Theme
from ui.tray_icon import tray_icon


class Tray(QObject):
    """An icon where the system has a tray, from when it has one; elsewhere the bar tells.

    `pressed` (a `Press`): somebody clicked on a balloon of it.
    """

    pressed = Signal(object)

    def __init__(self, theme: Theme, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._actions = actions
        self._message: Message | None = None
        self._icon: QSystemTrayIcon | None = None
        self._shown = Danger()
        self._missed = False
        self.leave: Callable[[], object] = window.close
        self._menu = QMenu(window)
        for words, act in (
            (tr("Open the desk"), self._raise),
            (tr("New case from the clipboard"), self._capture),
            (tr("End Leadline"), lambda: self.leave()),
        ):
            action = QAction(words, window)
            action.triggered.connect(act)
            self._menu.addAction(action)
        theme.changed.connect(self._draw)
        self._draw()

    def show_danger(self, found: Danger) -> None:
        """The number of cases at risk, and the worst state of all; at the program's own icon (task
        bar, dock) the number of those that need somebody, where the system shows one."""
        if found != self._shown:
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.setBadgeNumber(found.at_risk + found.breached)
        if found != self._shown or self._icon is None:
            self._shown = found
            self._draw()
        self._stay_in_reach()

    def _stay_in_reach(self) -> None:
        """A window kept in a tray comes back when there is none: not at the first look, for a
        panel that was started again is there by the next, and takes the icon."""
        lost = self._icon is not None and not self.there and not self._window.isVisible()
        if lost and self._missed:
            self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self._window.show()
            self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
            self._window.say(tr("The tray is gone, so the window is back"))
        self._missed = lost

    @property
    def there(self) -> bool:
        """Whether the icon is in a tray: one may be gone since."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def reachable(self) -> bool:
        """Whether there is a tray that shows messages."""
        return self._icon is not None and self._icon.supportsMessages()

    @property
    def can_notify(self) -> bool:
        """Whether a balloon is shown for certain: on Linux nothing says what became of it."""
        shows = self._icon is not None and self._icon.supportsMessages()
        return shows and not sys.platform.startswith("linux")

    def notify(self, message: Message) -> bool:
        """A balloon of the tray, where no service took the message."""
        if self._icon is None or not self._icon.supportsMessages():
            return False
        self._message = message
        self._icon.showMessage(message.title, message.body)
        return self.can_notify

    def close(self) -> None:
        """Leave the tray."""
        if self._icon is not None:
            self._icon.hide()

    def _draw(self) -> None:
        """Put on the icon what is known; make it if the system has a tray by now."""
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = self._make()
        if self._icon is None:
            return
        self._icon.setIcon(tray_icon(self._theme, self._shown.at_risk, self._shown.worst))
        self._icon.setToolTip(said_of(self._shown))
        self._icon.show()

    def _make(self) -> QSystemTrayIcon:
        icon = QSystemTrayIcon(self._window)
        icon.setContextMenu(self._menu)
        icon.activated.connect(self._activated)
        icon.messageClicked.connect(self._clicked)
        return icon

    def _clicked(self) -> None:
        if self._message is not None:
            self.pressed.emit(Press(self._message, OPEN))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._raise()

    def _capture(self) -> None:
        """The complaint that was copied, in front of whoever copied it."""
        self._raise()
        self._actions.action(CAPTURE).trigger()

    def _raise(self) -> None:
        bring_to_front(self._window)


def said_of(found: Danger) -> str:
    """ "Leadline: 2 breached, 3 at risk", or that all is on time."""
    said = [
        tr(words, count=f"{count:,}")
        for words, count in (
            ("{count} breached", found.breached), ("{count} at risk", found.at_risk),
        )
        if count
    ]  # fmt: skip
    return tr("Leadline: {state}", state=", ".join(said) or tr("on time"))
