"""`leadline assign` as it is typed: proposed, made so, taken back."""

import json
from functools import partial
from pathlib import Path

import pytest

from desktop.connection import open_database
from models.commands.cases import NewCase, assign, open_case
from models.commands.people import add_person
from models.commands.standing import set_status
from models.desk_time import StoppedClock
from models.handbook.working_hours import DAYS
from models.queries.people import person_named
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk

ROUND = {day: [("00:00", "24:00")] for day in DAYS}


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """Ana leads, Ben and Chen work at any hour, and nobody has CS-1001 and CS-1002."""
    path = str(tmp_path / "desk.db")
    by_hand = HANDBOOK.replace("automatic = true", "automatic = false")
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=by_hand, now=NOW)
    database = open_database(path, clock=StoppedClock(NOW))
    database.write(partial(add_person, name="Ana", role="lead", shifts=ROUND))
    for name in ("Ben", "Chen"):
        database.write(partial(add_person, name=name, shifts=ROUND))
    for title in ("Exports stall", "Imports stall"):
        database.write(partial(open_case, new=NewCase(title, priority="P2", incomplete=True)))
    database.close()
    return path


def test_a_proposal_in_json_then_made_so_and_taken_back(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    said = typist("assign", "--dry-run", "--json", "--database", desk)
    assert said.status == 0
    rows = json.loads(said.out)
    assert [list(row) for row in rows] == 2 * [["case", "agent", "score", "reasons", "rejected"]]
    assert {row["agent"] for row in rows} == {"Ben", "Chen"}
    assert all(isinstance(row["score"], int) and row["reasons"] for row in rows)
    assert [sorted(one) for one in rows[0]["rejected"]] == 2 * [["agent", "reason"]]
    assert json.loads(typist("assign", "--json", "--database", desk, "--as", "Ana").out) == rows
    left = typist("assign", "--database", desk).out
    assert left == "Every open case has somebody.\n"
    back = typist("assign", "--undo", "--database", desk, "--as", "Ana")
    assert back.out == "2 cases were taken back.\n"
    again = typist("assign", "--undo", "--database", desk, "--as", "Ana").sentence
    assert again.startswith("No proposal was accepted")


def test_an_agent_is_told_words_and_no_score(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    typist = Typist(capsys)
    rows = json.loads(
        typist("assign", "--dry-run", "--json", "--database", desk, "--as", "Ben").out
    )
    assert {row["score"] for row in rows} == {None}
    assert "of 20" not in json.dumps(rows)


def test_one_case_by_its_number_in_lines(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    typist = Typist(capsys)
    said = typist("assign", "CS-1002", "--dry-run", "--database", desk)
    assert "CS-1002    → Ben   Imports stall\n" in said.out
    assert "not Ana: takes no cases in this role" in said.out
    assert said.out.endswith("Nothing was changed.\n")
    assert "CS-1001" not in said.out


def test_nobody_can_take_it_and_the_past_is_only_looked_at(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    assert typist("assign", "--now", "2026-05-12T12:28Z", "--database", desk).sentence.startswith(
        "A past desk is only looked at"
    )
    past = ("--dry-run", "--now", "2026-05-12T12:28Z", "--database", desk)
    assert typist("assign", *past).status == 0
    assert "There is no case" in typist("assign", "CS-9", "--database", desk).sentence


def test_a_full_desk_gives_some_away_and_has_it_back(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    both = typist("assign", "--rebalance", "CS-1001", "--database", desk)
    assert both.sentence == "All open cases are looked at to rebalance. Leave out the cases."
    database = open_database(desk)
    ben = database.read(partial(person_named, name="Ben"))
    urgent = NewCase("All stands still", priority="P1", incomplete=True)
    for _ in range(4):
        case_id = database.write(partial(open_case, new=urgent)).result
        database.write(partial(assign, case_ids=[case_id], person_id=ben))
    database.close()
    told = typist("assign", "--rebalance", "--dry-run", "--database", desk).out
    assert "      from Ben\n" in told
    assert "With all of it, expected breaches " in told
    assert told.endswith("Nothing was changed.\n")
    rows = json.loads(typist("assign", "--rebalance", "--json", "--database", desk).out)
    moved = [row for row in rows if "from Ben" in row["reasons"]]
    assert moved
    assert {row["agent"] for row in moved} == {"Chen"}
    back = typist("assign", "--undo", "--database", desk)
    assert back.out == f"{len(rows)} cases were taken back.\n"


def test_what_is_due_soon_with_somebody_who_is_off_is_told_and_moved(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    database = open_database(desk)
    ben = database.read(partial(person_named, name="Ben"))
    assert ben is not None
    urgent = NewCase("All stands still", priority="P1", incomplete=True)
    case_id = database.write(partial(open_case, new=urgent)).result
    database.write(partial(assign, case_ids=[1, 2, case_id], person_id=ben))
    assert "within the hour" not in typist("assign", "--dry-run", "--database", desk).out
    database.write(partial(set_status, person_id=ben, status="off"))
    database.close()
    assert typist("assign", "--dry-run", "--database", desk).out == (
        "Every open case has somebody.\n1 case is due within the hour with somebody who is not at "
        "work until then: CS-1003; --rebalance looks who else can.\n"
    )
    told = typist("assign", "--rebalance", "--dry-run", "--database", desk).out
    assert "P1  CS-1003    → Chen " in told
    assert "within the hour" not in told


def test_where_all_is_well_no_move_is_proposed(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    typist("assign", "--database", desk)
    said = typist("assign", "--rebalance", "--dry-run", "--database", desk)
    assert said.out.startswith("No move was found that lessens the breaches to be expected.\n")
