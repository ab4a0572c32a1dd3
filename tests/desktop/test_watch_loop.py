"""The watch without a window: when it looks, whom it tells, what it survives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from desktop.cover_watch import CoverWatch
from desktop.heartbeat import Heartbeat
from desktop.watch import BEAT, claim
from desktop.watch_loop import WatchLoop
from desktop.watch_mood import Mood
from models.commands.clock_set_back import NEAR
from models.database import Database
from models.desk_time import RunningClock
from models.errors import KnownError, Unreachable
from models.queries.alerts import AlertRow
from models.queries.burns import BurnRow
from models.queries.coverage import CoverRow
from models.queries.crossings import CrossingRow
from tests.conftest import NOW
from tests.desktop.test_watch import BERLIN, URGENT, Shelf, at_window, opened, person

T = TypeVar("T")


@dataclass
class Report:
    """What the watch said, in its order."""

    said: list[str] = field(default_factory=list)
    alerts: list[tuple[datetime, AlertRow]] = field(default_factory=list)
    went_on: list[str] = field(default_factory=list)

    def fired(self, rows: Sequence[AlertRow], now: datetime) -> None:
        self.alerts += [(now, row) for row in rows]
        self.said += [f"{row.case_key} {row.level}" for row in rows]

    def escalated(self, rows: Sequence[AlertRow], now: datetime) -> None:
        self.said += [f"{row.case_key} {row.level} went on" for row in rows]
        self.went_on += [f"{row.case_key} {row.level} to {row.called}" for row in rows]

    def burning(self, rows: Sequence[BurnRow], now: datetime) -> None:
        self.said += [f"{row.priority} {row.commitment} burns {row.kind}" for row in rows]

    def crossed(self, rows: Sequence[CrossingRow], now: datetime) -> None:
        self.said += [f"crossed: {row.words}" for row in rows]

    def unwatched(self, rows: Sequence[CoverRow], now: datetime) -> None:
        self.said += [f"nobody watches {row.priority}" for row in rows]

    def jumped(self, jump: timedelta) -> None:
        self.said.append(f"jumped {jump}")

    def lost(self, error: KnownError, now: datetime) -> None:
        self.said.append(f"lost: {error.title}")

    def found(self, now: datetime) -> None:
        self.said.append("found")


@dataclass
class World:
    """A machine whose time passes only while the watch waits; it stops at `until`."""

    wall: datetime = NOW
    steady: float = 0.0
    until: datetime = NOW + timedelta(hours=1)
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.steady += seconds
        self.wall += timedelta(seconds=seconds)
        return self.wall >= self.until

    def heartbeat(self) -> Heartbeat:
        return Heartbeat(lambda: self.wall, lambda: self.steady)

    def clock(self) -> RunningClock:
        return RunningClock(source=lambda: self.wall)


def watching(
    database: Database, world: World, shelf: Shelf | None = None
) -> tuple[WatchLoop, Report]:
    report = Report()
    database.clock = world.clock()
    notifier = shelf if shelf is not None else Shelf()
    return WatchLoop(database, BERLIN, report, notifier, heartbeat=world.heartbeat()), report


def test_each_alert_fires_at_its_instant_and_the_beat_is_kept_between(database: Database) -> None:
    opened(database)
    world = World(until=NOW + timedelta(minutes=20))
    loop, report = watching(database, world)
    loop.run(world.wait)
    assert [(at - NOW, row.level) for at, row in report.alerts] == [
        (timedelta(minutes=10), "slo"),
        (timedelta(minutes=11, seconds=15), "75%"),
        (timedelta(minutes=15), "sla"),
    ]
    assert max(world.waits) == BEAT


def test_it_wakes_in_time_though_its_seconds_began_in_the_middle_of_one(
    database: Database,
) -> None:
    opened(database)
    world = World(wall=NOW + timedelta(milliseconds=700), until=NOW + timedelta(minutes=12))
    loop, report = watching(database, world)
    loop.run(world.wait)
    assert [at - NOW for at, _ in report.alerts] == [
        timedelta(minutes=10), timedelta(minutes=11, seconds=15),
    ]  # fmt: skip


def test_what_a_colleague_adds_is_seen_within_a_beat(database: Database) -> None:
    world = World(until=NOW + timedelta(minutes=41))
    loop, report = watching(database, world)

    def wait(seconds: float) -> bool:
        if world.wall == NOW + timedelta(minutes=30):
            opened(database)
        return world.wait(seconds)

    loop.run(wait)
    assert report.alerts[0][0] == NOW + timedelta(minutes=40)


def test_what_fired_while_the_clock_was_ahead_fires_again_when_it_is_due(
    database: Database,
) -> None:
    """Told two hours early, and by nobody in time, it would be as though there were no alert."""
    ana = person(database, "Ana Ruiz")
    case_id = opened(database, ana)
    shelf, world = Shelf(), World(wall=NOW + timedelta(hours=2))
    loop, report = watching(at_window(database, ana), world, shelf)
    loop.look()
    early = len(report.alerts)
    assert [message[2] for message in shelf.shown] == [None]  # all that came before it looked
    world.wall = NOW + timedelta(minutes=4)
    loop.look()
    assert len(report.alerts) == early
    world.wall, world.until = NOW + timedelta(minutes=9), NOW + timedelta(minutes=12)
    loop.run(world.wait)
    assert [(at - NOW, row.level) for at, row in report.alerts[early:]] == [
        (timedelta(minutes=10), "slo"), (timedelta(minutes=11, seconds=15), "75%"),
    ]  # fmt: skip
    assert [message[2] for message in shelf.shown] == [None, case_id, case_id]


def test_what_nobody_saw_is_said_as_it_goes_on(database: Database) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    world = World(until=NOW + timedelta(minutes=14))
    loop, report = watching(database, world)
    loop.run(world.wait)
    assert report.said == ["CS-1001 slo", "CS-1001 75%"]
    world.until = NOW + timedelta(minutes=21)
    loop.run(world.wait)
    assert "CS-1001 sla went on" in report.said


@pytest.mark.on_a_file
def test_a_person_is_told_what_is_theirs_and_a_restart_repeats_nothing(
    database: Database,
) -> None:
    ana, ben = person(database, "Ana Ruiz"), person(database, "Ben Okafor")
    person(database, "Lea Brandt", "lead")
    case_id = opened(database, ana)
    opened(database, ben)
    desk, shelf, world = at_window(database, ana), Shelf(), World(until=NOW + timedelta(minutes=11))
    loop, report = watching(desk, world, shelf)
    loop.run(world.wait)
    assert len(report.alerts) == 2
    told = [("CS-1001 owes Northwind a first response by 14:43",
             "SLO reached · Payments <fail> & stop", case_id)]  # fmt: skip
    assert shelf.shown == told
    again, _ = watching(at_window(database, ana), world, shelf)
    again.look()
    assert shelf.shown == told


def test_without_a_person_whoever_sees_the_screen_is_told_all(database: Database) -> None:
    opened(database, person(database, "Ana Ruiz"))
    opened(database)
    world, shelf = World(until=NOW + timedelta(minutes=11)), Shelf()
    loop, _ = watching(database, world, shelf)
    loop.run(world.wait)
    assert [title[:7] for title, _, _ in shelf.shown] == ["CS-1001", "CS-1002"]


@pytest.mark.parametrize(
    ("mood", "told", "left"),
    [
        (Mood(reachable=False), [], ["P1", "P2"]),
        (Mood(quiet=True), ["2 are red, 1 reminder"], ["P2"]),
        (Mood(locked=True), ["4 alerts: 3 × P1, P2"], []),
    ],
)
def test_what_may_not_be_told_here_now_is_not_and_is_left_to_the_persons_other_desks(
    database: Database, mood: Mood, told: list[str], left: list[str]
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    opened(database, ana, replace(URGENT, priority="P2"))
    desk, world, shelf = at_window(database, ana), World(), Shelf()
    world.wall += timedelta(minutes=70)
    desk.clock = world.clock()
    loop = WatchLoop(
        desk, BERLIN, Report(), shelf, heartbeat=world.heartbeat(), mood=lambda: mood
    )  # fmt: skip
    loop.look()
    assert [title for title, _, _ in shelf.shown] == told
    assert not mood.locked or not any("Northwind" in f"{t}{b}" for t, b, _ in shelf.shown)
    assert sorted({row.priority for row in claim(at_window(desk, ana))}) == left


def test_without_a_service_nothing_is_claimed_from_the_person_s_other_desks(
    database: Database,
) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    desk, world = at_window(database, ana), World(until=NOW + timedelta(minutes=11))
    desk.clock = world.clock()
    loop = WatchLoop(desk, BERLIN, Report(), None, heartbeat=world.heartbeat())
    loop.run(world.wait)
    assert [row.level for row in claim(desk)] == ["slo"]


def test_what_no_service_took_is_told_by_the_next_window(database: Database) -> None:
    ana = person(database, "Ana Ruiz")
    opened(database, ana)
    world = World(until=NOW + timedelta(minutes=11))
    loop, _ = watching(at_window(database, ana), world, Shelf(takes=False))
    loop.run(world.wait)
    shelf, world.until = Shelf(), world.wall + timedelta(minutes=2)
    later, _ = watching(at_window(database, ana), world, shelf)
    later.run(world.wait)
    assert [body.split(" ·")[0] for _, body, _ in shelf.shown] == [
        "SLO reached", "75% of the time used",
    ]  # fmt: skip


def test_after_sleep_it_says_so_takes_the_time_anew_and_tells_one_digest(
    database: Database,
) -> None:
    ana = person(database, "Ana Ruiz")
    person(database, "Lea Brandt", "lead")
    for _ in range(4):
        opened(database, ana)
    world, shelf, report, desk = World(), Shelf(), Report(), at_window(database, ana)
    settled: list[bool] = []
    desk.clock = world.clock()
    loop = WatchLoop(
        desk, BERLIN, report, shelf, heartbeat=world.heartbeat(),
        settle=lambda: settled.append(True),
    )  # fmt: skip
    loop.look()
    world.wait(BEAT)
    world.wall += timedelta(hours=2)  # the lid was closed
    loop.look()
    assert report.said[:2] == ["crossed: 4 P1 cases are open, over 2", "jumped 2:00:00"]
    assert settled == [True, True]  # at each look
    assert [title for title, _, _ in shelf.shown] == ["8 went red while asleep, 4 reminders"]


def test_a_desk_out_of_reach_is_said_once_and_caught_up_with_when_it_is_back(
    database: Database,
) -> None:
    opened(database)
    world = World(until=NOW + timedelta(minutes=30))
    gone = Gone(database, world, NOW + timedelta(minutes=5), NOW + timedelta(minutes=20))
    report = Report()
    loop = WatchLoop(gone, BERLIN, report, Shelf(), heartbeat=world.heartbeat())
    loop.run(world.wait)
    assert report.said[0] == "lost: The database cannot be reached"
    assert set(report.said[1:4]) == {"CS-1001 slo", "CS-1001 75%", "CS-1001 sla"}
    said = [one for one in report.said[4:] if not one.endswith("went on")]
    assert said == ["found", "CS-1001 75%", "CS-1001 75%"]
    assert report.went_on[0] == "CS-1001 sla to engineering_on_call"


class Gone(Database):
    """A desk that cannot be reached for a while."""

    def __init__(self, real: Database, world: World, since: datetime, until: datetime) -> None:
        super().__init__(real.engine, world.clock())
        self._world, self._since, self._until = world, since, until

    def read(self, query: Callable[[Session], T]) -> T:
        if self._since <= self._world.wall < self._until:
            raise Unreachable("The database cannot be reached", "There is no connection.")
        return super().read(query)


def test_whatever_the_clock_does_nothing_is_missed_nor_fires_twice_unless_far_too_early(
    database: Database,
) -> None:
    random = Random(5)
    cases = [opened(database) for _ in range(6)]
    world = World(until=NOW + timedelta(days=30))
    loop, report = watching(database, world)
    set_to: list[tuple[int, datetime]] = []
    for _ in range(150):
        loop.look()
        world.wait(random.uniform(0, 100))
        if random.random() < 0.2:
            world.wall += timedelta(seconds=random.choice((-7200, -90, -1, 1, 90, 7200)))
            set_to.append((len(report.alerts), world.wall))
    world.wall = max(world.wall, NOW) + timedelta(days=1)
    loop.look()
    fired = [(row.case_key, row.commitment, row.level) for _, row in report.alerts]
    assert len(set(fired)) == len(cases) * 10
    for place, key in enumerate(fired):
        if key in fired[:place]:  # only where it turned out to have been long before it was due
            since = len(fired[:place]) - fired[:place][::-1].index(key)
            due_at = report.alerts[place][1].due_at
            assert any(since <= count <= place and wall + NEAR < due_at for count, wall in set_to)
    assert all(at >= row.due_at for at, row in report.alerts)


def test_a_burn_is_said_and_told_the_lead_once(database: Database) -> None:
    """Two of two P1 cases miss their SLO of ten minutes; an agent's watch tells nobody of it."""
    ana, lea = person(database, "Ana Ruiz"), person(database, "Lea Brandt", "lead")
    for _ in range(2):
        opened(database, ana)
    world, agents, leads = World(until=NOW + timedelta(minutes=13)), Shelf(), Shelf()
    loop, report = watching(at_window(database, ana), world, agents)
    loop.run(world.wait)
    assert [said for said in report.said if "burns" in said] == [
        "P1 first_response burns fast", "P1 first_response burns slow",
    ]  # fmt: skip
    assert not any("misses its SLO" in title for title, _, _ in agents.shown)
    world.until = world.wall + timedelta(minutes=2)
    for _ in range(2):
        watching(at_window(database, lea), world, leads)[0].run(world.wait)
    assert [title for title, _, _ in leads.shown if "misses its SLO" in title] == [
        "P1 first response misses its SLO more often this week than by chance",
        "P1 first response misses its SLO more often this quarter than by chance",
    ]


def test_what_nobody_watches_is_told_once_the_quiet_is_over_and_a_service_takes_it(
    database: Database,
) -> None:
    lea, world, report = person(database, "Lea", "lead"), World(), Report()
    opened(database)
    desk = at_window(database, lea)
    desk.clock, shelf, moods = world.clock(), Shelf(), [Mood(quiet=True)]
    loop = WatchLoop(
        desk, BERLIN, report, shelf, heartbeat=world.heartbeat(), cover=CoverWatch(),
        mood=lambda: moods[0],
    )  # fmt: skip

    def look(mood: Mood, takes: bool = True) -> list[str]:
        moods[0], shelf.takes, before = mood, takes, len(shelf.shown)
        loop.look()
        world.wait(BEAT)
        return [title for title, *_ in shelf.shown[before:]]

    assert look(Mood(quiet=True)) == ["Nobody is watching P1"]
    assert [one for one in report.said if one.startswith("nobody")] == [
        f"nobody watches P{number}" for number in (1, 2, 3, 4)
    ]  # fmt: skip
    assert look(Mood(quiet=True)) == look(Mood(reachable=False)) == []
    rest = ["Nobody is watching P2, P3 and P4"]
    assert look(Mood(), takes=False) == look(Mood()) == rest
    assert look(Mood()) == []
