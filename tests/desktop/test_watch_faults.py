"""Machines whose clocks jump, which sleep, and which lose the database: each alert fires once."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from desktop.heartbeat import Heartbeat
from desktop.watch import BEAT
from desktop.watch_loop import WatchLoop
from models.changes import Written
from models.commands.cases import open_case
from models.database import Database
from models.desk_time import RunningClock
from models.entities import PlannedAlert
from models.errors import KnownError, Unreachable
from models.queries.alerts import AlertRow
from models.queries.burns import BurnRow
from models.queries.crossings import CrossingRow
from models.schema import open_checked
from models.work import Work
from tests.conftest import NOW
from tests.desktop.test_watch import URGENT

T = TypeVar("T")
FULL = "LEADLINE_FULL" in os.environ
ALERTS, MINUTES = (10_000, 240) if FULL else (100, 5)
SKEWS = [
    sign * timedelta(seconds=seconds)
    for sign in (1, -1)
    for seconds in (0, 1, 1.4, 3, 60, 7_200, 86_400, 25 * 86_400, 3_650 * 86_400)
]
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")


@dataclass
class Machine:
    """True time is the database's; the wall is wrong by `skew`, and `steady` stops in sleep."""

    chance: random.Random
    true: datetime = NOW
    skew: timedelta = timedelta()
    steady: float = 0.0
    away: bool = False
    slept: list[tuple[datetime, datetime]] = field(default_factory=list)

    def wall(self) -> datetime:
        return self.true + self.skew

    def wait(self, seconds: float) -> None:
        """Time passes; now and then somebody sets the clock, its zone, or closes the lid."""
        begun, lot = self.true, self.chance.random()
        self.true += timedelta(seconds=seconds)
        self.steady += seconds
        if lot < 0.3:
            self.skew = self.chance.choice(SKEWS)
        if lot < 0.02:
            os.environ["TZ"] = self.chance.choice(ZONES)
            time.tzset()
        if lot < 0.01:
            self.true += timedelta(seconds=self.chance.uniform(1, 600))
            self.slept.append((begun, self.true))


class Reached(Database):
    """A desk that cannot be reached while its machine is away from it."""

    machine: Machine

    def read(self, query: Callable[[Session], T]) -> T:
        self._ask()
        return super().read(query)

    def write(self, command: Callable[[Work], T], **options: object) -> Written[T]:
        self._ask()
        return super().write(command)

    def _ask(self) -> None:
        if self.machine.away:
            raise Unreachable("Not reached", "The database cannot be reached.", "Wait.")


class Report:
    """What fired, with how early or late it was by true time."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.rows: list[tuple[AlertRow, timedelta]] = []
        self.told: list[str] = []

    def fired(self, rows: Sequence[AlertRow], now: datetime) -> None:
        self.rows += [(row, self.machine.true - row.due_at) for row in rows]

    def escalated(self, rows: Sequence[AlertRow], now: datetime) -> None: ...

    def burning(self, rows: Sequence[BurnRow], now: datetime) -> None: ...

    def crossed(self, rows: Sequence[CrossingRow], now: datetime) -> None: ...

    def jumped(self, jump: timedelta) -> None:
        self.told.append("jumped")

    def lost(self, error: KnownError, now: datetime) -> None:
        self.told.append("lost")

    def found(self, now: datetime) -> None:
        self.told.append("found")


@pytest.fixture
def zone_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's zone is put back after the test."""
    monkeypatch.setenv("TZ", os.environ.get("TZ", "UTC"))
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def desk(desk_file: Path, tmp_path: Path) -> Iterator[Reached]:
    path = copy(desk_file, tmp_path / "desk.db")
    database = Reached(open_checked(path), RunningClock())
    database.machine = Machine(random.Random(2026))
    database.clock = RunningClock(source=database.machine.wall)
    yield database
    database.close()


def plan(desk: Database, dues: Sequence[datetime]) -> None:
    """Alerts of one case at these instants."""

    def write(work: Work) -> None:
        case_id = open_case(work, URGENT)
        work.session.flush()
        work.touched.clear()
        work.session.add_all(
            PlannedAlert(
                case_id=case_id, commitment="resolution", cycle=1, level=f"{number}", due_at=due,
                deadline_at=NOW + timedelta(days=9),
            )
            for number, due in enumerate(dues)
        )  # fmt: skip

    desk.write(write)


def watched(desk: Reached) -> tuple[WatchLoop, Report]:
    machine, clock = desk.machine, desk.clock
    assert isinstance(clock, RunningClock)

    def settle() -> None:
        desk._ask()
        clock.offset = machine.true - machine.wall()

    report = Report(machine)
    loop = WatchLoop(
        desk, ZoneInfo("Europe/Berlin"), report, None, settle=settle,
        heartbeat=Heartbeat(machine.wall, lambda: machine.steady),
    )  # fmt: skip
    return loop, report


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a program cannot set its zone here")
@pytest.mark.usefixtures("zone_kept")
def test_of_random_schedules_none_is_missed_none_fires_twice_and_none_early(desk: Reached) -> None:
    machine = desk.machine
    dues = [NOW + timedelta(seconds=machine.chance.randrange(60 * MINUTES)) for _ in range(ALERTS)]
    plan(desk, dues)
    loop, report = watched(desk)
    while machine.true < NOW + timedelta(minutes=MINUTES, seconds=2 * BEAT):
        machine.wait(loop.look())
    loop.look()
    counts = Counter(row.level for row, _ in report.rows)
    assert (len(counts), set(counts.values())) == (ALERTS, {1})
    for row, late in report.rows:
        asleep = any(begun <= row.due_at <= until for begun, until in machine.slept)
        assert timedelta(seconds=-5) < late
        assert late <= timedelta(seconds=BEAT + 1) or asleep


@pytest.mark.parametrize("skew", [timedelta(hours=2), timedelta(hours=-2)], ids=["ahead", "behind"])
def test_a_machine_whose_clock_is_two_hours_wrong_fires_by_the_database_s(
    desk: Reached, skew: timedelta
) -> None:
    desk.machine.skew = skew
    plan(desk, [NOW + timedelta(seconds=20)])
    loop, report = watched(desk)
    while not report.rows:
        desk.machine.true += timedelta(seconds=1)
        desk.machine.steady += 1
        loop.look()
    assert desk.machine.true == NOW + timedelta(seconds=20)
    assert report.told == []


def test_a_database_that_was_gone_for_ten_minutes_is_caught_up_with(desk: Reached) -> None:
    plan(desk, [NOW + timedelta(minutes=minute) for minute in (1, 3, 7, 20)])
    loop, report = watched(desk)
    desk.machine.away = True
    for _ in range(60):
        assert loop.look() == BEAT
        desk.machine.true += timedelta(seconds=BEAT)
        desk.machine.steady += BEAT
    assert (report.told, report.rows) == (["lost"], [])
    desk.machine.away = False
    loop.look()
    assert report.told == ["lost", "found"]
    assert [row.level for row, _ in report.rows] == ["0", "1", "2"]
