"""`leadline actions`, and the same as a file."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.commands.corrective_actions import change_action, drop_action, finish_action
from models.database import Database
from tests.conftest import MovingClock
from tests.desktop.command_line import Typist
from tests.models.commands.actions import NO_STALL, a_team, do, made


@pytest.fixture
def desk(database: Database, desk_address: str, clock: MovingClock) -> list[str]:
    """Three actions: one carried and overdue, one done, one dropped; how to ask for them."""
    a_team(database)
    late = made(database, replace(NO_STALL, due_on="2026-05-13"))
    done = made(database, replace(NO_STALL, title="=1+1", kind="detect", priority=3))
    dropped = made(database, replace(NO_STALL, title="Write it down", owner_role="lead"))
    clock.instant += timedelta(days=1)
    do(database, change_action, late, {"due_on": "2026-05-20"}, 1, "The part is late.")
    do(database, finish_action, done, "Seen in production")
    do(database, drop_action, dropped, "Nobody reads it")
    return ["--database", desk_address, "--now", "2026-06-01T10:00:00Z"]


def test_the_list_has_the_overdue_first(desk: list[str], typed: Typist) -> None:
    told = typed("actions", *desk)
    assert told.status == 0
    assert told.out.splitlines() == [
        "Cut parts by size, not by count  (prevent, priority 1; squad lead, due 20 May 2026,"
        " carried once since 13 May 2026, 12 days overdue)",
        "    At most 1 case about “time limit” a quarter",
        "=1+1  (detect, priority 3; squad lead, done 13 May 2026)",
        "    At most 1 case about “time limit” a quarter",
        "    Cannot tell yet: The desk has no whole quarter from before it was done.",
        "    Seen in production",
        "Write it down  (prevent, priority 1; lead, dropped 13 May 2026)",
        "    At most 1 case about “time limit” a quarter", "    Dropped.", "    Nobody reads it",
    ]  # fmt: skip
    few = json.loads(typed("actions", "--open", "--json", *desk).out)
    assert [(row["status"], row["overdue"], row["carried"]) for row in few] == [("open", True, 1)]


def test_an_earlier_instant_has_them_as_they_were(desk: list[str], typed: Typist) -> None:
    then = [*desk[:-1], "2026-05-12T13:00:00Z"]
    rows = json.loads(typed("actions", "--json", *then).out)
    assert {(row["status"], row["carried"]) for row in rows} == {("open", 0)}
    none = typed("actions", *desk[:-1], "2026-05-11T13:00:00Z")
    assert (none.status, none.out) == (1, "There is no corrective action.\n")


def test_a_file_is_made_as_its_name_ends_and_no_words_are_a_formula(
    desk: list[str], tmp_path: Path, typed: Typist
) -> None:
    table, data = tmp_path / "actions.csv", tmp_path / "actions.json"
    for path in (table, data):
        told = typed("export", "actions", "--out", str(path), *desk)
        assert told.out == f"Wrote 3 actions into {path}.\n"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows] == [
        "Cut parts by size, not by count", "'=1+1", "Write it down"]  # fmt: skip
    assert (rows[0]["first_due_on"], rows[0]["due_on"], rows[0]["carried"]) == (
        "2026-05-13", "2026-05-20", "1")  # fmt: skip
    assert rows[1]["verdict"] == "cannot tell yet"
    listed = typed("actions", "--json", *desk).out
    assert json.loads(data.read_text("utf-8")) == json.loads(listed)
    assert not any(name in listed for name in ("Ana", "Ben", "Cy"))


def test_a_file_that_is_there_stays_and_another_kind_is_refused(
    desk: list[str], tmp_path: Path, typed: Typist
) -> None:
    there = tmp_path / "actions.csv"
    there.write_text("mine")
    taken = typed("export", "actions", "--out", str(there), *desk)
    assert (taken.status, there.read_text()) == (3, "mine")
    other = typed("export", "actions", "--out", str(tmp_path / "actions.xlsx"), *desk)
    assert other.status == 3
    assert "ends in neither .csv nor .json" in other.err


def test_the_published_list_agrees_with_the_desk_of_its_instant(
    desk: list[str], typed: Typist, tmp_path: Path, database: Database
) -> None:
    path = str(tmp_path / "actions.pdf")
    assert typed("report", "actions", "--out", path, *desk).status == 0
    assert typed("report", "verify", path, *desk[:2]).status == 0
    database.clock.instant += timedelta(days=60)  # type: ignore[attr-defined]
    do(database, finish_action, 1, "Seen")
    told = typed("report", "verify", path, *desk[:2])
    assert (told.status, told.out) == (
        0, "Agrees. It is what the desk says, to the byte. It has gone on since.\n")  # fmt: skip
