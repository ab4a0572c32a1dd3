"""One window per desk: a second start is another process, and raises the window of the first."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.front import bring_to_front
from desktop.second_starts import SecondStarts
from desktop.single_instance import SingleInstance
from tests.conftest import ROOT

SECOND = """
import json, sys
from desktop.single_instance import SingleInstance
entered = SingleInstance().enter(sys.argv[1], sys.argv[2] or None)
print(json.dumps([entered, "PySide6" in sys.modules]))
"""
HOLDER = """
import sys, time
from PySide6.QtCore import QCoreApplication
from desktop.second_starts import SecondStarts
from desktop.single_instance import SingleInstance
application, instance = QCoreApplication([]), SingleInstance()
instance.enter(sys.argv[1])
ear = SecondStarts(lambda person: True)
ear.listen(instance.channel)
print("listening", flush=True)
application.exec()
"""


pytestmark = pytest.mark.usefixtures("runtime")


def second(address: Path | str, person: str = "") -> "subprocess.Popen[str]":
    """A second start of a desk, as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(address), person], cwd=ROOT, stdout=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_ACTIVATION_TOKEN": "token-7"},
    )  # fmt: skip


def told(process: "subprocess.Popen[str]") -> str:
    """What it said: whether it entered, and whether it loaded Qt."""
    return process.communicate(timeout=60)[0].strip()


def test_a_second_start_raises_the_window_of_the_first_and_loads_no_qt(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window, instance = QWidget(), SingleInstance()
    qtbot.addWidget(window)
    window.showMinimized()
    assert instance.enter(str(tmp_path / "desk.db"), "Ana")
    heard = []

    def wanted(person: str) -> bool:
        heard.append(person)
        bring_to_front(window)
        return True

    ear = SecondStarts(wanted, window)
    ear.listen(instance.channel)
    started = second(tmp_path / "desk.db", "Ana")
    qtbot.waitUntil(lambda: started.poll() is not None)
    assert told(started) == "[false, false]"
    assert heard == ["Ana"]
    assert not window.isMinimized()
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "token-7"
    ear.close()
    instance.leave()


def test_leadline_started_twice_opens_one_window(
    qtbot: QtBot, qapp: QApplication, desk: Path, tmp_path: Path, runtime: Path
) -> None:
    command = [sys.executable, "-m", "desktop", "--database", str(desk), "--as", "Ana"]
    folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    alone = {**os.environ, **dict.fromkeys(folders, str(tmp_path)), "PYTHONPATH": str(ROOT),
             "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}  # fmt: skip
    first = subprocess.Popen(command, env=alone, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        qtbot.waitUntil(lambda: any(file.is_socket() for file in (runtime / "leadline").glob("*")))
        again = subprocess.run(
            command, env=alone, cwd=ROOT, timeout=60, check=False, capture_output=True, text=True
        )
        assert (again.returncode, again.stdout) == (0, "")
        assert again.stderr == "This desk is open already: its window is in front.\n"
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()


def test_two_ways_to_write_a_file_are_one_desk_and_another_desk_opens_beside_it(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, link, other = SingleInstance(), SingleInstance(), SingleInstance()
    assert first.enter(str(tmp_path / "desk.db"))
    ear = SecondStarts(lambda person: True)
    ear.listen(first.channel)
    (tmp_path / "link.db").symlink_to(tmp_path / "desk.db")
    started = second(tmp_path / "link.db")
    qtbot.waitUntil(lambda: started.poll() is not None)
    assert told(started) == "[false, false]"
    assert other.enter(str(tmp_path / "other.db"))
    assert other.channel != first.channel
    ear.close()
    first.leave()
    assert link.enter(str(tmp_path / "link.db"))
    assert link.channel
    link.leave()
    other.leave()


def test_a_window_that_somebody_else_is_at_stays_and_another_opens_beside_it(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    instance = SingleInstance()
    instance.enter(str(tmp_path / "desk.db"))
    ear = SecondStarts(lambda person: person == "Ana")
    ear.listen(instance.channel)
    started = second(tmp_path / "desk.db", "Ben")
    qtbot.waitUntil(lambda: started.poll() is not None)
    assert told(started) == "[true, false]"
    ear.close()
    instance.leave()


def test_the_desk_of_a_process_that_was_killed_is_free_and_its_socket_is_used_again(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "desk.db")], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "listening\n"
    instance = SingleInstance()
    assert not instance.enter(str(tmp_path / "desk.db"))
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert instance.enter(str(tmp_path / "desk.db"))
    assert Path(instance.channel).exists()  # what the killed one left
    ear = SecondStarts(lambda person: True)
    ear.listen(instance.channel)
    started = second(tmp_path / "desk.db")
    qtbot.waitUntil(lambda: started.poll() is not None)
    assert told(started) == "[false, false]"
    ear.close()
    instance.leave()


def test_a_window_that_does_not_answer_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.single_instance._PATIENCE", 0.05)
    hanging, second_one = SingleInstance(), SingleInstance()
    hanging.enter(str(tmp_path / "desk.db"))
    assert second_one.enter(str(tmp_path / "desk.db"))
    assert second_one.channel == ""
    hanging.leave()


def test_where_the_folder_is_somebody_elses_there_is_no_lock_and_the_window_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: Path
) -> None:
    (runtime / "leadline").write_text("not a folder")
    instance = SingleInstance()
    assert instance.enter(str(tmp_path / "desk.db"))
    assert instance.channel == ""


@pytest.mark.parametrize(
    "line", [b"\n", b"[]\n", b"\xff\n", b'{"person": 1}\n', b"x" * 5000], ids=range(5)
)
def test_what_is_no_wish_of_ours_is_hung_up_on(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, line: bytes
) -> None:
    from PySide6.QtNetwork import QLocalSocket

    instance = SingleInstance()
    instance.enter(str(tmp_path / "desk.db"))
    heard: list[str] = []

    def wanted(person: str) -> bool:
        heard.append(person)
        return True

    ear = SecondStarts(wanted)
    ear.listen(instance.channel)
    caller = QLocalSocket()
    caller.connectToServer(instance.channel)
    caller.write(line)
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []
    ear.close()
    instance.leave()
