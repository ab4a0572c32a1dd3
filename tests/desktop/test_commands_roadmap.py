"""`leadline roadmap`: what is behind each item, sorted, as lines and as JSON."""

import json
from functools import partial
from pathlib import Path

import pytest

from models.commands.links import add_link
from models.commands.roadmap import add_item
from models.database import Database
from models.desk_time import StoppedClock
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.commands.desk import opened


@pytest.fixture
def path(tmp_path: Path) -> str:
    """An empty desk."""
    made = str(tmp_path / "desk.db")
    empty_desk(made, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    return made


def test_items_in_lines_and_in_json_the_most_first(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    told = ("roadmap", "--database", path, "--now", NOW.isoformat())
    said = typist(*told)
    assert (said.status, said.out.splitlines()[0][:34]) == (1, "Nothing is on the roadmap yet: add")
    database = Database(open_checked(path), StoppedClock(NOW))
    for title in ("Dark mode", "Exports by parts"):
        database.write(partial(add_item, title=title))
    database.write(partial(add_link, case_id=opened(database), kind="roadmap", to="R-2"))
    database.close()
    said = typist(*told, "--by", "cases")
    assert said.out.splitlines() == [
        "R-2  Exports by parts  (Planned)", "    1 case of 1 customer",
        "R-1  Dark mode  (Planned)", "    0 cases of 0 customers",
        "Titles, what is in progress and which articles are behind it are those of today.",
    ]  # fmt: skip
    assert "those of today" not in typist("roadmap", "--database", path).out
    found = json.loads(typist(*told, "--by", "cases", "--json").out)
    assert [(one["item"], one["cases"], one["breach_minutes"]) for one in found] == [
        ("R-2", 1, 0), ("R-1", 0, 0),
    ]  # fmt: skip
