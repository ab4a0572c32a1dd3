"""The notification service is slow, or so is the machine: no click on a message is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from socket import MSG_PEEK

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.notifier import BusNotifier
from tests.desktop.notification_service import NotificationService

CASE = 7


@contextmanager
def listening(clicked: list[int | None]) -> Iterator[BusNotifier]:
    notifier = BusNotifier(clicked.append)
    yield notifier
    notifier.close()


def test_a_click_that_is_read_together_with_the_answer_is_heard(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    clicked: list[int | None] = []
    pressed: list[int] = []
    with listening(clicked) as notifier:
        connection = notifier._bus._connection
        select = connection.selector.select

        def late(timeout: float | None) -> object:
            """Woken only when answer and click are both there, as on a busy machine."""
            if service.wait_for(1) and not pressed:
                pressed.append(1)
                service.click(1)
                while b"ActionInvoked" not in connection.sock.recv(4096, MSG_PEEK):
                    pass
            return select(timeout)

        monkeypatch.setattr(connection.selector, "select", late)
        assert notifier.notify("Title", "Body", CASE)
        qtbot.waitUntil(lambda: clicked == [CASE])


def test_a_click_on_a_message_that_was_answered_late_is_heard(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.bus._PATIENCE", 0.05)
    clicked: list[int | None] = []
    with listening(clicked) as notifier:
        service.hold()
        assert not notifier.notify("Title", "Body", CASE)
        service.wait_for(1)
        service.answer()
        service.click(1)
        qtbot.waitUntil(lambda: clicked == [CASE])
