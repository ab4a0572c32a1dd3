"""A session bus of the tests' own, and a notification service on it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.desktop.notification_service import NotificationService


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bus that nobody else is on; it is the session's for this test."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None or not sys.platform.startswith("linux"):
        pytest.skip("no dbus-daemon here")
    command = [daemon, "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        running.terminate()


@pytest.fixture
def service(bus: str) -> Iterator[NotificationService]:
    """A notification service that remembers what it was sent."""
    service = NotificationService(bus)
    service.start()
    yield service
    service.stop()
