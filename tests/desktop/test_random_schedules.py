"""A law: of random schedules, on machines whose clocks jump, which sleep, are killed and lose the
database, no alert is missed, none fires twice, and none too early; each person is told once.

By the database's time, which goes on whatever a machine shows.
"""

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Final

import pytest
from sqlalchemy import insert

from desktop.heartbeat import Heartbeat
from desktop.message import Message
from desktop.watch import BEAT
from desktop.watch_loop import WatchLoop
from models.commands.cases import NewCase, open_case
from models.commands.people import add_person
from models.database import Database
from models.desk_time import RunningClock
from models.entities import PlannedAlert
from models.entities.plain import plain
from models.handbook.alerting import AlertPlan
from models.handbook.instants import to_seconds
from models.queries.alerts import AlertRow
from models.schema import open_checked
from tests.conftest import FULL
from tests.desktop.schedules import Hands, Schedules, instant
from tests.desktop.test_watch import BERLIN, URGENT
from tests.desktop.test_watch_faults import Machine, Reached, Report

EARLY: Final = timedelta(seconds=5)
LATE: Final = timedelta(seconds=BEAT + 1)
SKEWS: Final = [
    sign * timedelta(seconds=seconds)
    for sign in (1, -1)
    for seconds in (0, 1, 1.4, 3, 60, 7_200, 86_400, 25 * 86_400, 3_650 * 86_400)
]
Key = tuple[int, str, int]
"""An alert's cycle, level and deadline."""
ZONES: Final = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")


@dataclass(frozen=True)
class World:
    """So many cases and looks; a person is at the watch, or whoever sees its screen."""

    seed: int
    schedules: int
    looks: int
    named: bool = False


WORLDS: Final = [World(2026, 300, 150, named=True)] + [
    World(seed, 5_000, 150) for seed in range(2 if FULL else 0)
]


@dataclass
class Life:
    """What happens to a machine: its clock is set, its zone too, it sleeps, dies, is cut off."""

    machine: Machine
    dues: Sequence[datetime]
    chance: Random
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When nothing could fire, by true time."""

    def goes_on(self, pause: float) -> bool:
        """Time passes until the next look, and whatever else; whether the watch lives still."""
        machine, chance = self.machine, self.chance
        machine.passes(pause)
        if chance.random() < 0.3:
            machine.skew = chance.choice(SKEWS)
        lot = chance.random()
        if lot < 0.02:
            os.environ["TZ"] = chance.choice(ZONES)
            time.tzset()
        elif lot < 0.05:
            self.sleeps(timedelta(seconds=chance.uniform(1, 600)), pause)
        elif lot < 0.25:
            self.sleeps(self._almost_a_due(), pause)
        elif lot < 0.30:
            self.sleeps(timedelta(seconds=chance.uniform(1, 120)), pause)  # and is killed in it
            return False
        return True

    def sleeps(self, span: timedelta, pause: float = 0.0) -> None:
        """Its seconds stand still meanwhile; `pause` before that nothing looked either."""
        begun = self.machine.true - timedelta(seconds=pause)
        self.machine.true += span
        self.down.append((begun, self.machine.true))

    def is_cut_off(self, loop: WatchLoop) -> None:
        """The database cannot be reached for a few looks."""
        begun, self.machine.away = self.machine.true, True
        for _ in range(self.chance.randrange(1, 6)):
            self.machine.passes(loop.look())
        self.machine.away = False
        self.down.append((begun, self.machine.true))

    def _almost_a_due(self) -> timedelta:
        """Until shortly before, or at, an alert that is still to come."""
        coming = [due for due in self.dues if due > self.machine.true]
        if not coming:
            return timedelta(hours=1)
        soon = self.chance.choice(coming[:200]) - timedelta(seconds=self.chance.uniform(0, 15))
        return max(soon - self.machine.true, timedelta())

    def could_fire(self, due: datetime) -> datetime:
        """The first instant from which a watch could have fired what was due then."""
        for begun, until in self.down:
            if begun <= due < until:
                due = until
        return due


class Told(Report):
    """What fired and what a person was shown, by true time."""

    def __init__(self, machine: Machine) -> None:
        super().__init__(machine)
        self.shown: list[AlertRow] = []
        self._digest: tuple[int, ...] = ()

    def notify(self, message: Message) -> bool:
        """A digest brought up to date where it stands tells what is new in it."""
        stood = self._digest if message.group else ()
        self.shown += [row for row in message.rows if row.id not in stood]
        if message.group:
            self._digest = message.alert_ids
        return True

    def retain(self, alert_ids: frozenset[int]) -> None:
        """Nothing stands here that anybody sees."""


@pytest.fixture
def zone_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's zone is put back after the test."""
    monkeypatch.setenv("TZ", os.environ.get("TZ", "UTC"))
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def desk(desk_address: str, database: Database) -> Iterator[Reached]:
    made = Reached(open_checked(desk_address), RunningClock())
    made.machine = Machine()
    made.clock = RunningClock(source=made.machine.wall)
    yield made
    made.close()


def by_key(cycle: int, alerts: Sequence[AlertPlan]) -> dict[Key, AlertPlan]:
    """Alerts of a case, none twice."""
    found = {(cycle, one.level, one.deadline_at): one for one in alerts}
    assert len(found) == len(alerts)
    return found


def plan(desk: Database, plans: Sequence[Mapping[Key, AlertPlan]]) -> None:
    """Schedules as alerts of one case, each a cycle of its own; nobody answers it."""
    case_id = desk.write(partial(open_case, new=NewCase(**{**vars(URGENT), "priority": "P3"})))
    columns = ("commitment", "level", "due_at", "deadline_at", "recipient_id", "role")
    rows = [
        {"case_id": case_id.result, "cycle": cycle, "step": 0}
        | {name: getattr(one, name) for name in columns}
        for alerts in plans
        for (cycle, *_), one in alerts.items()
    ]
    with desk.engine.begin() as connection:
        connection.execute(insert(plain(PlannedAlert)), rows)


def watch(desk: Reached, told: Told) -> WatchLoop:
    """A watch that has just been started, on a machine that asks the database's time."""
    machine, clock = desk.machine, desk.clock
    assert isinstance(clock, RunningClock)

    def settle() -> None:
        desk.ask()
        clock.offset = machine.true - machine.wall()

    heartbeat = Heartbeat(machine.wall, lambda: machine.steady)
    return WatchLoop(desk, BERLIN, told, told, settle=settle, heartbeat=heartbeat)


def live(desk: Reached, life: Life, looks: int) -> Told:
    """Through so many looks, and then a long sleep, until all of it is over."""
    told = Told(desk.machine)
    loop = watch(desk, told)
    for _ in range(looks):
        if life.chance.random() < 0.02:
            life.is_cut_off(loop)
        if not life.goes_on(loop.look()):
            loop = watch(desk, told)
    life.sleeps(max(life.dues) - desk.machine.true + timedelta(days=1))
    loop.look()
    assert loop.look() == BEAT
    return told


@pytest.mark.on_a_file
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a program cannot set its zone here")
@pytest.mark.usefixtures("zone_kept")
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: f"{world.schedules}-{world.seed}")
def test_of_random_schedules_none_is_missed_none_fires_twice_and_none_early(
    desk: Reached, world: World
) -> None:
    if desk.engine.dialect.name != "sqlite" and not world.named:
        pytest.skip("thousands are tried on a file; a server obeys the same statements")
    chance = Random(world.seed)
    ana, ben = (desk.write(partial(add_person, name=name)).result for name in ("Ana", "Ben"))
    desk.person_id = ana if world.named else None
    schedules = Schedules(chance, Hands(ana, ben))
    plans = [by_key(cycle, schedules.draw()) for cycle in range(2, world.schedules + 2)]
    plan(desk, plans)
    dues = sorted(instant(one.due_at) for alerts in plans for one in alerts.values())
    life = Life(desk.machine, dues, chance)
    told = live(desk, life, world.looks)
    fired = Counter(key_of(row) for row, _ in told.rows if row.cycle > 1)
    assert fired == Counter(key for alerts in plans for key in alerts)
    for row, late in told.rows:
        at = row.due_at + late
        assert at >= row.due_at - EARLY, row
        assert at <= life.could_fire(row.due_at) + LATE, row
    shown = Counter(key_of(row) for row in told.shown if row.cycle > 1)
    assert {*shown.values()} == {1}
    assert world.named or shown == fired
    for alerts in plans:
        hers = {key for key, one in alerts.items() if one.recipient_id == ana}
        untold = hers - {*shown}
        assert all(overtaken(alerts[key], alerts.values()) for key in untold), untold


def key_of(row: AlertRow) -> Key:
    return row.cycle, row.level, to_seconds(row.deadline_at)


def overtaken(alert: AlertPlan, others: Iterable[AlertPlan]) -> bool:
    """A breach came before a person could be told of what warned of it, and is told instead."""
    return any(
        one.due_at == one.deadline_at >= alert.deadline_at and one.due_at > alert.due_at
        for one in others if one.level in ("sla", "slo")
    )  # fmt: skip
