"""dunst, a service that people use: it shows our messages, and their buttons come back."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bus_facts import bus_facts
from desktop.message import HAND_OVER, OPEN, SNOOZE, TAKE, Press
from tests.desktop.test_bus import MESSAGE, listening

_PATIENCE = 30.0
_SETTINGS = """
[global]
    dmenu = {menu}
    ignore_dbusclose = false
    show_age_threshold = -1
"""
_MENU = """#!/bin/sh
grep "^#$(cat {wanted}) "
"""
"""A person reads the menu of buttons, and picks the one they want."""

Choose = Callable[[str], None]


@pytest.fixture
def choose(bus: str, screen: str, tmp_path: Path) -> Iterator[Choose]:
    """Runs dunst on this bus; picks a button of the message that it showed last."""
    if shutil.which("dunst") is None or shutil.which("dunstctl") is None:
        pytest.skip("no dunst here: it would take the place of a desktop's own service")
    wanted, menu, settings = tmp_path / "wanted", tmp_path / "menu", tmp_path / "dunstrc"
    menu.write_text(_MENU.format(wanted=wanted), "utf-8")
    menu.chmod(0o700)
    settings.write_text(_SETTINGS.format(menu=menu), "utf-8")

    def pick(label: str) -> None:
        wanted.write_text(label, "utf-8")
        _dunstctl("context")
        _dunstctl("history-pop")  # who pressed a button is shown the message no more

    command = ["dunst", "-conf", str(settings)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=dict(os.environ)) as running:
        until = time.monotonic() + _PATIENCE
        while not bus_facts().service:
            assert time.monotonic() < until, "dunst did not come"
        yield pick
        running.terminate()


def _dunstctl(*words: str) -> str:
    return subprocess.run(
        ["dunstctl", *words], check=True, timeout=_PATIENCE, capture_output=True, text=True
    ).stdout


def test_each_button_of_a_message_comes_back_as_what_it_says(
    qtbot: QtBot, qapp: QApplication, choose: Choose
) -> None:
    pressed: list[Press] = []
    told: list[bool] = []
    with listening(pressed) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [True])
        assert bus_facts().service.startswith("dunst ")
        assert _dunstctl("count", "displayed").strip() == "1"
        for count, label in enumerate(("Open", "Take", "Snooze 15 min", "Hand over…"), 1):
            choose(label)
            qtbot.waitUntil(partial(has, pressed, count))
    assert pressed == [Press(MESSAGE, button) for button in (OPEN, TAKE, SNOOZE, HAND_OVER)]


def has(pressed: list[Press], count: int) -> bool:
    return len(pressed) == count


def test_what_was_answered_is_taken_off_its_screen(
    qtbot: QtBot, qapp: QApplication, choose: Choose
) -> None:
    told: list[bool] = []
    with listening([]) as notifier:
        notifier.show(MESSAGE, told.append)
        qtbot.waitUntil(lambda: told == [True])
        notifier.retain(frozenset())
        qtbot.waitUntil(lambda: _dunstctl("count", "displayed").strip() == "0")
