"""An agent's day: told of the three cases that mattered, and not of the forty that did not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copy
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from desktop.alert_messages import messages
from desktop.watch import claim, record_shown, sweep
from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.database import Database
from models.queries.told_pages import all_told
from models.schema import open_checked
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock

BERLIN: Final = ZoneInfo("Europe/Berlin")
TUESDAY: Final = datetime(2026, 5, 12, tzinfo=BERLIN)
DAYS: Final = ("mon", "tue", "wed", "thu", "fri")
NINE_TO_FIVE: Final = {day: [("09:00", "17:00")] for day in DAYS}
CASE: Final = NewCase(
    title="Exports stall", customer="Contoso", priority="P2", impact="All exports",
    environment="4.2", steps="Export",
)  # fmt: skip
AWAY: Final = (("10:00", "11:00"), ("12:00", "13:00"))
"""A meeting, and lunch: what is shown is not seen."""
SHUT: Final = (("00:00", "09:00"), ("14:00", "14:40"), ("17:00", "24:00"))
"""The lid is closed, or she is at home."""


def at(time: str) -> datetime:
    hour, minute = map(int, time.split(":"))
    return TUESDAY + timedelta(hours=hour, minutes=minute)


@dataclass
class Day:
    """A team's day on a clock that is set from one thing that happens to the next."""

    database: Database
    clock: MovingClock
    ana: int
    others: tuple[int, ...]
    coming: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)
    cases: dict[str, int] = field(default_factory=dict)
    told: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    shown: int = 0

    def plan(self, time: str, happening: Callable[[], object]) -> None:
        self.coming.append((at(time), happening))

    def comes(self, time: str, name: str, who: int | None, priority: str = "P2") -> None:
        """A case that is given to somebody at once, or to nobody; not by rule."""

        def write(work: Work) -> int:
            new = replace(CASE, title=name, priority=priority)
            case_id = open_case(work, new, by_rule=False)
            if who is not None:
                assign(work, [case_id], who)
            return case_id

        def happening() -> None:
            self.cases[name] = self.database.write(write).result

        self.plan(time, happening)

    def does(self, time: str, name: str, command: Callable[..., object], **given: object) -> None:
        def happening() -> None:
            self.database.write(partial(command, case_ids=[self.cases[name]], **given))

        self.plan(time, happening)

    def answers(self, time: str, name: str) -> None:
        self.plan(time, lambda: self.reply(name))

    def reply(self, name: str) -> None:
        words = partial(log_contact, case_id=self.cases[name], type="reply", text="Soon")
        self.database.write(words)

    def runs(self, until: datetime) -> None:
        """Everything that happens; the team's watch looks then, and when something falls due."""
        self.plan("14:40", lambda: None)  # the lid is opened: her desk looks at once
        while self.clock.instant < until:
            found = sweep(self.database)
            if found.fired or found.escalated or self.clock.instant == at("14:40"):
                self._tell_all()
                found = sweep(self.database)
            due = found.next_due_at
            instants = [until, *(when for when, _ in self.coming), *([due] if due else [])]
            self.clock.instant = min(instants)
            now = [one for one in self.coming if one[0] <= self.clock.instant]
            self.coming = [one for one in self.coming if one not in now]
            for _, happening in now:
                happening()

    def _tell_all(self) -> None:
        """Each desk that is awake tells its person."""
        for who in (self.ana, *self.others):
            if who != self.ana or not within(self.clock.instant, *SHUT):
                self._tell(who)

    def _tell(self, who: int) -> None:
        desk, now = Database(self.database.engine, self.clock, who), self.clock.now()
        rows = claim(desk)
        if not rows:
            return
        record_shown(desk, rows, who, taken=True)
        time = f"{now.astimezone(BERLIN):%H:%M}"
        self.told.setdefault(who, []).extend((time, row.title) for row in rows)
        if who == self.ana:
            self.shown += len(messages(rows, now, BERLIN))
            for name in {row.title for row in rows}:
                self._sees(name)

    def _sees(self, name: str) -> None:
        """She answers as soon as she is back at her desk, and is done half an hour later."""
        away = next((one for one in AWAY if within(self.clock.instant, one)), None)
        if away is None:
            self.reply(name)
        else:
            self.answers(away[1], name)
        done = (at(away[1]) if away else self.clock.instant) + timedelta(minutes=30)
        if done < at("17:00"):
            self.does(f"{done.astimezone(BERLIN):%H:%M}", name, resolve)


def within(instant: datetime, *spans: tuple[str, str]) -> bool:
    return any(at(begin) <= instant < at(end) for begin, end in spans)


@pytest.fixture
def day(desk_file: Path, tmp_path: Path) -> Iterator[Day]:
    clock = MovingClock(at("09:00"))
    database = Database(open_checked(copy(desk_file, tmp_path / "desk.db")), clock)
    team = {}
    for name, role in (
        ("Ana", "agent"), ("Ben", "agent"), ("Sam", "squad_lead"), ("Mara", "lead")
    ):  # fmt: skip
        new = partial(add_person, name=name, role=role, shifts=NINE_TO_FIVE)
        team[name] = database.write(new).result
    ana, *others = team.values()
    yield Day(database, clock, ana, tuple(others))
    database.close()


def what_mattered(day: Day) -> None:
    """One falls due at lunch, one behind a closed lid, one before tomorrow's shift begins."""
    day.comes("12:10", "at lunch", day.ana)
    day.comes("13:50", "lid closed", day.ana)
    day.comes("09:20", "tomorrow", day.ana)
    for time in ("09:30", "11:30", "13:50"):
        day.answers(time, "tomorrow")


def what_did_not(day: Day) -> None:
    """Forty cases that need nobody, or somebody else."""
    ben = day.others[0]
    for number in range(12):  # hers, and seen to in good time
        hour, name = (9, 11, 15)[number % 3], f"done {number}"
        minute = 5 + 4 * (number // 3)
        day.comes(f"{hour}:{minute:02}", name, day.ana)
        day.answers(f"{hour}:{minute + 20}", name)
        day.does(f"{hour + 1 + (hour == 11)}:{minute:02}", name, resolve)
    for number in range(5):  # hers, answered, waiting for the customer
        day.comes("09:10", f"waits {number}", day.ana, "P3")
        day.answers("09:40", f"waits {number}")
        day.does("09:45", f"waits {number}", pause, status="waiting_customer", waiting_for="logs")
    for number in range(4):  # hers, and for another day
        day.comes("15:05", f"later {number}", day.ana, "P4")
    for number in range(3):  # hers, until they were given to somebody else
        day.comes("11:10", f"given {number}", day.ana)
        day.does("11:20", f"given {number}", assign, person_id=ben)
    for number in range(10):
        day.comes(f"{9 + number % 6}:15", f"of Ben {number}", ben)
    for number in range(6):
        day.comes(f"{10 + number}:25", f"nobody's {number}", None)


def test_of_forty_three_cases_she_is_told_of_the_three_that_matter(day: Day) -> None:
    what_mattered(day)
    what_did_not(day)
    day.runs(at("17:00"))
    assert len(day.cases) == 43
    told = day.told[day.ana]
    assert sorted(set(told)) == [
        ("12:55", "at lunch"), ("14:40", "lid closed"), ("16:45", "tomorrow"),
    ]  # fmt: skip
    assert day.shown == 4  # of tomorrow's: its end, and the update it owes by then
    assert day.database.read(differences) == []
    ben, sam, _ = day.others
    assert {name for _, name in day.told[ben]} == {
        *(f"of Ben {number}" for number in range(10)), *(f"given {number}" for number in range(3)),
    }  # fmt: skip
    assert {f"nobody's {number}" for number in range(6)} <= {name for _, name in day.told[sam]}
    ledger = partial(
        all_told, asker_id=day.ana, whole_team=False, begin=at("00:00"), end=at("23:00"),
        now=at("23:00"),
    )  # fmt: skip
    useful = {row.useful for row in day.database.read(ledger) if row.case_id != 3}
    assert useful == {True, None}
