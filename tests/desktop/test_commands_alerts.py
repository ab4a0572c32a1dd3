"""`leadline alerts` as it is typed."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop import commands_alerts
from desktop.connection import open_database
from models.commands.alerts import fire_due, mark_shown
from models.commands.contacts import log_contact
from models.commands.people import add_person
from models.queries.alert_rules import RuleUse
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.commands.desk import opened


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """A P2 case that was warned of and answered in time."""
    path = str(tmp_path / "desk.db")
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    clock = MovingClock(NOW)
    database = open_database(path, clock=clock)
    database.write(partial(add_person, name="Ben"))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    case_id = opened(database)
    clock.instant += timedelta(minutes=46)
    ids = [row.id for row in database.write(fire_due).result]
    database.write(partial(mark_shown, alert_ids=ids, person_id=ana, channel="bar"))
    database.write(lambda work: log_contact(work, case_id, "reply", "On it"))
    database.close()
    return path


def test_the_ledger_of_a_case(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    typist = Typist(capsys)
    lines = typist("alerts", "CS-1001", "--database", desk).out
    assert "First response: 75% of the time used: fired" in lines
    assert "kept" in lines
    told = json.loads(typist("alerts", "CS-1001", "--database", desk, "--json").out)
    (warned,) = [row for row in told
                 if (row["commitment"], row["level"]) == ("first_response", "75%")]  # fmt: skip
    assert warned["useful"] is True
    assert warned["fired_at"] == (NOW + timedelta(minutes=46)).isoformat()


def test_of_what_use_each_rule_was(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    typist = Typist(capsys)
    span = ("--from", "2026-05-12", "--to", "2026-05-13", "--database", desk)
    told = json.loads(typist("alerts", *span, "--json").out)
    rule = {
        "commitment": "first_response", "level": "75%", "useful": 1, "decided": 1,
        "means": "what it warned of was kept", "fired": 1, "unshown": 0,
    }  # fmt: skip
    assert rule in told
    (line,) = [one for one in typist("alerts", *span).out.splitlines() if "75%" in one]
    assert line.startswith("First response: 75% of the time used ")
    assert line.endswith("of use 1 of 1 (that is, what it warned of was kept)")
    unknown = commands_alerts.rule_line(RuleUse("long-wait", "due", 0, 0, "soon", 2, 2))
    assert unknown.endswith(
        "of use: not yet known (that is, seen to as soon as a new case is to be answered); "
        "2 of 2 were never shown"
    )
    none = typist("alerts", "--from", "2020-01-01", "--to", "2020-01-02", "--database", desk).out
    assert none == "No alert fired then.\n"


def test_no_such_case_is_one_sentence(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert Typist(capsys)("alerts", "CS-9", "--database", desk).status == 3


def test_what_somebody_was_told_of_is_told_to_them_alone(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typist = Typist(capsys)
    mine = ("alerts", "--mine", "--from", "2026-05-12", "--to", "2026-05-13", "--database", desk)
    lines = typist(*mine, "--as", "Ana").out
    assert "CS-1001" in lines
    assert "First response: 75% of the time used: fired" in lines
    assert typist(*mine, "--as", "Ben").out == "You were told of nothing then.\n"
    nobody = typist(*mine)
    assert nobody.status == 3
    assert "Give --as YOUR-NAME." in nobody.err
