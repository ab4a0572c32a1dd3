"""`leadline topics`: a public face, and lines for people."""

import json
from pathlib import Path

import pytest

from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.queries.test_radar import desk as fill


@pytest.fixture
def path(tmp_path: Path) -> str:
    """An empty desk."""
    made = str(tmp_path / "desk.db")
    empty_desk(made, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    return made


def test_topics_in_json_and_in_lines(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(open_checked(path), StoppedClock(NOW))
    fill(database)
    database.close()
    typist, at = Typist(capsys), NOW.isoformat()
    said = typist("topics", "--database", path, "--now", at, "--json")
    found = json.loads(said.out)
    assert (said.status, found["quarter"], found["coverage"]["cases"]) == (0, "2026Q1", 10)
    assert found["write_next"] == ["PDF export stalls", "Umlaut file name"]
    first = found["topics"][0]
    assert (first["topic"], first["cases"], first["rising"]) == ("PDF export stalls", 6, False)
    lines = typist("topics", "--database", path, "--now", at).out.splitlines()
    assert lines[0].startswith("Q1 2026. Article coverage 0 of 10: ")
    assert any(line.startswith("Rising: Columns change places. 4 in the last") for line in lines)


def test_a_desk_without_cases_ends_with_1(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = Typist(capsys)("topics", "--database", path)
    assert (said.status, "no topics yet" in said.out) == (1, True)
