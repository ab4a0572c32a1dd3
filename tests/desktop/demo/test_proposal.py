"""The handbook the lead thinks about: a file beside the desk, the draft on the page, one figure."""

import json
from functools import partial
from pathlib import Path

import pytest

from desktop.demo.make import demo_desk
from desktop.draft_files import drafts_folder, put_draft, read_drafts
from models.database import Database
from models.desk_time import StoppedClock
from models.handbook.backtest import back_test
from models.handbook.linter import lint
from models.handbook.policy_file import read_policy
from models.queries.handbook import colleagues, versions
from models.queries.last_quarter import last_quarter
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("desktop.draft_files.data_folder", lambda: tmp_path / "data")
    return tmp_path / "demo"


@pytest.fixture
def made(folder: Path) -> Path:
    return demo_desk(folder, 1, NOW, HANDBOOK)


def draft(path: Path) -> dict[str, str]:
    return read_drafts(drafts_folder(str(path)))["handbook"]


def test_the_page_and_the_terminal_try_it_on_the_same_quarter(made: Path, typed: Typist) -> None:
    file = made.with_name("proposed-handbook.toml")
    source = draft(made)["source"]
    assert source == file.read_text("utf-8")
    desk = "--database", str(made), "--now", NOW.isoformat()
    told = json.loads(typed("handbook", "backtest", str(file), "--json", *desk).out)
    database = Database(open_checked(made), StoppedClock(NOW))
    try:
        policy = read_policy(source)
        quarter = database.read(partial(last_quarter, now=NOW, handbook=policy))
    finally:
        database.close()
    assert quarter is not None
    assert (quarter.period.name, quarter.over) == ("2026Q1", True)
    test = back_test(quarter.past, policy)
    assert told["cases"] == test.past.count
    assert len(told["flips"]) == test.flipped > 2
    assert [(row["now"]["met"], row["then"]["met"]) for row in told["rows"]] == [
        (row.now.met, row.then.met) for row in test.rows
    ]
    lost = {row["commitment"] for row in told["rows"] if row["lost"]}
    assert "resolution" in lost


def test_it_differs_from_the_version_in_force_in_what_it_proposes(made: Path) -> None:
    database = Database(open_checked(made), StoppedClock(NOW))
    try:
        (version,) = database.read(partial(versions, now=NOW))
        team = database.read(colleagues)
    finally:
        database.close()
    assert draft(made)["base"] == str(version.number)
    ours, theirs = read_policy(draft(made)["source"]), read_policy(version.source)
    assert {p: dict(row) for p, row in ours.targets.items()} != dict(theirs.targets)
    assert ours.calendars == theirs.calendars
    now = int(NOW.timestamp())
    assert lint(version.source, now, team) == [], "somebody is on shift or on call at any hour"
    assert lint(draft(made)["source"], now, team) == []


def test_what_the_lead_made_of_it_stays_when_the_desk_is_made_anew(made: Path) -> None:
    file = made.with_name("proposed-handbook.toml")
    file.write_text("mine", "utf-8")
    put_draft(drafts_folder(str(made)), "handbook", {"source": "mine too", "base": "1"})
    demo_desk(made.parent, 1, NOW, HANDBOOK)
    assert file.read_text("utf-8") == "mine"
    assert draft(made)["source"] == "mine too"
