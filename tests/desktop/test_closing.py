"""Closing the window: asked once where there is a tray, kept, and changed on its page."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.error_handler import ErrorHandler
from desktop.front import bring_to_front
from desktop.preferences import FilePreferences
from models.commands.people import add_person
from models.database import Database
from models.gauge import Danger
from tests.desktop.desks import close_window, open_window, settle
from tests.ui.keyboard import press
from ui.actions import shown_keys
from ui.computer.closing_sheet import ClosingSheet
from ui.computer.computer_page import ComputerPage
from ui.computer.window_card import CLOSING
from ui.widgets.toast import Toast


@pytest.fixture
def show(
    qapp: QApplication, qtbot: QtBot, database: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[bool], Desk]]:  # fmt: skip
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    database.person_id = database.write(partial(add_person, name="Lea Brandt", role="lead")).result
    made: list[Desk] = []

    def shown(tray: bool) -> Desk:
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: tray)
        made.append(open_window(qapp, database, tmp_path))
        settle(qtbot, made[0])
        return made[0]

    yield shown
    close_window(qtbot, made[0])


def kept(folder: Path) -> str:
    return FilePreferences(folder / "preferences.json").get(CLOSING, "nothing")


def test_the_first_closing_asks_and_the_tray_is_chosen_once(
    show: Callable[[bool], Desk], tmp_path: Path
) -> None:
    desk = show(True)
    desk.window.close()
    (sheet,) = desk.window.findChildren(ClosingSheet)
    assert sheet.isVisible()
    assert desk.window.isVisible()
    assert sheet.keep.hasFocus()
    QTest.keyClick(sheet.keep, Qt.Key.Key_Return)
    assert not desk.window.isVisible()
    assert kept(tmp_path) == "tray"
    bring_to_front(desk.window)  # as the tray, a message, or a second start does
    assert desk.window.isVisible()
    desk.window.close()
    assert not desk.window.isVisible()
    desk.actions.action("desk.leave").trigger()
    assert not desk.window.isVisible()


def test_closed_twice_it_asks_once(show: Callable[[bool], Desk]) -> None:
    desk = show(True)
    desk.window.close()
    desk.window.close()
    (sheet,) = desk.window.findChildren(ClosingSheet)
    QTest.keyClick(sheet.keep, Qt.Key.Key_Return)
    assert not desk.window.isVisible()


def test_where_the_tray_is_gone_by_now_the_window_closes(
    qtbot: QtBot, show: Callable[[bool], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = show(True)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    with qtbot.waitSignal(desk.window.closing):
        desk.window.close()
    assert desk.window.findChildren(ClosingSheet) == []


def test_a_window_that_is_kept_in_a_tray_comes_back_when_that_is_gone(
    show: Callable[[bool], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FilePreferences(tmp_path / "preferences.json").set(CLOSING, "tray")
    desk = show(True)
    desk.window.close()
    look = partial(desk.backstage.tray.show_danger, Danger())
    for there, visible in ((False, False), (True, False), (False, False), (False, True)):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda there=there: there)
        look()  # a panel that is started again is missed by one look at most
        assert desk.window.isVisible() is visible
    said = [toast.text() for toast in desk.window.findChildren(Toast)]
    assert said == ["The tray is gone, so the window is back"]


def test_esc_leaves_the_window_as_it_is_and_it_is_asked_again(
    show: Callable[[bool], Desk], tmp_path: Path
) -> None:
    desk = show(True)
    desk.window.close()
    (sheet,) = desk.window.findChildren(ClosingSheet)
    QTest.keyClick(sheet.keep, Qt.Key.Key_Escape)
    assert desk.window.isVisible()
    assert kept(tmp_path) == "nothing"
    desk.window.close()
    assert any(one.isVisible() for one in desk.window.findChildren(ClosingSheet))


def test_where_ending_was_chosen_the_window_closes(
    qtbot: QtBot, show: Callable[[bool], Desk], tmp_path: Path
) -> None:
    desk = show(True)
    desk.window.show_place("computer")
    settle(qtbot, desk)
    page = desk.window.page("computer")
    assert isinstance(page, ComputerPage)
    assert page.window_card.choices[""].isChecked()
    page.window_card.choices["leave"].click()
    assert kept(tmp_path) == "leave"
    with qtbot.waitSignal(desk.window.closing):
        desk.window.close()
    assert not desk.window.isVisible()


def test_without_a_tray_the_window_closes_and_the_page_says_so(
    qtbot: QtBot, show: Callable[[bool], Desk], tmp_path: Path
) -> None:
    desk = show(False)
    desk.window.show_place("computer")
    settle(qtbot, desk)
    page = desk.window.page("computer")
    assert isinstance(page, ComputerPage)
    assert not page.window_card.choices["tray"].isVisible()
    page.window_card.start.click()
    assert page.window_card.start.isChecked()
    assert (tmp_path / "config" / "autostart" / "leadline.desktop").exists()
    page.window_card.start.click()
    assert not (tmp_path / "config" / "autostart" / "leadline.desktop").exists()
    with qtbot.waitSignal(desk.window.closing):
        desk.window.close()
    assert desk.window.findChildren(ClosingSheet) == []


def ended_by(application: QApplication, ask: Callable[[], object]) -> bool:
    """Whether the program that runs ends when it is asked so; it is ended anyway in the end."""
    late = QTimer(singleShot=True, interval=10_000)
    late.timeout.connect(lambda: application.exit(1))
    late.start()
    QTimer.singleShot(0, application, ask)
    status = application.exec()
    # Its last window is closed too, which asks once more: of what comes after this test.
    application.removePostedEvents(application, QEvent.Type.Quit.value)
    return status == 0


@pytest.fixture
def to_tray(show: Callable[[bool], Desk], tmp_path: Path) -> Desk:
    """A desk whose window stays in the tray when it is closed."""
    FilePreferences(tmp_path / "preferences.json").set(CLOSING, "tray")
    return show(True)


@pytest.mark.parametrize("hidden", [False, True])
def test_asked_to_quit_the_program_ends_though_its_window_would_stay(
    qapp: QApplication, to_tray: Desk, hidden: bool
) -> None:
    if hidden:
        to_tray.window.close()
    assert to_tray.window.isVisible() is not hidden
    assert ended_by(qapp, qapp.quit)
    assert not to_tray.window.isVisible()
    assert not to_tray.window.stays()


def test_asked_to_quit_while_it_asks_what_closing_means_the_program_ends(
    qapp: QApplication, show: Callable[[bool], Desk], tmp_path: Path
) -> None:
    desk = show(True)
    desk.window.close()
    assert ended_by(qapp, qapp.quit)
    assert kept(tmp_path) == "nothing"


def test_the_sheet_of_a_fault_ends_it_too(qapp: QApplication, to_tray: Desk) -> None:
    errors = ErrorHandler(qapp, to_tray.theme, None)

    def end() -> None:
        assert errors.sheet is not None
        errors.sheet.leave_requested.emit()

    def fault() -> None:
        errors.take(RuntimeError("a fault"))
        QTimer.singleShot(0, errors, end)  # after the sheet, which comes by the same way

    assert ended_by(qapp, fault)
    assert not to_tray.window.isVisible()
    errors.deleteLater()


def test_a_key_closes_the_window_and_another_ends_the_program(
    qtbot: QtBot, qapp: QApplication, to_tray: Desk
) -> None:
    window = to_tray.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert ended_by(qapp, lambda: press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier))
    assert shown_keys(to_tray.actions.action("desk.close")) == "Ctrl W"
