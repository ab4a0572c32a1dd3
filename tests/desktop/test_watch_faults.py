"""Machines whose clocks jump, which sleep, and which lose the database: each alert fires once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from models.queries.coverage import CoverRow
from models.queries.crossings import CrossingRow
from models.schema import open_checked
from models.work import Work
from tests.conftest import NOW
from tests.desktop.test_watch import URGENT

T = TypeVar("T")


@dataclass
class Machine:
    """True time is the database's; the wall is wrong by `skew`, and `steady` stops in sleep."""

    true: datetime = NOW
    skew: timedelta = timedelta()
    steady: float = 0.0
    away: bool = False

    def wall(self) -> datetime:
        return self.true + self.skew

    def passes(self, seconds: float) -> None:
        """Time goes on."""
        self.true += timedelta(seconds=seconds)
        self.steady += seconds


class Reached(Database):
    """A desk that cannot be reached while its machine is away from it."""

    machine: Machine

    def read(self, query: Callable[[Session], T]) -> T:
        self.ask()
        return super().read(query)

    def write(self, command: Callable[[Work], T], **options: object) -> Written[T]:
        self.ask()
        return super().write(command)

    def ask(self) -> None:
        """Whether it is reached; raises where it is not."""
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

    def unwatched(self, rows: Sequence[CoverRow], now: datetime) -> None: ...

    def jumped(self, jump: timedelta) -> None:
        self.told.append("jumped")

    def lost(self, error: KnownError, now: datetime) -> None:
        self.told.append("lost")

    def found(self, now: datetime) -> None:
        self.told.append("found")


@pytest.fixture
def desk(desk_file: Path, tmp_path: Path) -> Iterator[Reached]:
    path = copy(desk_file, tmp_path / "desk.db")
    database = Reached(open_checked(path), RunningClock())
    database.machine = Machine()
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
        desk.ask()
        clock.offset = machine.true - machine.wall()

    report = Report(machine)
    loop = WatchLoop(
        desk, ZoneInfo("Europe/Berlin"), report, None, settle=settle,
        heartbeat=Heartbeat(machine.wall, lambda: machine.steady),
    )  # fmt: skip
    return loop, report


@pytest.mark.parametrize("skew", [timedelta(hours=2), timedelta(hours=-2)], ids=["ahead", "behind"])
def test_a_machine_whose_clock_is_two_hours_wrong_fires_by_the_database_s(
    desk: Reached, skew: timedelta
) -> None:
    desk.machine.skew = skew
    plan(desk, [NOW + timedelta(seconds=20)])
    loop, report = watched(desk)
    while not report.rows:
        desk.machine.passes(1)
        loop.look()
    assert desk.machine.true == NOW + timedelta(seconds=20)
    assert report.told == []


def test_a_database_that_was_gone_for_ten_minutes_is_caught_up_with(desk: Reached) -> None:
    plan(desk, [NOW + timedelta(minutes=minute) for minute in (1, 3, 7, 20)])
    loop, report = watched(desk)
    desk.machine.away = True
    for _ in range(60):
        assert loop.look() == BEAT
        desk.machine.passes(BEAT)
    assert (report.told, report.rows) == (["lost"], [])
    desk.machine.away = False
    loop.look()
    assert report.told == ["lost", "found"]
    assert [row.level for row, _ in report.rows] == ["0", "1", "2"]
