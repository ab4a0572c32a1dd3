"""`leadline forecast` as it is typed."""

import json
from functools import partial
from pathlib import Path

import pytest

from desktop.connection import open_database
from models.commands.cases import NewCase, open_case
from models.desk_time import StoppedClock
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """Nobody is on the team, and two cases are open."""
    path = str(tmp_path / "desk.db")
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    database = open_database(path, clock=StoppedClock(NOW))
    for priority in ("P1", "P4"):
        new = NewCase("Exports stall", priority=priority, incomplete=True)
        database.write(partial(open_case, new=new))
    database.close()
    return path


def test_in_words_and_for_a_program(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    typist = Typist(capsys)
    told = json.loads(typist("forecast", "--json", "--trust", "--database", desk).out)
    assert {row["case"] for row in told["cases"]} == {"CS-1001", "CS-1002"}
    chances = [row["chance"] for row in told["cases"]]
    assert chances == sorted(chances, reverse=True)
    assert [row["hours"] for row in told["expected"]] == [8, 24, 72]
    assert set(told["by_priority"]) == {"P1", "P2", "P3", "P4"}
    assert told["trust"]["level"] == "unknown"
    said = typist("forecast", "--trust", "--database", desk).out.splitlines()
    assert said[0] == f"{told['sentence']}."
    assert said[1] == f"{told['trust']['sentence']}."
    assert [line.split()[1] for line in said[2:]] == [row["case"] for row in told["cases"]]
