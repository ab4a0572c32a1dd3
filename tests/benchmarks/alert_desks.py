"""Desks of alerts that fall due one after the other, and a bus that nobody else is on."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert

from models.database import Database
from models.entities import PlannedAlert
from models.entities.plain import plain
from models.schema import open_checked
from tests.benchmarks.desks import desk_with

AT_ONCE: Final = 100


def alert_desk(path: Path, alerts: int, begin: int, clock: Any, every: int = 1) -> Database:
    """A desk of so many cases with an alert each; a hundred fall due `every` so many seconds."""
    engine = open_checked(desk_with(path, alerts))
    rows = [
        {"case_id": n + 1, "commitment": "resolution", "cycle": 1, "level": "75%",
         "deadline_at": begin + n // AT_ONCE * every + 3_600,
         "due_at": begin + n // AT_ONCE * every,
         "recipient_id": 1, "step": 0}
        for n in range(alerts)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(plain(PlannedAlert)), rows)
        connection.exec_driver_sql("ANALYZE")
    return Database(engine, clock, person_id=1)


@contextmanager
def own_bus() -> Iterator[str]:
    """A bus that nobody else is on; it is the session's meanwhile."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        before = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
        try:
            yield address
        finally:
            if before is None:
                del os.environ["DBUS_SESSION_BUS_ADDRESS"]
            else:
                os.environ["DBUS_SESSION_BUS_ADDRESS"] = before
            running.terminate()
