"""Rule 26 counted from the bare events, with nothing of the product but the log itself.

The handbook's targets and hours, and its rules 4, 6, 12, 13, 14 and 15, are written out here once
more, for the SLA of first response and resolution.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from models.database import Database
from models.queries.attainment import attainment
from tests.full_desks import AFTER_THE_LOG, demo_at, needs_sample, read_sample

BERLIN = ZoneInfo("Europe/Berlin")
NEVER = datetime.max.replace(tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TARGETS: dict[str, dict[str, timedelta | int]] = {
    "first_response": {"P1": HOUR / 4, "P2": HOUR, "P3": 4 * HOUR, "P4": 1},
    "resolution": {"P1": 4 * HOUR, "P2": 24 * HOUR, "P3": 3, "P4": 5},
}
"""A whole number is business days."""
GOLD = {"first_response": HOUR / 6, "resolution": 3 * HOUR}
"""What a contract of the demo promises for P1."""

Span = tuple[datetime, datetime]
Happening = tuple[str, datetime, dict[str, Any]]
Verdict = tuple[str, str, str, datetime]
"""(priority, commitment, met or breached, when)."""


def office(start: datetime) -> Iterator[Span]:
    """Mondays to Fridays, 09:00 to 17:00 in Berlin, from `start` on."""
    day = start.astimezone(BERLIN).date()
    while True:
        opens, closes = (
            datetime.combine(day, time(hour), BERLIN).astimezone(UTC) for hour in (9, 17)
        )
        if day.weekday() < 5 and closes > start:
            yield max(opens, start), closes
        day += DAY


def without(spans: Iterable[Span], pauses: Sequence[Span]) -> Iterator[Span]:
    """The spans, pauses cut out."""
    for begin, end in spans:
        inside = [max(begin, min(edge, end)) for pause in pauses for edge in pause]
        edges = [begin, *inside, end]
        yield from ((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


@dataclass(frozen=True)
class Run:
    """A target from an instant on."""

    start: datetime
    target: timedelta | int
    round_the_clock: bool

    def due(self, pauses: Sequence[Span]) -> datetime:
        """Rule 4, the closing edge; never while a pause lasts."""
        left = self.budget()
        stalled = next((begin for begin, end in pauses if end == NEVER), NEVER)
        always = [(self.start, NEVER)]
        spans = takewhile(lambda span: span[0] < stalled, office(self.start))
        for begin, end in without(always if self.round_the_clock else spans, pauses):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        return NEVER

    def budget(self) -> timedelta:
        """Rule 6: to the same time of day that many working days later."""
        if isinstance(self.target, timedelta):
            return self.target
        first = self.start.astimezone(BERLIN)
        if first.weekday() > 4:
            first = next(office(self.start))[0].astimezone(BERLIN)
        day = first.date()
        for _ in range(self.target):
            day += DAY * (3 if day.weekday() == 4 else 1)
        last = datetime.combine(day, first.time(), BERLIN).astimezone(UTC)
        spans = takewhile(lambda span: span[0] < last, office(self.start))
        return sum((min(end, last) - begin for begin, end in spans), timedelta())


@dataclass
class Reckoned:
    """A clock as it goes."""

    commitment: str
    start: datetime
    priority: str
    gold: bool
    runs: list[Run] = field(default_factory=list)
    pauses: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.runs = [self.run(self.start)]

    def run(self, start: datetime) -> Run:
        promised = TARGETS[self.commitment][self.priority]
        if self.gold and self.priority == "P1":
            promised = GOLD[self.commitment]
        response = self.commitment == "first_response"
        return Run(start, promised, self.priority < "P3" and not (response and promised == 1))

    def change(self, at: datetime, priority: str, provisional: bool) -> None:
        """Rule 14: a raise is due at the earlier of both; a lowered one counts from the opening,
        and so does the first real one (rule 9)."""
        raised, self.priority = priority < self.priority and not provisional, priority
        self.runs = [*self.runs, self.run(at)] if raised else [self.run(self.start)]

    def wait(self, at: datetime) -> None:
        self.go_on(at)
        if self.commitment == "resolution":
            self.pauses.append((at, NEVER))

    def go_on(self, at: datetime) -> None:
        self.pauses = [(begin, min(end, at)) for begin, end in self.pauses]

    def due(self) -> datetime:
        return min(run.due(self.pauses) for run in self.runs)


class Life:
    """A case's clocks, event by event; `told` are their verdicts."""

    def __init__(self) -> None:
        self.priority, self.provisional, self.gold = "P2", True, False
        self.live: list[Reckoned] = []
        self.told: list[Verdict] = []

    def see(self, kind: str, at: datetime, data: dict[str, Any]) -> None:
        """What was due before an event is late, whatever the event does."""
        late = [clock for clock in self.live if clock.due() < at]
        self.told += [(clock.priority, clock.commitment, "breached", clock.due()) for clock in late]
        self.live = [clock for clock in self.live if clock not in late]
        self.act(kind, at, data)

    def act(self, kind: str, at: datetime, data: dict[str, Any]) -> None:
        if kind in ("opened", "reopened"):
            self.begin(kind, at, data)
        elif kind in ("contact", "resolved", "closed"):
            self.end(at, ("first_response",) if kind == "contact" else tuple(TARGETS))
        elif kind == "priority_changed":
            for clock in self.live:
                clock.change(at, data["priority"], self.provisional)
            self.priority, self.provisional = data["priority"], False
        elif kind in ("paused", "resumed", "customer_message", "status_changed"):
            waits = data.get("status") == "waiting_customer"
            for clock in self.live:
                clock.wait(at) if waits else clock.go_on(at)

    def begin(self, kind: str, at: datetime, data: dict[str, Any]) -> None:
        if kind == "opened":
            self.priority, self.gold = data.get("priority", "P2"), data["gold"]
            self.provisional = "priority" not in data
        names = tuple(TARGETS) if kind == "opened" else ("resolution",)
        self.live += [Reckoned(name, at, self.priority, self.gold) for name in names]

    def end(self, at: datetime, commitments: Sequence[str]) -> None:
        ended = [clock for clock in self.live if clock.commitment in commitments]
        self.told += [(clock.priority, clock.commitment, "met", at) for clock in ended]
        self.live = [clock for clock in self.live if clock not in ended]


def verdicts(story: Sequence[Happening], now: datetime) -> list[Verdict]:
    """What a case's clocks came to; an excluded case's came to nothing (rule 12)."""
    if any(kind == "excluded" for kind, _, _ in story):
        return []
    life = Life()
    for kind, at, data in [*story, ("now", now, {})]:
        life.see(kind, at, data)
    return life.told


def stories(database: Database) -> Iterator[list[Happening]]:
    """Every case's events in their order; what was retracted is left out."""
    rows: dict[int, list[Any]] = defaultdict(list)
    query = text(
        "SELECT case_id, id, kind, occurred_at, data FROM events ORDER BY case_id, occurred_at, id"
    )
    with database.engine.connect() as connection:
        gold = {row.customer_id for row in connection.execute(
            text("SELECT customer_id FROM contracts WHERE name = 'Gold'"))}  # fmt: skip
        for case_id, *event in connection.execute(query):
            rows[case_id].append(event)
    for events in rows.values():
        told = [
            (number, kind, datetime.fromtimestamp(at, UTC),
             json.loads(data) if isinstance(data, str) else data)
            for number, kind, at, data in events
        ]  # fmt: skip
        gone = {data["event_id"] for _, kind, _, data in told if kind == "retracted"}
        yield [
            (kind, at, data | {"gold": data.get("customer_id") in gold})
            for number, kind, at, data in told
            if number not in gone and kind != "retracted"
        ]


def quarters(first: int, last: int) -> Iterator[Span]:
    begins = [datetime(year, month, 1, tzinfo=BERLIN).astimezone(UTC)
              for year in range(first, last + 1) for month in (1, 4, 7, 10)]  # fmt: skip
    yield from pairwise(begins)


def check(database: Database, commitments: Iterable[str], first: int, last: int) -> int:
    """Compare every quarter; returns how many clocks were decided."""
    now = database.clock.now()
    found = [one for story in stories(database) for one in verdicts(story, now)]
    total = 0
    for begin, end in quarters(first, last):
        mine = Counter(
            (priority, commitment, outcome) for priority, commitment, outcome, at in found
            if commitment in commitments and begin <= at < end
        )  # fmt: skip
        rows = database.read(partial(attainment, begin=begin, end=end, as_of=now))
        theirs = Counter({
            (row.priority, row.commitment, outcome): getattr(row, outcome)
            for row in rows if row.objective == "SLA" and row.commitment in commitments
            for outcome in ("met", "breached")
        })  # fmt: skip
        assert +theirs == mine, begin
        total += mine.total()
    return total


def test_the_demo(tmp_path: Path) -> None:
    desk = demo_at(tmp_path / "desk.db")
    assert check(desk, TARGETS, 2024, 2026) > 500
    desk.close()


@needs_sample
@pytest.mark.on_a_file
def test_the_log(database: Database) -> None:
    """Its contacts are not in the source, so only resolution can be judged (rule 12)."""
    read_sample(database)
    assert database.clock.now() >= AFTER_THE_LOG
    cases, reopened = 2_000, 19
    assert check(database, ["resolution"], 2016, 2017) == cases + reopened
