"""A flood of alerts: how late each reaches a notification service; and what an idle watch takes."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from select import select
from typing import Any, Final
from zoneinfo import ZoneInfo

from desktop.alert_messages import headline
from desktop.bus import NotificationBus
from desktop.message import Message
from desktop.watch import claim, record_shown, sweep, until_next
from desktop.watch_loop import WatchLoop
from models.database import Database
from models.desk_time import RunningClock, wall_time, whole_second
from models.handbook.instants import to_seconds
from models.queries.alerts import AlertRow
from tests.benchmarks.alert_desks import AT_ONCE, alert_desk, own_bus
from tests.benchmarks.figures import Figure
from tests.desktop.notification_service import NotificationService

SECONDS: Final = 60
LATE: Final = 0.3
"""Seconds from the due instant until the service has the message, for 99 of 100."""
IDLE: Final = 0.005
"""Of one core."""
_ZONE: Final = ZoneInfo("Europe/Berlin")


class Quiet:
    """Whoever runs the watch is told nothing."""

    def fired(self, *_: Any) -> None: ...
    def escalated(self, *_: Any) -> None: ...
    def burning(self, *_: Any) -> None: ...

    def crossed(self, *_: Any) -> None: ...
    def unwatched(self, *_: Any) -> None: ...
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
    """Latency first, then a minute in which nothing happens."""
    if shutil.which("dbus-daemon") is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _flood(folder)
        yield _idle(folder)


def _flood(folder: Path) -> Figure:
    with own_bus() as address:
        service = NotificationService(address)
        service.shown = arrived = Arrivals()
        service.start()
        begin = whole_second(wall_time()) + timedelta(seconds=20)
        desk = alert_desk(folder / "flood.db", AT_ONCE * SECONDS, to_seconds(begin), RunningClock())
        due = _told_one_by_one(desk, begin + timedelta(seconds=SECONDS + 1))
        service.stop()
        desk.close()
    late = sorted(
        (at - due[message[3].split()[0]]).total_seconds()
        for at, message in zip(arrived.times, arrived, strict=True)
    )
    assert len(late) == AT_ONCE * SECONDS
    return Figure(
        "alerts: due instant to notification", late[len(late) * 99 // 100], LATE, bound="at most",
        bar=1.0,
        detail=f"p99 of {len(late):,}, {AT_ONCE} falling due at once each second; median"
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


def _idle(folder: Path) -> Figure:
    """The watch of a desk on which nothing falls due."""
    desk = alert_desk(folder / "idle.db", 1_000, to_seconds(wall_time()) + 86_400, RunningClock())
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
