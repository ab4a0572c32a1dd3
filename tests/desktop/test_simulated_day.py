"""An agent's day at a real window, on a bus of its own: she is told of the three cases that
mattered, and not of the forty that did not.

The day's time is passed in. What is true of the window is as it is for a person: its watch sweeps,
claims, tells the bar and the notification service; she clicks on what she was told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.watch import claim, sweep
from models.commands.cases import NewCase, assign, open_case, pause
from models.commands.closing import resolve
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.commands.standing import set_status
from models.database import Database
from models.presence import RunningDesk, beat
from models.queries.alert_ledger import LedgerRow
from models.queries.told_pages import all_told
from models.verification import differences
from models.work import Work
from tests.conftest import MovingClock
from tests.desktop.desks import close_window, open_window, settle
from tests.desktop.notification_service import NotificationService
from tests.desktop.test_heartbeat import Machine
from tests.desktop.test_live_watch import bar

BERLIN: Final = ZoneInfo("Europe/Berlin")
TUESDAY: Final = datetime(2026, 5, 12, tzinfo=BERLIN)
DAYS: Final = ("mon", "tue", "wed", "thu", "fri")
NINE_TO_FIVE: Final = {day: [("09:00", "17:00")] for day in DAYS}
CASE: Final = NewCase(
    title="Exports stall", customer="Contoso", priority="P2", impact="All exports",
    environment="4.2", steps="Export",
)  # fmt: skip
SHUT: Final = ("14:00", "14:40")
"""The lid is closed: her machine stands still, and her colleagues' watch goes on."""


def at(time: str) -> datetime:
    hour, minute = map(int, time.split(":"))
    return TUESDAY + timedelta(hours=hour, minutes=minute)


@dataclass
class Day:
    """A team's day on a clock that is set from one thing that happens to the next; Ana is at the
    window, her colleagues at desks of theirs."""

    team: dict[str, int]
    database: Database
    clock: MovingClock
    desk: Desk
    service: NotificationService
    qtbot: QtBot
    coming: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)
    cases: dict[str, int] = field(default_factory=dict)
    machine: Machine = field(default_factory=Machine)
    in_bar: dict[str, str] = field(default_factory=dict)
    messages: list[tuple[str, str]] = field(default_factory=list)

    # ---- what is going to happen ----

    def plan(self, time: str, happening: Callable[[], object]) -> None:
        self.coming.append((at(time), happening))

    def comes(self, time: str, name: str, who: str | None, priority: str = "P2") -> None:
        """A case that is given to somebody at once, or to nobody; not by rule."""

        def write(work: Work) -> int:
            new = replace(CASE, title=name, priority=priority)
            case_id = open_case(work, new, by_rule=False)
            if who is not None:
                assign(work, [case_id], self.team[who])
            return case_id

        def happening() -> None:
            self.cases[name] = self.database.write(write).result

        self.plan(time, happening)

    def does(self, time: str, name: str, command: Callable[..., object], **given: object) -> None:
        """Ana does something about a case, at another window of hers."""

        def happening() -> None:
            self._at_desk_of("Ana").write(partial(command, case_ids=[self.cases[name]], **given))

        self.plan(time, happening)

    def answers(self, time: str, name: str) -> None:
        def happening() -> None:
            words = partial(log_contact, case_id=self.cases[name], type="reply", text="Soon")
            self._at_desk_of("Ana").write(words)

        self.plan(time, happening)

    def sees_to(self, time: str, name: str) -> None:
        """She clicks on the message, answers from the window, and is done half an hour later."""

        def click() -> None:
            self.service.click(len(self.service.shown))
            page = self.desk.window.page("case")
            self.qtbot.waitUntil(
                lambda: self.desk.window.place == "case" and page.location() == self.cases[name]
            )
            words = partial(log_contact, case_id=self.cases[name], type="reply", text="On it")
            self.desk.workspace.write(words)
            settle(self.qtbot, self.desk)

        self.plan(time, click)
        done = at(time) + timedelta(minutes=30)
        self.does(f"{done:%H:%M}", name, resolve)

    # ---- how it goes ----

    def runs(self, until: datetime) -> None:
        """Everything that happens; each watch looks then, and when something falls due."""
        while self.clock.instant < until:
            self._look()
            due = sweep(self.database).next_due_at
            instants = [until, *(when for when, _ in self.coming), *([due] if due else [])]
            self.clock.instant = min(instants)
            now = [one for one in self.coming if one[0] <= self.clock.instant]
            self.coming = [one for one in self.coming if one not in now]
            for _, happening in now:
                happening()

    def _look(self) -> None:
        if self._shut:
            sweep(self.database)  # a colleague's desk: hers runs nothing
            return
        self.machine.goes_on(1.0)  # what it felt of each second since the last look
        self.desk.backstage.watch.look()
        settle(self.qtbot, self.desk)
        self._note()

    def _note(self) -> None:
        """What the window's bar says, and what the service was sent since."""
        names = {f"CS-{1000 + case_id}": name for name, case_id in self.cases.items()}
        for line in bar(self.desk):
            self.in_bar.setdefault(names[line.split()[0]], self.time)
        for message in self.service.shown[len(self.messages) :]:
            self.messages.append((self.time, message[3]))

    @property
    def time(self) -> str:
        return f"{self.clock.instant.astimezone(BERLIN):%H:%M}"

    @property
    def _shut(self) -> bool:
        return at(SHUT[0]) <= self.clock.instant < at(SHUT[1])

    def opens_the_lid(self) -> None:
        """The machine's seconds stood still meanwhile, its time of day went on."""
        self.machine.goes_on(1.0, at(SHUT[1]) - at(SHUT[0]))
        self.desk.backstage.watch._feel()  # as it does each second
        self.qtbot.waitUntil(lambda: self.desk.backstage.watch.swept_at == self.clock.instant)

    def is_quiet(self, quiet: bool) -> None:
        """She asks not to be disturbed, or that is over; her status says it too."""
        self._says("busy" if quiet else "available")
        self.service.disturb_not(quiet)
        self.qtbot.waitUntil(lambda: self.desk.backstage.bus.state.inhibited is quiet)

    def is_away(self, away: bool) -> None:
        """She locks the screen and goes, or is back."""
        self._says("away" if away else "available")
        self.service.lock(away)
        self.qtbot.waitUntil(lambda: self.desk.backstage.bus.state.locked is away)

    def _says(self, status: str) -> None:
        self._at_desk_of("Ana").write(
            partial(set_status, person_id=self.team["Ana"], status=status)
        )

    def told(self, name: str) -> set[str]:
        """Of which cases a colleague's desk tells them, at the end of the day."""
        return {row.title for row in claim(self._at_desk_of(name))}

    def _at_desk_of(self, name: str) -> Database:
        return Database(self.database.engine, self.clock, self.team[name])


@pytest.fixture
def day(
    qapp: QApplication, qtbot: QtBot, database: Database, clock: MovingClock,
    service: NotificationService, tmp_path: Path,
) -> Iterator[Day]:  # fmt: skip
    clock.instant = at("09:00")
    team = {}
    for name, role in (
        ("Ana", "agent"), ("Ben", "agent"), ("Sam", "squad_lead"), ("Mara", "lead")
    ):  # fmt: skip
        new = partial(add_person, name=name, role=role, shifts=NINE_TO_FIVE)
        team[name] = database.write(new).result
        if name != "Ana":  # whose window it is
            beat(database.engine, RunningDesk(name, team[name], "mill", "0.1.0", True, True))
    at_window = Database(database.engine, clock, team["Ana"])
    desk = open_window(qapp, at_window, tmp_path)
    settle(qtbot, desk)
    made = Day(team, database, clock, desk, service, qtbot)
    desk.backstage.watch._heartbeat = made.machine.heartbeat()
    yield made
    close_window(qtbot, desk)


def what_mattered(day: Day) -> None:
    """One falls due in a meeting, one at lunch, one behind a closed lid."""
    day.comes("10:10", "in the meeting", "Ana")
    day.plan("10:00", partial(day.is_quiet, True))
    day.plan("11:00", partial(day.is_quiet, False))
    day.sees_to("11:01", "in the meeting")

    day.comes("12:10", "at lunch", "Ana")
    day.plan("12:00", partial(day.is_away, True))
    day.plan("13:00", partial(day.is_away, False))
    day.sees_to("13:01", "at lunch")

    day.comes("13:50", "lid closed", "Ana")
    day.plan(SHUT[1], day.opens_the_lid)
    day.sees_to("14:41", "lid closed")


def what_did_not(day: Day) -> None:
    """Forty cases that need nobody, or somebody else."""
    for number in range(12):  # hers, and seen to in good time
        hour, name = (9, 11, 15)[number % 3], f"done {number}"
        minute = 5 + 4 * (number // 3)
        day.comes(f"{hour}:{minute:02}", name, "Ana")
        day.answers(f"{hour}:{minute + 20}", name)
        day.does(f"{hour + 1 + (hour == 11)}:{minute:02}", name, resolve)
    for number in range(5):  # hers, answered, waiting for the customer
        day.comes("09:10", f"waits {number}", "Ana", "P3")
        day.answers("09:40", f"waits {number}")
        day.does("09:45", f"waits {number}", pause, status="waiting_customer", waiting_for="logs")
    for number in range(4):  # hers, and for another day
        day.comes("15:05", f"later {number}", "Ana", "P4")
    for number in range(3):  # hers, until they were given to somebody else
        day.comes("11:10", f"given {number}", "Ana")
        day.does("11:20", f"given {number}", assign, person_id=day.team["Ben"])
    for number in range(10):
        day.comes(f"{9 + number % 6}:15", f"of Ben {number}", "Ben")
    for number in range(6):
        day.comes(f"{10 + number}:25", f"nobody's {number}", None)


def ledger(day: Day) -> list[LedgerRow]:
    """Of what she was told, and what became of it."""
    return day.database.read(
        lambda session: all_told(
            session, day.team["Ana"], False, at("00:00"), at("23:00"), at("23:00")
        )
    )


def test_of_forty_three_cases_she_is_told_of_the_three_that_matter(day: Day) -> None:
    what_mattered(day)
    what_did_not(day)
    day.runs(at("17:00"))
    assert len(day.cases) == 43
    meeting, lunch, lid = (day.cases[name] for name in ("in the meeting", "at lunch", "lid closed"))
    assert day.messages == [
        ("11:00", f"CS-{1000 + meeting} owes Contoso a first response by 11:10"),
        ("12:55", "1 alert: P2"),  # her screen is locked
        ("14:40", f"CS-{1000 + lid} owes Contoso a first response by 14:50"),
    ]
    assert day.in_bar == {"in the meeting": "10:55", "at lunch": "12:55", "lid closed": "14:40"}
    rows = ledger(day)
    assert {row.case_id for row in rows} == {meeting, lunch, lid}
    assert {row.channel for row in rows} == {"notification"}
    assert {row.useful for row in rows if row.level == "75%"} == {True}
    assert bar(day.desk) == []
    assert day.told("Ben") == {
        *(f"of Ben {number}" for number in range(10)), *(f"given {number}" for number in range(3)),
    }  # fmt: skip
    assert {f"nobody's {number}" for number in range(6)} <= day.told("Sam")
    assert day.database.read(differences) == []
