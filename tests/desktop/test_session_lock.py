"""A session that is locked, as the system says it, where no screen saver does."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bus import NotificationBus
from desktop.bus_facts import bus_facts
from desktop.message import Message
from desktop.notifier import BusNotifier
from desktop.watch_mood import mood_now
from models.quiet_hours import Wishes
from tests.desktop.conftest import private_bus
from tests.desktop.login_manager import LoginManager
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_bus import MESSAGE, listening


@pytest.fixture
def login(system_bus: str) -> Iterator[LoginManager]:
    """A session, not locked."""
    manager = LoginManager(system_bus)
    manager.start()
    yield manager
    manager.stop()


def test_a_locked_session_is_heard_of_without_a_screen_saver(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, login: LoginManager
) -> None:
    with listening([]) as notifier:
        qtbot.waitUntil(lambda: notifier.state.known)
        assert not notifier.state.locked
        login.lock()
        qtbot.waitUntil(lambda: notifier.state.locked)
        login.lock(False)
        qtbot.waitUntil(lambda: not notifier.state.locked)
        assert login.asked == [("auto",)]


def test_one_that_is_locked_already_is_known_before_anything_is_shown(
    service: NotificationService, system_bus: str
) -> None:
    manager = LoginManager(system_bus, locked=True)
    manager.start()
    assert bus_facts().locks
    notifications = NotificationBus()
    assert mood_now(notifications, Wishes()).locked
    notifications.close()
    manager.stop()


def test_it_is_locked_where_either_says_so(bus: str, login: LoginManager) -> None:
    """The session is asked last, and says no."""
    saver = NotificationService(bus, locks=True)
    saver.start()
    notifications = NotificationBus()
    assert mood_now(notifications, Wishes()).locked
    assert login.asked == [("auto",)]
    notifications.close()
    saver.stop()


def test_without_a_session_of_ours_nothing_is_known_of_a_lock_and_nobody_waits(
    service: NotificationService, system_bus: str
) -> None:
    manager = LoginManager(system_bus, session=False)
    manager.start()
    notifications = NotificationBus()
    assert notifications.notify(Message("Title", "Body", None))
    assert not notifications.state.locked
    notifications.close()
    manager.stop()


def test_when_the_system_s_bus_is_gone_messages_are_shown_as_before(
    qtbot: QtBot, qapp: QApplication, service: NotificationService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    told: list[bool] = []
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        manager = LoginManager(address, locked=True)
        manager.start()
        notifier = BusNotifier(lambda _: None, patience=30.0)
        qtbot.waitUntil(lambda: notifier.state.locked)
        manager.stop()
    qtbot.waitUntil(lambda: not notifier.state.locked)
    notifier.show(MESSAGE, told.append)
    qtbot.waitUntil(lambda: told == [True])
    notifier.close()
