"""The command line as it is typed; a screen of its own; a session bus, and who is on it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from tests.conftest import HANDBOOK
from tests.desktop.command_line import Typist
from tests.desktop.hook import Hook
from tests.desktop.notification_service import NotificationService
from tests.desktop.screen_reader import ScreenReader
from tests.desktop.tray_watcher import TrayWatcher
from tests.made_desks import empty_desk

Run = Any


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An X server of its own; the name of its display."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("no Xvfb and xdotool here")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        yield display
        server.terminate()


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A webhook on loopback."""
    made = Hook()
    yield made
    made.close()


@contextmanager
def private_bus() -> Iterator[str]:
    """The address of a bus that nobody else is on."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None or not sys.platform.startswith("linux"):
        pytest.skip("no dbus-daemon here")
    command = [daemon, "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
        running.terminate()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bus of this test's own; it is the session's meanwhile."""
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def system_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Another one, which is the system's meanwhile."""
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture(autouse=True)
def no_system_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether this machine's screen is locked is nothing to a test."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")


@pytest.fixture
def service(bus: str) -> Iterator[NotificationService]:
    """A notification service that remembers what it was sent."""
    service = NotificationService(bus)
    service.start()
    yield service
    service.stop()


@pytest.fixture
def tray(bus: str) -> Iterator[TrayWatcher]:
    """A tray on the tests' own bus."""
    watcher = TrayWatcher(bus)
    watcher.start()
    yield watcher
    watcher.stop()


@pytest.fixture
def reader(bus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScreenReader]:
    """Somebody who listens to programs on the tests' own bus."""
    monkeypatch.setenv("AT_SPI_BUS_ADDRESS", bus)
    made = ScreenReader(bus)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command that ends well, and gives what it says as JSON."""

    def run(*words: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert main([*words, "--json"]) == status
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command that is refused, and gives the sentence."""

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main(list(words)) == 3
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        return err.strip()

    return run


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typist:
    """Types commands, and gives what each said."""
    return Typist(capsys)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty desk's file, in a folder of its own."""
    path = tmp_path / "desk" / "desk.db"
    empty_desk(
        path, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK, lead="Ana",
        now=datetime(2016, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    return path


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets of its own: pytest's would be too long a path for one."""
    with tempfile.TemporaryDirectory(prefix="leadline-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def thousand_files() -> Iterator[None]:
    """A process that has so many files open that the next one's number is beyond 1,024."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] != resource.RLIM_INFINITY and before[1] < 1200:
        pytest.skip("this machine allows no process so many files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], 1200), before[1]))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1030)]
    yield
    for number in opened:
        os.close(number)
    resource.setrlimit(resource.RLIMIT_NOFILE, before)
