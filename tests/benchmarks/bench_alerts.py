"""A flood of alerts: how late each reaches a notification service, what ten thousand leave in
memory, and what an idle watch and an idle window take."""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from select import select
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from desktop.alert_messages import headline
from desktop.bus import NotificationBus
from desktop.message import Message
from desktop.watch import claim, record_shown, sweep, until_next
from desktop.watch_loop import WatchLoop
from models.database import Database
from models.desk_time import RunningClock, StoppedClock, wall_time, whole_second
from models.entities import Case, PlannedAlert
from models.entities.plain import plain
from models.handbook.instants import from_seconds, to_seconds
from models.queries.alerts import AlertRow
from models.schema import open_checked
from tests.benchmarks.desks import NOW, desk_with
from tests.benchmarks.figures import Figure
from tests.desktop.notification_service import NotificationService

EACH_SECOND: Final = 100
SECONDS: Final = 60
LATE: Final = 0.3
"""Seconds from the due instant until the service has the message, for 99 of 100."""
IDLE: Final = 0.005
"""Of one core."""
WARM: Final = 5_000
MANY: Final = 10_000
SETTLED: Final = 25
"""Seconds after which a window has read what it shows."""
ROOT: Final = Path(__file__).parents[2]
_ZONE: Final = ZoneInfo("Europe/Berlin")


class Quiet:
    """Whoever runs the watch is told nothing."""

    def fired(self, *_: Any) -> None: ...
    def escalated(self, *_: Any) -> None: ...
    def burning(self, *_: Any) -> None: ...

    def crossed(self, *_: Any) -> None: ...
    def jumped(self, *_: Any) -> None: ...
    def lost(self, *_: Any) -> None: ...
    def found(self, *_: Any) -> None: ...


class Arrivals(list[tuple[Any, ...]]):
    """What a service was sent, and when each came."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[datetime] = []

    def append(self, message: tuple[Any, ...]) -> None:
        self.times.append(wall_time())
        super().append(message)


def run() -> Iterator[Figure]:
    """Latency first, then memory, then a minute in which nothing happens."""
    if shutil.which("dbus-daemon") is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _flood(folder)
        yield _memory(folder)
        yield _idle(folder)
        yield _idle_window(folder)


def _flood(folder: Path) -> Figure:
    with _bus() as address:
        service = NotificationService(address)
        service.shown = arrived = Arrivals()
        service.start()
        begin = whole_second(wall_time()) + timedelta(seconds=20)
        desk = _desk(folder / "flood.db", EACH_SECOND * SECONDS, to_seconds(begin), RunningClock())
        due = _told_one_by_one(desk, begin + timedelta(seconds=SECONDS + 1))
        service.stop()
        desk.close()
    late = sorted(
        (at - due[message[3].split()[0]]).total_seconds()
        for at, message in zip(arrived.times, arrived, strict=True)
    )
    assert len(late) == EACH_SECOND * SECONDS
    return Figure(
        "alerts: due instant to notification", late[len(late) * 99 // 100], LATE, bound="at most",
        bar=1.0,
        detail=f"p99 of {len(late):,}, {EACH_SECOND} falling due at once each second; median"
               f" {late[len(late) // 2] * 1000:.0f} ms, last {late[-1] * 1000:.0f} ms; a real bus,"
               " no digest",
    )  # fmt: skip


def _told_one_by_one(desk: Database, until: datetime) -> dict[str, datetime]:
    """The watch as it goes, but for the digest: each alert is a message of its own."""
    notifier, due = NotificationBus(), dict[str, datetime]()
    while wall_time() < until:
        found = sweep(desk)
        rows = claim(desk)
        due |= {row.case_key: row.due_at for row in rows}
        _show(notifier, desk, rows)
        if rows:
            record_shown(desk, rows, 1, taken=True)
        time.sleep(max(min(until_next(desk.clock, found.next_due_at), 1.0), 0.0))
    notifier.close()
    return due


def _show(notifier: NotificationBus, desk: Database, rows: Sequence[AlertRow]) -> None:
    """As a window does: the next is sent before the service has answered the one before."""
    taken: list[bool] = []
    for row in rows:
        words = str(headline(row, desk.clock.now(), _ZONE))
        notifier.show(Message(words, row.title, row.case_id), taken.append)
    while len(taken) < len(rows):
        select([number for number in (notifier.socket,) if number is not None], [], [], 1.0)
        notifier.listen()
    assert all(taken)


def _memory(folder: Path) -> Figure:
    """What is held after ten thousand alerts more. The first ones fill caches that have an end:
    statements that are kept, and what Python remembers of where attributes were found."""
    begin, told = 1_770_000_000, WARM + MANY
    desk = _desk(folder / "memory.db", told, begin, StoppedClock(from_seconds(begin)))
    held = []
    tracemalloc.start()
    for second in range(told // EACH_SECOND):
        desk.clock = StoppedClock(from_seconds(begin + second))
        sweep(desk)
        rows = claim(desk)
        record_shown(desk, rows, 1, taken=True)
        if (second + 1) * EACH_SECOND in (WARM, told):
            del rows
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    desk.close()
    first, last = held
    return Figure(
        "alerts: memory after 10,000 more", last / 1e9, first / 1e9, bound="at most", bar=1.02,
        detail=f"{last / 1e6:.3f} MB held after {told:,} alerts told, {first / 1e6:.3f} MB after"
               f" the first {WARM:,}: {(last - first) / MANY:+.1f} bytes for each (shown as"
               " seconds: gigabytes)",
    )  # fmt: skip


def _idle(folder: Path) -> Figure:
    """The watch of a desk on which nothing falls due."""
    desk = _desk(folder / "idle.db", 1_000, to_seconds(wall_time()) + 86_400, RunningClock())
    stop = threading.Event()
    loop = WatchLoop(desk, _ZONE, Quiet(), None)
    loop.look()
    threading.Timer(SECONDS, stop.set).start()
    began, used = time.monotonic(), time.process_time()
    loop.run(stop.wait)
    share = (time.process_time() - used) / (time.monotonic() - began)
    desk.close()
    return Figure(
        "alerts: an idle watch", share, IDLE, bound="at most", bar=1.0,
        detail=f"{share:.3%} of one core over {SECONDS} s with 1,000 alerts planned for tomorrow",
    )  # fmt: skip


def _idle_window(folder: Path) -> Figure:
    """A window on its queue, painted to memory, with all that works behind it; the clocks of the
    cases run, the first of them breaches in an hour."""
    path, now = folder / "window.db", to_seconds(wall_time())
    desk = _desk(path, 1_000, now + 86_400, RunningClock())
    _put_off(desk, now + 3_600 - to_seconds(NOW))
    desk.close()
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }  # fmt: skip
    command = [sys.executable, "-m", "desktop", "--database", str(path), "--as", "Agent 1"]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as window:
        time.sleep(SETTLED)
        before = _used(window.pid)
        time.sleep(SECONDS)
        share = (_used(window.pid) - before) / SECONDS
        window.terminate()
    return Figure(
        "alerts: an idle window", share, IDLE, bound="at most", bar=1.0,
        detail=f"{share:.2%} of one core over {SECONDS} s, 1,000 cases open whose clocks run,"
               f" {SETTLED} s after its start",
    )  # fmt: skip


def _put_off(desk: Database, seconds: int) -> None:
    case = plain(Case)
    later = {name: case.c[name] + seconds for name in ("sort_at", "next_due_at", "next_warn_at")}
    with desk.engine.begin() as connection:
        connection.execute(update(case).values(later))


def _used(process: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _desk(path: Path, alerts: int, begin: int, clock: Any) -> Database:
    """A desk of so many cases with an alert each, a hundred falling due each second."""
    engine = open_checked(desk_with(path, alerts))
    rows = [
        {"case_id": n + 1, "commitment": "resolution", "cycle": 1, "level": "75%",
         "deadline_at": begin + n // EACH_SECOND + 3_600, "due_at": begin + n // EACH_SECOND,
         "recipient_id": 1, "step": 0}
        for n in range(alerts)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(plain(PlannedAlert)), rows)
        connection.exec_driver_sql("ANALYZE")
    return Database(engine, clock, person_id=1)


@contextmanager
def _bus() -> Iterator[str]:
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
