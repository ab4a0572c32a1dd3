"""A window that tells alerts, painted to memory, with a bus and a notification service of its own:
what ten thousand leave in it, and what it takes while nothing happens."""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from sqlalchemy import update

from desktop.application import Desk
from desktop.quitting import Application
from models.commands.alerts import mark_seen
from models.desk_time import RunningClock, wall_time
from models.entities import Case
from models.entities.plain import plain
from models.handbook.calendar import BusinessCalendar
from models.handbook.instants import from_seconds, to_seconds
from tests.benchmarks.alert_desks import AT_ONCE, alert_desk, own_bus
from tests.benchmarks.desks import NOW
from tests.benchmarks.figures import Figure
from tests.conftest import MovingClock
from tests.desktop.desks import open_window
from tests.desktop.notification_service import NotificationService

IDLE: Final = 0.005
"""Of one core."""
SECONDS: Final = 60
SETTLED: Final = 25
"""Seconds after which a window has read what it shows."""
WARM: Final = 5_000
MANY: Final = 10_000
LOOKS: Final = 5
"""Storms after which memory is read; the least counts, for what is under way is not held."""
EVERY: Final = 90
"""Seconds between two hundred alerts: each a storm by itself, at a desk where somebody is."""
ROOT: Final = Path(__file__).parents[2]


class Counted(list[tuple[Any, ...]]):
    """What a service was sent: how much, and nothing of it."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, message: tuple[Any, ...]) -> None:
        self._count += 1


def run() -> Iterator[Figure]:
    """Memory first, then a minute in which nothing happens."""
    if shutil.which("dbus-daemon") is None:
        return
    with tempfile.TemporaryDirectory() as name, _served() as service:
        os.environ |= {
            "QT_QPA_PLATFORM": "offscreen", "HOME": name, "XDG_CONFIG_HOME": name,
            "XDG_RUNTIME_DIR": name,
        }  # fmt: skip
        yield _memory(Path(name), service)
        yield _idle_window(Path(name))


@contextmanager
def _served() -> Iterator[NotificationService]:
    """A bus with a service that shows messages, and forgets them."""
    with own_bus() as address:
        service = NotificationService(address)
        service.shown = Counted()
        service.start()
        yield service
        service.stop()


def _memory(folder: Path, service: NotificationService) -> Figure:
    """What is held after ten thousand alerts more, each told and put away. The first ones fill
    caches that have an end: statements that are kept, and what Python remembers of attributes."""
    begin, told = 1_770_000_000, WARM + MANY
    clock = MovingClock(from_seconds(begin - EVERY))
    database = alert_desk(folder / "memory.db", told, begin, clock, EVERY)
    application = Application([])
    desk = open_window(application, database, folder)
    _settle(application, desk)
    held: dict[int, list[int]] = {WARM: [], told: []}
    objects = []
    tracemalloc.start()
    for first in range(1, told, AT_ONCE):
        _tell(application, desk, clock, range(first, first + AT_ONCE))
        for end, read in held.items():
            if end - LOOKS * AT_ONCE < first < end:
                objects.append(len(desk.window.findChildren(QObject)))  # makes Python know them
                _collect(application, desk)
                read.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    desk.close()
    desk.window.close()
    database.close()
    assert len(service.shown) >= told // AT_ONCE
    before, after = map(min, held.values())
    return Figure(
        "alerts: a window's memory after 10,000 more", after / 1e9, before / 1e9, bound="at most",
        bar=1.02,
        detail=f"{after / 1e6:.3f} MB held after {told:,} alerts told by a real bus in"
               f" {len(service.shown)} messages, {before / 1e6:.3f} MB after the first {WARM:,}:"
               f" {(after - before) / MANY:+.1f} bytes for each; {objects[0]:,} and {objects[-1]:,}"
               " objects in the window (shown as seconds: gigabytes)",
    )  # fmt: skip


def _collect(application: Application, desk: Desk) -> None:
    """Until nothing is left to collect: what goes may leave more to go, by the events of Qt."""
    while gc.collect():
        _settle(application, desk)


def _tell(application: Application, desk: Desk, clock: MovingClock, alerts: range) -> None:
    """They fall due, are shown by the bus and in the bar, and are put away."""
    clock.instant += timedelta(seconds=EVERY)
    desk.backstage.watch.look()
    _settle(application, desk)
    desk.workspace.write(partial(mark_seen, alert_ids=list(alerts), person_id=1))
    desk.backstage.watch.look()
    _settle(application, desk)


def _settle(application: Application, desk: Desk) -> None:
    until = time.monotonic() + 30
    application.processEvents()
    while desk.tasks.busy or desk.backstage.bus.busy:
        assert time.monotonic() < until, "the window does not come to rest"
        application.processEvents()


def _idle_window(folder: Path) -> Figure:
    """A window on its queue, with all that works behind it; the clocks of the cases run, whatever
    the day and the hour, and the first of them breaches in an hour."""
    path, now = folder / "window.db", to_seconds(wall_time())
    desk = alert_desk(path, 1_000, now + 86_400, RunningClock())
    later = now + 3_600 - to_seconds(NOW)
    case = plain(Case)
    columns: dict[str, Any] = {
        name: case.c[name] + later for name in ("sort_at", "next_due_at", "next_warn_at")
    }
    columns["next_calendar"] = BusinessCalendar.always().fingerprint
    with desk.engine.begin() as connection:
        connection.execute(update(case).values(columns))
    desk.close()
    command = [sys.executable, "-m", "desktop", "--database", str(path), "--as", "Agent 1"]
    with subprocess.Popen(command, cwd=ROOT) as window:
        time.sleep(SETTLED)
        before = _used(window.pid)
        time.sleep(SECONDS)
        share = (_used(window.pid) - before) / SECONDS
        window.terminate()
    return Figure(
        "alerts: an idle window", share, IDLE, bound="at most", bar=1.0,
        detail=f"{share:.2%} of one core over {SECONDS} s, 1,000 cases open whose clocks run,"
               f" {SETTLED} s after its start; a notification service on its bus",
    )  # fmt: skip


def _used(process: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
