"""The desk as a process under a screen of its own, with a tray and a notification service.

The window runs as `leadline` does, on a past instant a moment before a first warning, so that the
alert falls due while it is watched; nothing is stood in for but the panel of the desktop.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.message import Message
from desktop.preferences import FilePreferences, preferences_file
from desktop.tray import said_of
from models.database import Database
from models.gauge import Danger
from models.schema import open_checked
from tests.conftest import FULL, HANDBOOK, NOW, MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.real_keys import focus, press, until_titled
from tests.desktop.test_watch import opened, person
from tests.desktop.tray_watcher import TrayWatcher
from tests.made_desks import empty_desk
from ui.computer.window_card import CLOSING

TITLE = "Queue – Replay of 12 May 2026 – Leadline"
BEFORE_THE_WARNING = NOW + timedelta(minutes=9, seconds=57)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk in a file, on which Ana owes a first response; and nobody's preferences."""
    file = tmp_path / "desk.db"
    empty_desk(
        file, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    database = Database(open_checked(file), MovingClock(NOW))
    opened(database, person(database, "Ana Ruiz"))
    database.close()
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return file


@contextmanager
def window(desk: Path, now: datetime) -> Iterator["subprocess.Popen[str]"]:
    """The window of a past desk, until the block ends."""
    command = [sys.executable, "-m", "desktop", "--database", str(desk), "--as", "Ana Ruiz"]
    with subprocess.Popen([*command, "--now", now.isoformat()], stderr=subprocess.PIPE,
                          text=True) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def test_the_first_warning_comes_as_a_message_and_its_click_opens_the_case(
    desk: Path, screen: str, service: NotificationService, tray: TrayWatcher
) -> None:
    with window(desk, BEFORE_THE_WARNING):
        icon = tray.wait_for_item()
        until_titled(TITLE)
        ((_, _, _, title, body, *_),) = service.wait_for(1)
        assert title == "CS-1001 owes Northwind a first response by 14:43"
        assert body == "SLO reached · Payments &lt;fail&gt; &amp; stop"
        service.click(1)
        until_titled("CS-1001 – Replay of 12 May 2026 – Leadline")
        assert tray.read(icon, "ToolTip")[2] == "Leadline: 1 at risk"


@pytest.mark.skipif(not FULL, reason="a window of its own, for a key: in the full run")
def test_a_real_key_opens_what_the_bar_says_is_due(
    desk: Path, screen: str, service: NotificationService
) -> None:
    with window(desk, BEFORE_THE_WARNING):
        number = until_titled(TITLE)
        service.wait_for(1)  # the bar has it too by then: it is shown first
        focus(number)
        press("F8")
        until_titled("CS-1001 – Replay of 12 May 2026 – Leadline")


def test_the_icon_comes_when_a_tray_does_and_takes_clicks(
    desk: Path, screen: str, bus: str
) -> None:
    with window(desk, NOW):
        until_titled(TITLE)
        late = TrayWatcher(bus)
        late.start()
        try:
            icon = late.wait_for_item()
            assert late.read(icon, "ToolTip")[2] == "Leadline: on time"
            assert late.read(icon, "IconPixmap")
            late.click(icon)
        finally:
            late.stop()


@pytest.mark.skipif(not FULL, reason="a window of its own, for some looks: in the full run")
def test_a_tray_that_goes_and_returns_has_the_icon_again_and_the_window_is_there_meanwhile(
    desk: Path, screen: str, bus: str, tray: TrayWatcher
) -> None:
    """It is kept in the tray, as the person chose; then the panel crashes, and is started again."""
    FilePreferences(preferences_file()).set(CLOSING, "tray")
    with window(desk, NOW):
        number = until_titled(TITLE)
        tray.wait_for_item()
        focus(number)
        press("ctrl+w")
        until_gone(TITLE)
        tray.stop()
        until_titled(TITLE)
        again = TrayWatcher(bus)
        again.start()
        try:
            assert again.read(again.wait_for_item(), "ToolTip")[2] == "Leadline: on time"
        finally:
            again.stop()


def until_gone(words: str) -> None:
    """Until no window of that title is on the screen."""
    command = ["xdotool", "search", "--onlyvisible", "--name", re.escape(words)]
    until = time.monotonic() + 60
    while subprocess.run(command, check=False, capture_output=True).stdout:
        assert time.monotonic() < until, f"{words} stays on the screen"


def test_where_there_is_no_tray_no_icon_is_made(
    qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path
) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    assert desk.window.findChildren(QSystemTrayIcon) == []
    assert not desk.backstage.tray.notify(Message("Title", "Body", None))
    close_window(qtbot, desk)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Danger(), "Leadline: on time"),
        (Danger(3, 0, "slo_missed"), "Leadline: 3 at risk"),
        (Danger(0, 2, "breached"), "Leadline: 2 breached"),
        (Danger(1, 1_200, "breached"), "Leadline: 1,200 breached, 1 at risk"),
    ],
)
def test_the_tip_tells_breached_and_at_risk_apart(found: Danger, words: str) -> None:
    assert said_of(found) == words


def test_the_programs_own_icon_has_the_number_of_cases_that_need_somebody(
    qtbot: QtBot, qapp: QApplication, database: Database, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk = open_window(qapp, database, tmp_path)
    settle(qtbot, desk)
    numbers: list[int] = []
    monkeypatch.setattr(
        QApplication, "setBadgeNumber", lambda _, number: numbers.append(number), raising=False
    )
    for found in (Danger(1, 2, "breached"), Danger(1, 2, "breached"), Danger()):
        desk.backstage.tray.show_danger(found)
    assert numbers == [3, 0]
    close_window(qtbot, desk)
