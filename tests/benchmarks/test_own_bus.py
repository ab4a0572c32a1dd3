"""The benchmarks' own bus is gone once they end, also where they fail."""

import os
import shutil

import pytest

from tests.benchmarks.alert_desks import own_bus


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no bus to start here")
def test_the_session_s_bus_is_back_where_a_benchmark_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    used: list[tuple[str, str]] = []

    def fail() -> None:
        with own_bus() as address:
            used.append((address, os.environ["DBUS_SESSION_BUS_ADDRESS"]))
            raise RuntimeError("benchmark")

    with pytest.raises(RuntimeError, match="benchmark"):
        fail()
    ((address, in_use),) = used
    assert address == in_use != ""
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == "unix:path=/nowhere"
