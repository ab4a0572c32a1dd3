"""`leadline postmortem`: begun from breached cases, listed, and read in full."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.commands.breached import CAUSE, breached, do, give_action
from tests.models.commands.desk import opened

LATER = (NOW + timedelta(days=6, minutes=5)).isoformat()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A desk of two breached cases, and one that is not."""
    made = str(tmp_path / "desk.db")
    empty_desk(made, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    clock = MovingClock(NOW)
    database = Database(open_checked(made), clock)
    for customer in ("Contoso", "Fabrikam"):
        breached(database, clock, customer=customer)
    opened(database)
    database.close()
    return made


@pytest.fixture
def typist(capsys: pytest.CaptureFixture[str]) -> Typist:
    return Typist(capsys)


def keys(path: str) -> list[str]:
    from sqlalchemy import text

    database = Database(open_checked(path), StoppedClock(NOW))
    with database.engine.connect() as connection:
        found = list(connection.execute(text("SELECT key FROM cases ORDER BY id")).scalars())
    database.close()
    return found


def test_begun_listed_and_read(path: str, typist: Typist) -> None:
    desk = ("--database", path)
    said = typist("postmortem", "list", *desk)
    assert (said.status, said.out[:28]) == (1, "There is no postmortem yet: ")
    one, two, _ = keys(path)
    said = typist("postmortem", "new", one, two.lower(), *desk)
    assert said.out == "PM-1  Exports stall at 90 % and 1 more\n"
    said = typist("postmortem", "list", *desk)
    assert said.out.splitlines() == [
        "PM-1  Exports stall at 90 % and 1 more  (draft)", f"    2 cases; {CAUSE}",
    ]  # fmt: skip
    assert typist("postmortem", *desk).out == said.out
    lines = typist("postmortem", "show", "pm-1", *desk).out.splitlines()
    assert lines[:2] == ["PM-1  Exports stall at 90 % and 1 more", "Draft, version 1"]
    assert "Impact: 2 cases of 2 customers; 2 of them breached an SLA" in lines
    assert any(line.startswith("Opened to first contact: 72 h in the median") for line in lines)
    assert any(line.endswith("Resolution, SLA breached") for line in lines)
    assert lines[-1].startswith("Still missing: Add an action")


def test_as_json(path: str, typist: Typist) -> None:
    desk = ("--database", path, "--json")
    one, two, _ = keys(path)
    made = json.loads(typist("postmortem", "new", one, two, "--title", "Stalled", *desk).out)
    assert made == {"id": 1, "postmortem": "PM-1", "title": "Stalled"}
    database = Database(open_checked(path), StoppedClock(NOW))
    do(database, give_action, 1)
    database.close()
    told = json.loads(typist("postmortem", "show", "1", *desk).out)
    assert (told["title"], told["status"], told["missing"]) == ("Stalled", "draft", [])
    assert [case["case"] for case in told["cases"]] == [one, two]
    assert told["impact"]["breached"] == 2
    assert {row["commitment"] for row in told["impact"]["over_target"]} == {
        "first_response", "resolution",
    }  # fmt: skip
    assert all(row["stands"] and not row["by_hand"] for row in told["timeline"])
    assert [one["owner"] for one in told["actions"]] == ["squad lead"]
    [row] = json.loads(typist("postmortem", "list", *desk).out)
    assert (row["postmortem"], row["cases"], row["open_actions"]) == ("PM-1", 2, 1)


def test_what_is_not_there_or_never_breached_is_told(path: str, typist: Typist) -> None:
    *_, fine = keys(path)
    for command, said in (
        (("new", fine), "None of these cases has breached its SLA"),
        (("new", "CS-99999"), "There is no case “CS-99999”"),
        (("show", "7"), "There is no postmortem “7”"),
        (("show", "'; DROP TABLE cases; --"), "There is no postmortem"),
    ):
        found = typist("postmortem", *command, "--database", path, "--now", LATER)
        assert found.status == 3
        assert said in found.err
