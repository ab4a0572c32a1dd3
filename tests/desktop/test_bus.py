"""The notification service comes, goes, is slow or silent: no press is lost, no window waits."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bus import NotificationBus
from desktop.bus_facts import BusFacts, bus_facts
from desktop.bus_state import BusState
from desktop.message import DISMISSED, OPEN, SNOOZE, TAKE, Message, Press
from desktop.notifier import BusNotifier
from models.queries.alerts import AlertRow
from tests.conftest import NOW
from tests.desktop.notification_service import NotificationService

ROW = AlertRow(
    5, 7, "CS-1007", "Payments fail", "Northwind", "P1", "resolution", 1, "75%", NOW, NOW, NOW, 1,
    "Ana Ruiz", "",
)  # fmt: skip
MESSAGE = Message("Title", "Body", 7, (ROW,))
SECOND = Message("Second", "Body", 8)


@contextmanager
def listening(pressed: list[Press], patience: float = 30.0) -> Iterator[BusNotifier]:
    notifier = BusNotifier(pressed.append, patience=patience)
    yield notifier
    notifier.close()


@pytest.fixture
def told() -> list[bool]:
    """Whether each message was taken, as it became known."""
    return []


def test_a_message_has_buttons_and_a_press_says_which(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, told: list[bool]
) -> None:
    pressed: list[Press] = []
    with listening(pressed) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [True])
        ((_, _, _, title, _, actions, hints, _),) = service.shown
        assert (title, actions[::2]) == ("Title", ["default", "take", "snooze", "hand-over"])
        assert actions[1::2] == ["Open", "Take", "Snooze 15 min", "Hand over…"]
        assert (hints["urgency"], hints["suppress-sound"]) == (("y", 1), ("b", True))
        service.click(1, TAKE)
        service.click(1, SNOOZE)
        service.click(9)
        service.click(1)
        qtbot.waitUntil(lambda: len(pressed) == 3)
        assert [press.button for press in pressed] == [TAKE, SNOOZE, OPEN]
        assert {press.message for press in pressed} == {MESSAGE}


def test_a_message_is_dismissed_by_the_person_who_sees_the_screen_and_by_nothing_else(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, told: list[bool]
) -> None:
    pressed: list[Press] = []
    with listening(pressed) as notifier:
        for _ in range(3):
            notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: len(told) == 3)
        service.close_message(1, why=1)  # it has expired
        service.close_message(9)  # another program's
        service.lock()
        qtbot.waitUntil(lambda: notifier.state.locked)
        service.close_message(2)
        service.lock(False)
        qtbot.waitUntil(lambda: not notifier.state.locked)
        service.close_message(3)
        service.close_message(3)  # a service that says so twice
        service.click(1, TAKE)
        qtbot.waitUntil(lambda: len(pressed) == 2)
    assert [press.button for press in pressed] == [DISMISSED, TAKE]


def test_a_service_without_buttons_is_sent_none(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, told: list[bool]
) -> None:
    service.capabilities = ["body"]
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append, sound=True)
        qtbot.waitUntil(lambda: told == [True])
        assert notifier.state == BusState(known=True, reachable=True)
    ((*_, actions, hints, _),) = service.shown
    assert (actions, hints["sound-name"]) == ([], ("s", "message-new-instant"))


def test_a_click_on_a_message_that_was_answered_late_is_heard(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, told: list[bool]
) -> None:
    pressed: list[Press] = []
    with listening(pressed, 0.05) as notifier:
        qtbot.waitUntil(lambda: notifier.reachable)
        service.hold()
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [False])
        service.wait_for(1)
        service.answer()
        service.click(1)
        qtbot.waitUntil(lambda: pressed == [Press(MESSAGE, OPEN)])
        assert told == [False]  # the answer that came late was not told as another one


def test_a_service_that_never_answers_holds_up_nothing_and_counts_as_none(
    qtbot: QtBot, qapp: QApplication, bus: str, told: list[bool]
) -> None:
    silent = NotificationService(bus, silent=True)
    silent.start()
    with listening([], 0.2) as notifier:
        for _ in range(20):
            notifier.show(MESSAGE, told.append)
        assert told == []  # nobody waited for what the service says
        qtbot.waitUntil(lambda: told == [False] * 20)
        assert (notifier.reachable, notifier.busy) == (False, False)
    silent.stop()


def test_without_a_bus_nothing_is_taken(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, told: list[bool]
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [False])
        assert not notifier.reachable


@pytest.mark.parametrize("address", ["disabled:", "tcp:host=localhost,port=1", "launchd:env=X"])
def test_a_bus_that_cannot_be_spoken_with_is_none(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, told: list[bool],
    address: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [False])
        assert notifier.state == BusState(known=True)
    assert bus_facts() == BusFacts()


@pytest.mark.parametrize(
    ("odd", "taken"),
    [("GetActive", True), ("Get", True), ("GetCapabilities", True), ("Notify", False)],
)
def test_an_answer_that_says_nothing_ends_nothing(
    qtbot: QtBot, qapp: QApplication, bus: str, told: list[bool], odd: str, taken: bool
) -> None:
    service = NotificationService(bus, locks=True, odd=(odd,))
    service.start()
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [taken])
        service.odd = ()
        notifier.show(SECOND, told.append)
        qtbot.waitUntil(lambda: told == [taken, True])
    service.stop()


def test_whatever_goes_wrong_while_listening_all_that_is_outstanding_is_answered(
    service: NotificationService, told: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(timeout: float) -> None:
        raise RuntimeError("this is no message")

    notifications = NotificationBus()
    monkeypatch.setattr(notifications._line._connection, "receive", broken)
    for _ in range(3):
        notifications.show(MESSAGE, told.append)
    notifications.listen()
    assert told == [False] * 3
    assert notifications.state == BusState(known=True)


def test_nothing_is_known_before_it_is_known_whether_somebody_may_be_disturbed(
    qtbot: QtBot, qapp: QApplication, bus: str
) -> None:
    service = NotificationService(bus, locks=True)
    service.inhibited = True
    service.start()
    states: list[BusState] = []
    with listening([]) as notifier:
        notifier.state_changed.connect(states.append)
        qtbot.waitUntil(lambda: notifier.state.known)
    assert all(state.inhibited and state.locked for state in states if state.known)
    service.stop()


def test_without_a_service_nothing_is_taken_until_there_is_one(
    qtbot: QtBot, qapp: QApplication, bus: str, told: list[bool]
) -> None:
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [False])
        assert not notifier.reachable
        late = NotificationService(bus)
        late.start()
        qtbot.waitUntil(lambda: notifier.reachable)
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [False, True])
        late.stop()
        qtbot.waitUntil(lambda: not notifier.reachable)


def test_after_a_restart_of_the_service_its_numbers_mean_other_messages(
    qtbot: QtBot, qapp: QApplication, bus: str, told: list[bool]
) -> None:
    pressed: list[Press] = []
    first = NotificationService(bus)
    first.start()
    with listening(pressed) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [True])
        first.stop()
        qtbot.waitUntil(lambda: not notifier.reachable)
        second = NotificationService(bus)
        second.start()
        qtbot.waitUntil(lambda: notifier.reachable)
        second.click(1)
        notifier.show(SECOND, told.append)
        qtbot.waitUntil(lambda: told == [True, True])
        second.click(1)
        qtbot.waitUntil(lambda: pressed == [Press(SECOND, OPEN)])
        second.stop()


def test_one_of_a_group_takes_the_place_of_the_one_before(
    qtbot: QtBot, qapp: QApplication, service: NotificationService, told: list[bool]
) -> None:
    with listening([]) as notifier:
        for words in ("4 clocks", "5 clocks"):
            notifier.show(Message(words, "", None, group="digest"), told.append)
            qtbot.waitUntil(lambda: not notifier.busy)
    assert [(number, title) for _, number, _, title, *_ in service.shown] == [
        (0, "4 clocks"), (1, "5 clocks"),
    ]  # fmt: skip


def test_quiet_and_a_locked_screen_are_heard_of(
    qtbot: QtBot, qapp: QApplication, service: NotificationService
) -> None:
    service.inhibited = True
    with listening([]) as notifier:
        qtbot.waitUntil(lambda: notifier.state.inhibited)
        service.disturb_not(False)
        qtbot.waitUntil(lambda: not notifier.state.inhibited)
        service.lock()
        qtbot.waitUntil(lambda: notifier.state.locked)
        service.lock(False)
        qtbot.waitUntil(lambda: not notifier.state.locked)


def test_a_bus_that_is_gone_takes_nothing_and_ends_nothing(
    service: NotificationService, told: list[bool]
) -> None:
    notifications = NotificationBus()
    assert notifications.notify(Message("Title", "Body", None))
    assert notifications.state == BusState(known=True, reachable=True, buttons=True)
    notifications._line._connection.sock.shutdown(2)
    assert not notifications.notify(Message("Title", "Body", None))
    assert notifications.state == BusState(known=True)
    notifications.connect()
    assert notifications.notify(Message("Title", "Body", None))
    notifications.close()


def test_a_desk_with_a_thousand_files_open_tells_all_the_same(
    thousand_files: None,
    qtbot: QtBot,
    qapp: QApplication,
    service: NotificationService,
    told: list[bool],
) -> None:
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [True])
