"""No two times that a case is told by contradict each other, in whatever state, at whatever hour.

What is read are the words on the page, in the queue and in an alert; they are read back by a reader
of this test's own, and must be the stored due time to the minute.
"""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.cli import main
from models.commands.by_hand import override_deadline
from models.commands.cases import assign, change_priority, pause, start_work
from models.commands.closing import reopen, resolve
from models.commands.contacts import log_contact, log_customer_message
from models.commands.handbook import publish_handbook
from models.errors import KnownError
from models.handbook.publication import Publication
from models.queries.case import CaseDetail
from models.queries.case_clocks import CaseClockRow
from models.queries.queue import queue_rows
from models.wording import clock_name, commitment_name, owed_words
from tests.conftest import HANDBOOK
from tests.models.commands.desk import WHOLE, opened
from tests.ui.case.conftest import Shown
from ui.case.cadence_card import CadenceCard
from ui.case.clock_row import ClockRow
from ui.case.ledger_strip import LedgerStrip
from ui.queue.columns import DUE, words

BERLIN = ZoneInfo("Europe/Berlin")
ABROAD = """
[calendars.new_york]
zone = "America/New_York"
hours.mon = [["08:00", "18:00"]]
hours.tue = [["08:00", "18:00"]]
hours.wed = [["08:00", "18:00"]]
hours.thu = [["08:00", "18:00"]]
hours.fri = [["08:00", "18:00"]]

[[contracts]]
name = "Abroad"
customers = ["Fabrikam"]
calendars = { team = "new_york", round_the_clock = "new_york" }
"""
WEEKS = (
    datetime(2026, 10, 23, 9, tzinfo=UTC), datetime(2026, 10, 30, 20, tzinfo=UTC),
    datetime(2027, 3, 12, 16, tzinfo=UTC), datetime(2027, 3, 26, 22, tzinfo=UTC),
    datetime(2026, 12, 30, 11, tzinfo=UTC),
)  # fmt: skip
"""Before the clocks change in Berlin and in New York, both ways, and before a year ends."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TIME = r"(?:(?:{days}) |\d{{1,2}} (?:{months})(?: \d{{4}})? )?\d\d:\d\d".format(
    days="|".join(DAYS), months="|".join(MONTHS)
)


def read(told: str, now: datetime) -> datetime:
    """The minute on the team's wall that these words mean."""
    *day, time = told.split()
    today = now.astimezone(BERLIN).replace(tzinfo=None)
    at = today.replace(hour=int(time[:2]), minute=int(time[3:]), second=0)
    if not day:
        return at
    if day[0] in DAYS:
        return at + timedelta(days=(DAYS.index(day[0]) - today.weekday() - 1) % 7 + 1)
    year = int(day[2]) if len(day) > 2 else today.year
    return at.replace(year, MONTHS.index(day[1]) + 1, int(day[0]))


def on_the_wall(instant: datetime) -> datetime:
    return instant.astimezone(BERLIN).replace(tzinfo=None, second=0)


def told_by(pattern: str, said: str) -> Iterator[str]:
    """The times that stand in these words at that place."""
    return (found[1] for found in re.finditer(pattern.replace("TIME", f"({TIME})"), said))


class Times:
    """Gathers what is told of each commitment, and what it should be."""

    def __init__(self, case: CaseDetail, now: datetime) -> None:
        self.now = now
        self.count = 0
        self.wrong: list[str] = []
        self.clocks: dict[str, CaseClockRow] = {}
        for clock in case.clocks:
            self.clocks.setdefault(clock.commitment, clock)

    def hear(self, commitment: str, pattern: str, said: str, *, slo: bool = False) -> None:
        clock = self.clocks[commitment]
        due_at = clock.slo_due_at if slo else clock.due_at
        for told in told_by(pattern, said):
            self.count += 1
            if due_at is None or read(told, self.now) != on_the_wall(due_at):
                self.wrong.append(f"{commitment}: “{told}” in “{said}”, but it is {due_at}")


def page_times(page: QWidget, case: CaseDetail, times: Times) -> None:
    """Every due time on the case page."""
    by_name = {commitment_name(name): name for name in times.clocks}
    for row in page.findChildren(ClockRow):
        if row.isHidden():
            continue
        said = row.accessibleName()
        name = said.removeprefix("Next: ").split(",")[0]
        if name in by_name:
            times.hear(by_name[name], "due TIME", said)
            if row.isChecked():
                chosen = by_name[name]
                for label in page.findChildren(QLabel):
                    times.hear(chosen, r"^Why TIME\?$", label.text())
                strip = page.findChild(LedgerStrip)
                assert strip is not None
                marks = strip.accessibleName()
                times.hear(chosen, f"TIME {times.clocks[chosen].objective}(?=,|$)", marks)
                if times.clocks[chosen].slo is not None:
                    times.hear(chosen, "TIME SLO(?=,|$)", marks, slo=True)
    card = page.findChild(CadenceCard)
    assert card is not None
    for label in card.findChildren(QLabel):
        if not card.isHidden():
            times.hear("next_update", "owed (?:by|since) TIME", label.text())


def queue_times(shown: Shown, case: CaseDetail, times: Times) -> None:
    """The due time of the queue's row, and of an alert on it."""
    (row,) = shown.database.read(partial(queue_rows, ids=[case.row.id], now=shown.clock.now()))
    if row.commitment is None or row.due_at is None:
        return
    times.hear(row.commitment, "^TIME$", words(row, DUE))
    said = owed_words(row.commitment, row.customer, row.due_at, shown.clock.now(), BERLIN)
    times.hear(row.commitment, "(?:by|since) TIME$", str(said))


Step = Callable[[random.Random, Shown, int], tuple[Callable[..., object], dict[str, Any]]]
STEPS: tuple[Step, ...] = (
    lambda pick, s, one: (assign, {"case_ids": [one], "person_id": s.database.person_id}),
    lambda pick, s, one: (log_contact, {"case_id": one, "type": "reply", "text": "On it"}),
    lambda pick, s, one: (log_contact, {"case_id": one, "type": "call", "text": "Rang"}),
    lambda pick, s, one: (log_customer_message, {"case_id": one, "text": "Still so"}),
    lambda pick, s, one: (start_work, {"case_ids": [one]}),
    lambda pick, s, one: (pause, {"case_ids": [one], "status": "waiting_customer",
                                  "waiting_for": "Ana"}),
    lambda pick, s, one: (change_priority, {"case_ids": [one], "note": "agreed",
                                            "priority": pick.choice(("P1", "P2", "P3", "P4"))}),
    lambda pick, s, one: (override_deadline, {
        "case_id": one, "commitment": "resolution", "reason": "agreed",
        "due_at": s.clock.now() + timedelta(hours=pick.randint(1, 200))}),
    lambda pick, s, one: (resolve, {"case_ids": [one]}),
    lambda pick, s, one: (reopen, {"case_id": one}),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_every_due_time_told_is_the_stored_one_to_the_minute(
    seed: int, shown: Shown, desk_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pick, database = random.Random(seed), shown.database
    source = HANDBOOK.replace("@team_zone@", "Europe/Berlin") + ABROAD
    database.write(partial(publish_handbook, publication=Publication(source, "new")))
    shown.clock.instant = WEEKS[seed % len(WEEKS)]
    customer = pick.choice(("Fabrikam", "Contoso"))
    priority = pick.choice(("P1", "P2", "P3", "P4"))
    case_id = opened(database, replace(WHOLE, customer=customer, priority=priority))
    shown.case_id = case_id
    shown.page.go_to(case_id)
    heard, wrong = 0, list[str]()
    for _ in range(10):
        shown.clock.instant += timedelta(minutes=pick.choice((1, 7, 35, 240, 700, 1_500)))
        command, given = pick.choice(STEPS)(pick, shown, case_id)
        with suppress(KnownError):  # not legal in this state: the times are read all the same
            database.write(partial(command, **given))
        shown.page.activated()
        shown.qtbot.waitUntil(lambda: shown.workspace.is_settled)
        case = shown.case()
        times = Times(case, shown.clock.now())
        page_times(shown.page, case, times)
        queue_times(shown, case, times)
        heard += times.count
        wrong += times.wrong
    assert wrong == []
    assert heard > 10
    now = shown.clock.now().isoformat()
    assert main(["explain", case.row.key, "--database", desk_address, "--now", now]) == 0
    in_the_terminal = capsys.readouterr().out
    for clock in case.clocks:
        line = f"{clock_name(clock.commitment, clock.cycle, clock.objective)}: "
        if clock.due_at is not None:
            said = in_the_terminal.split(line)[1].split("\n")[0]
            due = clock.due_at.astimezone(BERLIN)
            assert f" · due {due:%a} {due.day} {due:%b %Y, %H:%M}" in said
