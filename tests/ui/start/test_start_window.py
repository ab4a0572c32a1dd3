"""The start window's pages: named controls, a way back, arrows and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.core import load_keyring
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.door import Door
from desktop.known_desks import KnownDesks, Remembered
from tests.conftest import NOW
from tests.ui.conftest import MemoryPreferences
from tests.ui.keyboard import press
from ui.start.start_window import StartWindow
from ui.tasks import Tasks
from ui.theme import Theme


@pytest.fixture
def known(preferences: MemoryPreferences) -> KnownDesks:
    return KnownDesks(preferences)


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, tasks: Tasks, known: KnownDesks, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[StartWindow]:  # fmt: skip
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    before = keyring.get_keyring()  # what an earlier test asked for lasts as long as the process
    keyring.set_keyring(load_keyring("keyring.backends.fail.Keyring"))
    made = StartWindow(theme, tasks, Door(known), lambda: NOW)
    qtbot.addWidget(made)
    yield made
    tasks.shutdown()
    keyring.set_keyring(before)


def in_view(qtbot: QtBot, window: StartWindow) -> None:
    window.begin(None)
    qtbot.waitUntil(window.isActiveWindow)


def here() -> str:
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""


def test_every_control_has_a_name(
    qtbot: QtBot, window: StartWindow, unnamed: Callable[[QWidget], list[str]]
) -> None:
    in_view(qtbot, window)
    for key in (None, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4):
        if key is not None:
            press(key)
        assert unnamed(window.page) == []
        press(Qt.Key.Key_Escape)
    assert window.page is window.choices


def test_the_arrows_go_through_what_was_opened_before_and_the_ways(
    qtbot: QtBot, window: StartWindow, known: KnownDesks
) -> None:
    known.remember(Remembered("/desks/one.db", "First team", "This computer · one.db", "Ana"))
    in_view(qtbot, window)
    assert here() == "First team"
    press(Qt.Key.Key_Down)
    assert here() == "Make a desk on this computer"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert here() == "First team"


def test_an_address_that_is_none_is_said_at_its_field(qtbot: QtBot, window: StartWindow) -> None:
    in_view(qtbot, window)
    press(Qt.Key.Key_3)
    assert here() == "Address of the database"
    press(Qt.Key.Key_Return)
    assert here() == "Address of the database"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert "postgresql://" in focused.accessibleDescription()


def test_the_keyring_that_is_not_there_is_said(qtbot: QtBot, window: StartWindow) -> None:
    in_view(qtbot, window)
    press(Qt.Key.Key_3)
    keep = next(
        one for one in window.shared.findChildren(QWidget)
        if one.accessibleName().startswith("Keep the password") or "keyring" in _text(one)
    )  # fmt: skip
    qtbot.waitUntil(lambda: not keep.isEnabled())


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""
