"""A case from a pasted complaint to closed and surveyed by real keys: the program as a process of
its own under a screen of its own, its keyboard followed as a screen reader does.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.database import Database
from models.desk_time import RunningClock
from models.handbook.zones import zone
from models.queries.case import CaseDetail
from models.schema import open_checked
from tests.conftest import FULL, ROOT
from tests.desktop import real_keys
from tests.desktop.real_keys import press
from tests.desktop.screen_reader import ScreenReader
from tests.models.commands.desk import clock_of, detail

BERLIN = zone("Europe/Berlin")
CONVERSATION = "Conversation and timeline"
COMPLAINT = (
    "From: Ana Ruiz <ana@contoso.example>\nDate: {sent}\n"
    "Subject: Exports stall at 90 %\n\nSince noon every export stalls. Please help."
)


@dataclass
class Person:
    """Sits at the keyboard of a screen, and knows where it is by ear."""

    reader: ScreenReader
    database: Database
    qtbot: QtBot
    case_id: int = 1

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until the keyboard is in the field of that name."""
        been: list[str] = [self.reader.where()]
        while name not in been[-1]:
            assert been.count(been[-1]) < 3, f"no way by {key} to “{name}”: {been}"
            moves = self.reader.moves
            press(key)
            been.append(self.reader.where(moves))

    def write(self, words: str) -> None:
        """Type words, and look until they stand there."""
        real_keys.write(words)
        self.qtbot.waitUntil(lambda: self.reader.read().endswith(words))

    def fill(self, **words: str) -> None:
        """Type into fields, in the order in which Tab comes to them."""
        for name, said in words.items():
            self.go_to(name.replace("_", " "))
            press("ctrl+a")
            self.write(said)

    def case(self) -> CaseDetail:
        return detail(self.database, self.case_id)

    def wait(self, so: Callable[[CaseDetail], bool], shown: str) -> None:
        """Until the desk has the case so, and the conversation ends with what was done."""
        self.qtbot.waitUntil(lambda: so(self.case()))
        self.reader.until_at(CONVERSATION)
        self.qtbot.waitUntil(lambda: shown in self._last_entry())

    def logged(self, so: Callable[[CaseDetail], bool], shown: str) -> None:
        """As `wait`, where words were logged: the keyboard stayed with them, and Esc leaves."""
        self.qtbot.waitUntil(lambda: so(self.case()))
        press("Escape")
        self.wait(so, shown)

    def _last_entry(self) -> str:
        press("Home", "End")  # heard anew, also where the keyboard is at the end already
        return self.reader.where()


@pytest.fixture
def person(
    desk: Path, screen: str, reader: ScreenReader, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Person]:  # fmt: skip
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    database = Database(open_checked(desk), RunningClock())
    command = [sys.executable, "-m", "desktop", "--database", str(desk), "--as", "Ana"]
    with subprocess.Popen(command, cwd=ROOT) as program:
        try:
            real_keys.focus(real_keys.until_titled("Queue – Leadline"))
            reader.until_at("Cases")
            yield Person(reader, database, qtbot)
        finally:
            program.kill()
    database.close()


def kinds(case: CaseDetail) -> list[str]:
    return [event.kind for event in case.timeline]


def take_the_complaint(person: Person) -> None:
    """From the clipboard to a whole case."""
    sent = format_datetime(datetime.now(BERLIN) - timedelta(minutes=8))
    with real_keys.copied(COMPLAINT.format(sent=sent)):
        press("ctrl+shift+v")
        person.reader.until_at("Customer")
    person.write("Contoso")
    for name, downs in (("How far it reaches", 2), ("Urgency", 1), ("Workaround known", 1)):
        person.go_to(name)
        press(*["Down"] * downs)
    person.fill(
        Impact="Nobody can export", Product="Exporter", Version="4.2",
        Steps_to_reproduce="Export all years",
    )  # fmt: skip
    press("ctrl+Return")
    real_keys.until_titled("CS-1001 – Leadline")


def take_it_again(person: Person) -> None:
    """While it is typed once more the desk has seen it before; it becomes one with that, and is
    parted again."""
    press("n")
    person.reader.until_at("Title")
    person.write("All our exports stall")

    def at_what_is_like_it() -> bool:
        press("alt+s")
        return "Cases and articles like this one" in person.reader.where()

    person.qtbot.waitUntil(at_what_is_like_it)
    press("Return", "ctrl+shift+Return")
    real_keys.until_titled("CS-1002 – Leadline")
    person.case_id = 2
    assert [(link.why, link.key) for link in person.case().links] == [("same", "CS-1001")]
    person.reader.until_at("What the customer was told")
    press("Escape")
    person.reader.until_at(CONVERSATION)

    press("shift+m")
    person.go_to("goes on in")
    person.write("CS-1001")
    press("ctrl+Return")
    person.wait(lambda case: case.row.status == "merged", "Merged into CS-1001")
    press("ctrl+z")
    person.wait(lambda case: case.row.status == "new", "Merged")

    press("ctrl+k")
    person.write("CS-1001")
    press("Return")
    real_keys.until_titled("CS-1001 – Leadline")
    person.case_id = 1
    person.reader.until_at(CONVERSATION)


@pytest.mark.skipif(not FULL, reason="two programs and a screen: the full run has the time")
def test_a_pasted_complaint_is_taken_to_its_end_by_real_keys(person: Person) -> None:
    take_the_complaint(person)
    case = person.case()
    assert (case.row.title, case.contact, case.row.customer, case.row.priority) == (
        "Exports stall at 90 %", "Ana Ruiz", "Contoso", "P2",
    )  # fmt: skip
    assert not case.row.missing

    person.go_to("What the customer was told")
    press("ctrl+Return")
    person.logged(lambda case: kinds(case)[-1] == "acknowledged", "acknowledgement")
    due = clock_of(person.database, 1, "next_update", 1, "SLO").due_at
    assert due is not None
    due = due.astimezone(BERLIN)
    told = real_keys.pasted()
    assert "Its case number is CS-1001." in told
    assert f" by {due:%a} {due.day} {due:%b %Y, %H:%M %Z}." in told

    press("m")
    person.wait(lambda case: case.row.assignee == "Ana", "Assigned to Ana")

    press("r")
    person.reader.until_at("What the customer was told")
    person.write("We see it too, and look into it.")
    press("alt+p")
    person.qtbot.waitUntil(lambda: "You hear from us again by" in person.reader.read())
    press("ctrl+Return")
    person.logged(lambda case: kinds(case)[-1] == "contact", "We see it too")
    due = clock_of(person.database, 1, "next_update", 2, "SLO").due_at
    assert due is not None
    due = due.astimezone(BERLIN)
    promised = f"You hear from us again by {due:%a} {due.day} {due:%b %Y, %H:%M %Z}."
    assert person.case().timeline[-1].data["text"].endswith(promised)

    take_it_again(person)

    press("p")
    person.go_to("Name of whom we wait for")
    person.write("Ana Ruiz")
    press("Return")
    person.wait(lambda case: case.row.status == "waiting_customer", "Waiting on customer")

    press("c")
    person.reader.until_at("What the customer said")
    person.write("It stalls with all years, not with one.")
    press("ctrl+Return")
    person.logged(lambda case: case.row.status == "in_progress", "It stalls with all years")

    press("e")
    person.write("Exports by year work; the fix is out.")
    press("ctrl+Return")
    person.wait(lambda case: case.row.status == "resolved", "Resolved")

    press("shift+e")
    person.fill(
        Root_cause="A lock was held too long", Workaround="none",
        Prevention_next_steps="A test with ten years",
    )  # fmt: skip
    press("ctrl+Return")
    person.wait(lambda case: case.row.status == "closed", "Closed")

    press("shift+c")
    person.go_to("5 good", "Right")
    press("space")
    person.go_to("The customer's words")
    person.write("Quick, and they told us why.")
    press("ctrl+Return")
    person.wait(lambda case: kinds(case)[-1] == "surveyed", "scored it 5")
    case = person.case()
    scored = case.timeline[-1].data
    assert (scored["score"], scored["comment"]) == (5, "Quick, and they told us why.")
    assert case.closing["root_cause"] == "A lock was held too long"
    for commitment in ("first_response", "resolution"):
        assert clock_of(person.database, 1, commitment).verdict == "met"
