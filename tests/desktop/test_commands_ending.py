"""`leadline resolve`, `close`, `leave-out` and `reopen`: the rules of the window, in a terminal."""

import json
from functools import partial
from pathlib import Path

import pytest

from models.commands.cases import NewCase, open_case
from models.commands.people import add_person
from models.database import Database
from models.queries.queue import queue
from models.queue_filter import QueueFilter
from models.schema import open_checked
from tests.conftest import NOW, MovingClock
from tests.desktop.command_line import Typist
from tests.models.commands.desk import WHOLE

NOTE = ("--root-cause", "A full disk", "--workaround", "none", "--prevention", "Watch the disk")


@pytest.fixture
def filled(desk: Path) -> Path:
    """Three cases: two whole ones, and one that lacks nearly everything."""
    database = Database(open_checked(desk), MovingClock(NOW))
    thin = NewCase("Help", customer="Contoso", incomplete=True)
    for case in (WHOLE, thin, WHOLE):
        database.write(partial(open_case, new=case))
    database.write(partial(add_person, name="Ana Ruiz"))
    database.close()
    return desk


def statuses(desk: Path) -> dict[str, str]:
    database = Database(open_checked(desk), MovingClock(NOW))
    every = QueueFilter(statuses=("new", "in_progress", "resolved", "closed", "spam", "duplicate"))
    rows = database.read(partial(queue, shown=every, now=NOW))
    database.close()
    return {row.key: row.status for row in rows}


def test_cases_are_resolved_closed_and_reopened_together(filled: Path, typed: Typist) -> None:
    here = ("--database", str(filled), "--as", "Ana Ruiz")
    both = ("CS-1001", "cs-1003")
    assert typed("resolve", *both, "--text", "Restarted it", *here).out == (
        "CS-1001, CS-1003: resolved.\n"
    )
    said = json.loads(typed("close", *both, *NOTE, *here, "--json").out)
    assert said == {"cases": ["CS-1001", "CS-1003"], "status": "closed"}
    assert statuses(filled) == {"CS-1001": "closed", "CS-1002": "new", "CS-1003": "closed"}
    assert typed("reopen", "1001", *here).status == 0
    assert statuses(filled)["CS-1001"] == "in_progress"


def test_what_the_window_refuses_is_refused_here_and_of_none_a_half(
    filled: Path, typed: Typist
) -> None:
    here = ("--database", str(filled))
    refused = typed("resolve", "CS-1001", "CS-1002", *here).sentence
    assert "CS-1002 still lacks" in refused
    assert set(statuses(filled).values()) == {"new"}
    assert "is new" in typed("close", "CS-1001", *NOTE, *here).sentence
    typed("resolve", "CS-1001", *here)
    lacking = typed("close", "CS-1001", "--root-cause", "A full disk", *here).sentence
    assert "CS-1001 lacks: workaround, prevention next steps." in lacking
    assert "There is no case “CS-9”." in typed("resolve", "CS-9", *here).sentence


def test_duplicates_and_spam_need_no_note(filled: Path, typed: Typist) -> None:
    here = ("--database", str(filled))
    assert typed("leave-out", "CS-1002", "--reason", "spam", *here).status == 0
    twice = ("--reason", "duplicate", "--same-as", "CS-1001", "--note", "Sent twice")
    assert typed("leave-out", "CS-1003", *twice, *here).status == 0
    assert statuses(filled) == {"CS-1001": "new", "CS-1002": "spam", "CS-1003": "duplicate"}
    other = ("--reason", "cancelled", "--same-as", "CS-1002")
    refused = typed("leave-out", "CS-1001", *other, *here).sentence
    assert "Only a duplicate is the same as another case." in refused
    assert typed("leave-out", "CS-1001", "--reason", "merged", *here).status == 2
    assert typed("close", "CS-1001", *here, "--now", "2026-01-01T00:00Z").status == 2
