"""`leadline team` as it is typed."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.connection import open_database
from models.commands.crossings import mark_crossings_told, record_crossings
from models.commands.people import add_person
from models.commands.working_times import add_absence, add_turn
from models.desk_time import StoppedClock
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.queries.test_queue_readings import publish, store, threshold


@pytest.fixture
def desk(tmp_path: Path) -> str:
    path = str(tmp_path / "desk.db")
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    return path


def test_a_team_in_lines_and_in_json(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_database(desk, clock=StoppedClock(NOW))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    ben = database.write(partial(add_person, name="Ben", shifts={"tue": [("09:00", "17:00")]}))
    span: dict[str, Any] = {"begins_at": NOW, "ends_at": NOW + timedelta(days=20_000)}
    away = partial(add_absence, person_id=ben.result, stand_in_id=ana, **span)
    database.write(away)
    database.write(partial(add_turn, role="comms_lead", person_id=ana, **span))
    database.close()
    typist = Typist(capsys)
    lines = typist("team", "--database", desk).out
    assert "Ben                  agent                Away until" in lines
    assert "Tue 09:00–17:00" in lines
    assert "Ana stands in" in lines
    assert "engineering on-call      nobody is, so the lead, Ana\n" in lines
    assert "comms lead               Ana\n" in lines
    told = json.loads(typist("team", "--database", desk, "--json").out)
    assert [row["name"] for row in told["people"]] == ["Ana", "Ben"]
    assert told["people"][1]["shifts"] == {"tue": [["09:00", "17:00"]]}
    assert told["leave"][0]["stand_in"] == "Ana"
    assert told["turns"][0]["role"] == "comms_lead"
    assert told["roles"]["comms_lead"] == ["Ana"]
    assert told["roles"]["engineering_on_call"] == ["Ana"]
    assert "engineering_on_call" in told["unheld_roles"]
    assert not {"comms_lead", "lead"} & set(told["unheld_roles"])


def test_days_that_differ_are_set_shown_and_refused(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(desk, clock=StoppedClock(NOW))
    database.write(partial(add_person, name="Ana", role="lead"))
    database.close()
    typist = Typist(capsys)
    lines = "every second Saturday 10-14", "last Friday of the month off"
    out = typist("team", "days", "Ana", *lines, "--database", desk).out
    assert "Days that differ\nAna                  every second Saturday 10:00–14:00 from" in out
    told = json.loads(typist("team", "days", "Ana", "--database", desk, "--json").out)
    assert [days.split(" from ")[0] for days in told["people"][0]["days"]] == [
        "every second Saturday 10:00–14:00", "last Friday of the month off",
    ]  # fmt: skip
    wrong = typist("team", "days", "Ana", "every Sat 12-10", "--database", desk)
    assert "12:00–10:00 ends before it begins" in wrong.sentence
    both = typist("team", "days", "Ana", "24 Dec off", "--none", "--database", desk)
    assert "“--none” says that no day differs, and “24 Dec off” is one." in both.sentence
    kept = typist("team", "days", "Ana", "--database", desk).out
    assert "every second Saturday" in kept
    none = typist("team", "days", "Ana", "--none", "--database", desk).out
    assert "Days that differ" not in none


def test_nobody_yet(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert Typist(capsys)("team", "--database", desk).out == (
        "Nobody is on this desk yet. Whoever opens its window is asked for their name.\n"
    )


def test_roles_who_leaves_and_who_comes_back(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_database(desk, clock=StoppedClock(NOW))
    for name, role in (("Ana", "lead"), ("Ben", "agent")):
        database.write(partial(add_person, name=name, role=role))
    database.close()
    typist = Typist(capsys)

    def told(*words: str) -> dict[str, Any]:
        said = typist("team", *words, "--database", desk, "--json")
        found: dict[str, Any] = json.loads(said.out)
        return found

    found = told("role", "Ben", "incident commander", "--as", "Ana")
    assert found["people"][1]["role"] == "incident_commander"
    assert found["roles"]["incident_commander"] == ["Ben"]
    said = typist("team", "role", "Ana", "agent", "--database", desk)
    assert said.sentence == "Ana is the only lead of this desk. Make somebody else a lead first."
    assert told("gone", "Ben")["former"] == ["Ben"]
    assert "Left the team\nBen\n" in typist("team", "--database", desk).out
    found = told("back", "Ben")
    assert (found["former"], len(found["people"])) == ([], 2)
    assert (
        "Nobody called “Bob” is known here."
        in typist("team", "gone", "Ana", "--cases-to", "Bob", "--database", desk).err
    )


def test_skills_capacity_status_what_is_handed_over_and_gaps(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(desk, clock=StoppedClock(NOW))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    ben = database.write(partial(add_person, name="Ben")).result
    begins_at, ends_at = NOW, NOW + timedelta(days=20_000)
    database.write(
        partial(add_absence, person_id=ben, begins_at=begins_at, ends_at=ends_at, stand_in_id=ana)
    )
    database.close()
    typist = Typist(capsys)

    def ben_after(*words: str) -> dict[str, Any]:
        told = json.loads(typist("team", *words, "--database", desk, "--json").out)
        found: dict[str, Any] = next(row for row in told["people"] if row["name"] == "Ben")
        return found

    assert ben_after("skills", "Ben", "api 4", "sync 3 since 2025-03-01")["skills"] == {
        "api": 4, "sync": 3,
    }  # fmt: skip
    assert ben_after("skills", "Ben", "--none")["skills"] == {}
    assert ben_after("capacity", "Ben", "12")["capacity"] == 12
    assert " · capacity 12\n" in typist("team", "--database", desk).out
    assert ben_after("capacity", "Ben", "usual")["capacity"] is None
    assert ben_after("status", "Ben", "Busy")["status"] == "busy"
    for words, said in (
        (("skills", "Ben"), "No skill is named."),
        (("skills", "Ben", "api"), "“api” is no skill with its level."),
        (("capacity", "Ben", "lots"), "“lots” is not a whole number"),
        (("status", "Ben", "asleep"), "“asleep” is not a status."),
        (("handover", "Ana"), "Ana is not on leave"),
    ):
        assert typist("team", *words, "--database", desk).sentence.startswith(said)
    told = json.loads(typist("team", "handover", "Ben", "--database", desk, "--json").out)
    assert (told["stand_in"], told["cases"]) == ("Ana", [])
    assert typist("team", "gaps", "--database", desk).out == "No gap was found.\n"


def test_a_turn_is_given_to_another(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_database(desk, clock=StoppedClock(NOW))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    database.write(partial(add_person, name="Ben"))
    span: dict[str, Any] = {"begins_at": NOW, "ends_at": NOW + timedelta(days=20_000)}
    database.write(partial(add_turn, role="comms_lead", person_id=ana, **span))
    database.close()
    typist = Typist(capsys)
    give = "team", "give", "Ana", "--to", "Ben", "--database", desk
    none = typist(*give, "--role", "squad lead")
    assert "Ana has no turn as squad lead." in none.sentence
    early = typist(*give, "--from", "2020-01-01")
    assert "It lasts from" in early.sentence
    told = json.loads(typist(*give, "--role", "comms-lead", "--json").out)
    assert [row["person"] for row in told["turns"]] == ["Ben"]
    assert told["roles"]["comms_lead"] == ["Ben"]


def test_thresholds_that_were_crossed(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    typist = Typist(capsys)
    ask = ("team", "thresholds", "--database", desk)
    assert typist(*ask).out == "No threshold of the queue was crossed.\n"
    later = NOW + timedelta(minutes=1)
    database = open_database(desk, clock=StoppedClock(later))
    publish(database, threshold(watch="open_cases", limit=1, role="lead"))
    ana = database.write(partial(add_person, name="Ana", role="lead")).result
    store(database, {}, {})
    (row,) = database.write(record_crossings).result
    told = partial(mark_crossings_told, alert_ids=[row.id], person_id=ana, channel="bar")
    database.write(told)
    database.close()
    at = "--now", "2026-05-12T14:30+02:00"
    said = typist(*ask, *at)
    assert said.out == "14:29  2 cases are open, over 1 · lead: Ana 14:29 · still over\n"
    assert said.status == 1
    (found,) = json.loads(typist(*ask, *at, "--json").out)
    assert found["told"] == [{"person": "Ana", "at": later.isoformat()}]
