"""`leadline new` and `leadline case`: the rules of the window, in a terminal."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from desktop.imports.servicenow import LACKS
from models.commands.attachments import attach
from models.commands.cases import assign
from models.commands.contacts import log_contact
from models.commands.incident import give_roles, tick_step
from models.commands.intake_templates import keep_intake_template
from models.commands.links import add_link
from models.commands.people import add_person
from models.database import Database
from models.desk_time import StoppedClock, wall_time, whole_second
from models.file_reading import FileContent
from models.playbooks import default_playbooks
from models.schema import open_checked
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.desktop.imports.logs import write_log
from tests.made_desks import empty_desk
from tests.models.commands.desk import opened
from tests.models.queries.test_similar import article, others

WHOLE = ["--title", "Exports stall", "--customer", "Contoso", "--priority", "P2", "--impact",
         "All exports", "--environment", "4.2", "--steps", "Export"]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> list[str]:
    path = tmp_path / "desk.db"
    empty_desk(str(path), title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    return ["--database", str(path)]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_case_is_opened_and_looked_at(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    key = told(capsys, "new", *WHOLE, "--message", "It stalls", *desk)["case"]
    assert key == "CS-1001"
    case = told(capsys, "case", key, *desk)
    assert (case["title"], case["priority"], case["missing"]) == ("Exports stall", "P2", [])
    assert [event["kind"] for event in case["timeline"]] == ["opened", "customer_message"]
    assert main(["case", key, *desk]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "CS-1001  Exports stall"
    assert lines[-1].endswith("Customer message  It stalls")


@pytest.mark.parametrize("written", ["cs-1001", "1001", " Cs-1001 "])
def test_a_case_is_meant_however_its_key_is_written(
    written: str, desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "new", *WHOLE, *desk)
    for command in ("case", "explain"):
        assert told(capsys, command, written, *desk)["case"] == "CS-1001"


def test_who_has_a_new_case_by_rule_is_said(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(open_checked(desk[1]), StoppedClock(NOW))
    days = "mon", "tue", "wed", "thu", "fri", "sat", "sun"
    always = {day: [("00:00", "24:00")] for day in days}
    database.write(partial(add_person, name="Ben", role="agent", shifts=always))
    database.close()
    assert told(capsys, "new", *WHOLE, *desk)["assignee"] == "Ben"
    assert main(["new", *WHOLE, *desk]) == 0
    said = capsys.readouterr().out
    assert said.startswith("CS-1002 is open; Ben has it, by the handbook's rules. A draft")


def test_figures_about_a_colleague_are_the_leads_in_the_terminal_too(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(open_checked(desk[1]), StoppedClock(NOW))
    people = {
        name: database.write(partial(add_person, name=name, role=role)).result
        for name, role in (("Ana", "agent"), ("Ben", "agent"), ("Lee", "lead"))
    }
    case_id = opened(database)
    database.write(partial(assign, case_ids=[case_id], person_id=people["Ben"]))
    database.close()
    for name, known in (("Ana", False), ("Ben", True), ("Lee", True)):
        as_them = ["CS-1001", *desk, "--as", name]
        last = told(capsys, "case", *as_them)["ownership"]["owners"][-1]
        assert (last["agent"], last["seconds"] is not None) == ("Ben", known)
        for command in ("case", "explain"):
            assert main([command, *as_them]) == 0
            lines = capsys.readouterr().out.splitlines()
            assert ("Held: Ben, has it now" in lines) == (not known)


def test_a_new_case_gives_its_acknowledgement_recorded_where_it_goes_unseen(
    tmp_path: Path, desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    draft = told(capsys, "new", *WHOLE, *desk)["acknowledgement"]
    assert "Its case number is CS-1001." in draft["text"]
    assert not draft["recorded"]
    timeline = told(capsys, "case", "CS-1001", *desk)["timeline"]
    assert [event["kind"] for event in timeline] == ["opened"]
    assert main(["new", *WHOLE, *desk]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "CS-1002 is open; nobody has it yet. A draft of its acknowledgement:\n\nHello,"
    )
    assert "You hear from us again by " in out

    path = tmp_path / "unseen.db"
    source = HANDBOOK.replace("acknowledge_unseen = false", "acknowledge_unseen = true")
    empty_desk(str(path), title="Desk", zone="Europe/Berlin", handbook=source, now=NOW)
    sent = told(capsys, "new", *WHOLE, "--database", str(path))["acknowledgement"]
    last = told(capsys, "case", "CS-1001", "--database", str(path))["timeline"][-1]
    assert sent["recorded"]
    assert (last["kind"], last["data"]["text"]) == ("acknowledged", sent["text"])


def test_a_case_names_who_it_is_for(desk: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    contact = "Ana Ruiz <ana@contoso.example>"
    key = told(capsys, "new", *WHOLE, "--contact", contact, *desk)["case"]
    assert told(capsys, "case", key, *desk)["contact"] == "Ana Ruiz"
    assert main(["case", key, *desk]) == 0
    assert "Contoso · Ana Ruiz" in capsys.readouterr().out


def test_a_case_says_what_it_is_to_be_answered_in(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    key = told(capsys, "new", *WHOLE, "--language", "german", *desk)["case"]
    assert told(capsys, "case", key, *desk)["fields"]["language"] == "de"
    assert main(["case", key, *desk]) == 0
    assert "Language: German" in capsys.readouterr().out
    assert main(["new", *WHOLE, "--language", "Klingon", *desk]) == 3
    assert "“Klingon” is no language" in capsys.readouterr().err


def test_what_is_missing_is_named_and_nothing_is_opened(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--title", "Help", *desk]) == 3
    said = capsys.readouterr().err
    assert "customer, priority, impact" in said
    assert "give --incomplete." in said
    assert told(capsys, "queue", *desk) == []
    assert told(capsys, "new", "--title", "Help", "--incomplete", *desk)["case"] == "CS-1001"
    assert "impact" in told(capsys, "case", "CS-1001", *desk)["missing"]


def test_a_case_nobody_knows_is_a_sentence(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["case", "CS-9", *desk]) == 3
    assert "There is no case “CS-9”." in capsys.readouterr().err


def test_the_timeline_says_what_became_of_what_changed(
    desk: list[str], typed: Typist, tmp_path: Path
) -> None:
    log = write_log(
        tmp_path / "log.csv",
        {"assigned_to": "Resolver 7"},
        {"priority": "1 - Critical", "impact": "1 - High", "sys_updated_at": "1/3/2016 9:00"},
        {"incident_state": "Active", "sys_updated_at": "1/3/2016 10:00"},
        {"incident_state": "Resolved", "sys_updated_at": "1/3/2016 12:00"},
    )
    assert typed("import", str(log), "--zone", "UTC", *desk).status == 0
    said = typed("case", "INC1", *desk).out
    told = ("Priority set to P1", "Changed: impact", "Status: In progress", "Assigned to Resolver")
    assert [words for words in told if words not in said] == []
    assert [line for line in said.splitlines() if line.endswith(" changed")] == []


def test_a_call_that_was_logged_later_says_when(
    desk: list[str], typed: Typist, tmp_path: Path
) -> None:
    key = json.loads(typed("new", *WHOLE, "--json", *desk).out)["case"]
    called = whole_second(wall_time()) + timedelta(minutes=1)
    later = StoppedClock(called + timedelta(minutes=20))
    database = Database(open_checked(str(tmp_path / "desk.db")), later)
    database.write(partial(log_contact, case_id=1, type="call", text="It works again.",
                           occurred_at=called))  # fmt: skip
    database.close()
    line = typed("case", key, *desk).out.splitlines()[-1]
    assert "Call to the customer · logged " in line
    assert line.endswith("It works again.")


def test_due_times_are_the_desks_and_a_clock_that_is_over_without_one_speaks_of_none(
    desk: list[str], typed: Typist, tmp_path: Path
) -> None:
    opened, changed = {"opened_at": "2/3/2016 08:00"}, {"sys_updated_at": "2/3/2016 16:00"}
    log = write_log(
        tmp_path / "log.csv",
        opened | {"number": "INC1", "sys_updated_at": "2/3/2016 09:00"},
        changed | {"incident_state": "Awaiting User Info"},
        opened | {"number": "INC2", "incident_state": "New", "sys_updated_at": "2/3/2016 09:00"},
        changed | {"incident_state": "Resolved", "resolved_at": "2/3/2016 16:00"},
    )
    assert typed("import", str(log), "--zone", "UTC", *desk).status == 0
    now = ["--now", "2016-03-02T18:00Z"]
    paused = typed("explain", "INC1", *desk, *now).out.splitlines()
    over = typed("explain", "INC2", *desk).out.splitlines()
    unknown = [line for line in (*paused, *over) if ": unknown" in line]
    assert len(unknown) > 1
    assert not [line for line in unknown if "due" in line]
    assert [line for line in paused if ": running" in line and "due none while paused" in line]
    assert [line for line in over if ": met" in line and "· due Fri 4 Mar 2016, 17:00 CET" in line]
    counted = "    Wed 2 Mar 09:00 CET – Wed 2 Mar 17:00 CET  8 h  Opening hours, until: Resolved"
    assert [line for line in over if line.startswith(counted)]


def test_an_import_that_is_only_tried_says_so(
    desk: list[str], typed: Typist, tmp_path: Path
) -> None:
    words = [
        "import",
        str(write_log(tmp_path / "log.csv", {}, {"number": "INC2"})),
        "--zone",
        "UTC",
        *desk,
    ]
    tried = typed(*words, "--dry-run").out.splitlines()
    assert tried[0].startswith("2 cases, 2 events would be added, 0 skipped")
    assert tried[-1] == "Nothing was written."
    done = typed(*words).out
    assert done.startswith("2 cases, 2 events, 0 skipped")
    assert "would" not in done
    assert "Nothing" not in done


def test_a_past_instant_is_refused_for_what_writes(desk: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["new", *WHOLE, *desk, "--now", "2026-05-12T14:28Z"])
    assert refused.value.code == 2


def test_an_import_tells_in_the_terminal_what_the_window_does(
    desk: list[str], typed: Typist, tmp_path: Path
) -> None:
    log = write_log(tmp_path / "log.csv", {})
    said = typed("import", str(log), "--zone", "UTC", *desk).out
    assert said.startswith("1 case, ")
    assert [str(note) for note in LACKS if str(note) not in said] == []
    again = typed("import", str(log), "--zone", "UTC", *desk).out
    assert again.startswith("0 cases, 0 events, 1 skipped")
    assert "incomplete" not in again


def test_a_case_names_what_it_is_linked_with(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        told(capsys, "new", *WHOLE, *desk)
    database = Database(open_checked(desk[1]), StoppedClock(NOW))
    database.write(partial(add_link, case_id=1, kind="same", to="CS-1002"))
    database.write(partial(add_link, case_id=1, kind="defect", to="BUG-7", production=True))
    database.close()
    assert told(capsys, "case", "CS-1001", *desk)["links"] == [
        {"what": "case", "why": "same", "key": "CS-1002", "title": "Exports stall",
         "status": "new"},
        {"what": "defect", "why": "defect", "key": "BUG-7", "production": True},
    ]  # fmt: skip
    assert told(capsys, "case", "CS-1001", *desk)["suggestions"] == []
    assert main(["case", "CS-1001", *desk]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Same trouble: CS-1002  Exports stall (new)" in lines
    assert "Defect that reached production: BUG-7" in lines


def test_a_case_names_the_articles_that_may_answer_it(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(open_checked(desk[1]), StoppedClock(NOW))
    others(database)
    article(database, "KI-1", "The last CSV exports stall", "Halve it.", product="4.2")
    database.close()
    told(capsys, "new", "--title", "The last CSV exports stall", "--incomplete", *desk)
    assert [one["article"] for one in told(capsys, "case", "CS-1004", *desk)["suggestions"]] == [
        "KI-1"
    ]
    assert main(["case", "CS-1004", *desk]) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "KI-1" in one]
    head, _, why = line.partition(" (The words ")
    assert head == "May answer it: KI-1  The last CSV exports stall"
    assert sorted(why.rstrip(")").split(", ")) == ["CSV", "exports", "stall"]


def test_a_new_case_begins_with_a_template_where_nothing_is_written(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(open_checked(desk[1]), StoppedClock(NOW))
    texts = {"title": "Cannot sign in", "steps": "1. Open", "category": "Login"}
    database.write(partial(keep_intake_template, name="Login", typed=texts))
    database.close()
    assert main(["new", "--template", "Logn", "--incomplete", *desk]) == 3
    assert "There are: Login" in capsys.readouterr().err
    words = ["--template", "login", "--steps", "2. Sign in", "--incomplete"]
    key = told(capsys, "new", *words, *desk)["case"]
    case = told(capsys, "case", key, *desk)
    assert (case["title"], case["fields"]["steps"]) == ("Cannot sign in", "2. Sign in")


def test_a_new_case_takes_files_and_none_is_opened_without_one(
    desk: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = tmp_path / "trace.log"
    log.write_bytes(b"words")
    assert main(["new", *WHOLE, "--attach", str(log), "--attach", str(tmp_path), *desk]) == 3
    assert "is a folder" in capsys.readouterr().err
    key = told(capsys, "new", *WHOLE, "--attach", str(log), *desk)["case"]
    assert key == "CS-1001"
    assert [row["name"] for row in told(capsys, "case", key, *desk)["attachments"]] == ["trace.log"]


def test_what_is_attached_is_listed_and_saved_beside_what_is_there(
    desk: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    key = told(capsys, "new", *WHOLE, *desk)["case"]
    database = Database(open_checked(desk[1]), StoppedClock(NOW + timedelta(hours=1)))
    files = (FileContent("trace.log", b"one"), FileContent("trace.log", b"other"))
    database.write(partial(attach, case_id=1, files=files))
    database.close()
    listed = told(capsys, "case", key, *desk)
    assert [(row["name"], row["size"]) for row in listed["attachments"]] == [
        ("trace.log", 3), ("trace.log", 5),
    ]  # fmt: skip
    folder = tmp_path / "saved"
    for last in ("trace (2).log", "trace (4).log"):
        assert main(["case", key, "--save-attachments", str(folder), *desk]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert "Attached: trace.log (3 bytes)" in lines
        assert lines[-1] == f"Saved {folder / last}"
    assert (folder / "trace.log").read_bytes() == (folder / "trace (3).log").read_bytes() == b"one"


def test_a_restriction_is_widened_narrowed_and_lifted(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(open_checked(desk[1]), StoppedClock(NOW))
    for name in ("Ana Ruiz", "Ben Okafor"):
        database.write(partial(add_person, name=name))
    database.close()
    key = told(capsys, "new", *WHOLE, "--security", "yes", "--named", "Ana Ruiz",
               "--priority-reason", "Their test system", *desk)["case"]  # fmt: skip
    told(capsys, "access", key, "--add", "Ben Okafor", "--remove", "Ana Ruiz", *desk)
    assert told(capsys, "case", key, *desk)["restricted_to"] == ["Ben Okafor"]
    for wrong in (["--remove", "Ben Okafor"], ["--add", "Nobody"], ["--lift"]):
        assert main(["access", key, *wrong, *desk]) == 3
    assert told(capsys, "case", key, *desk)["restricted_to"] == ["Ben Okafor"]
    capsys.readouterr()
    assert main(["access", key, "--lift", "--reason", "The key is revoked", *desk]) == 0
    assert capsys.readouterr().out == f"Everybody sees {key} again.\n"
    case = told(capsys, "case", key, *desk)
    assert case["restricted_to"] is None
    assert case["timeline"][-1]["data"]["reason"] == "The key is revoked"


def test_a_file_of_scores_is_known_by_its_header(
    tmp_path: Path, desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "new", *WHOLE, *desk)
    scores = tmp_path / "scores.csv"
    scores.write_text("case,score,answered_at\nCS-1001,5,2026-05-12 16:00\n", "utf-8")
    assert main(["import", str(scores), "--json", *desk]) == 1
    (refused,) = json.loads(capsys.readouterr().out)["errors"]
    assert (refused["column"], refused["value"]) == ("case", "CS-1001")


def test_a_case_tells_who_leads_it_and_how_far_its_checklist_has_come(
    desk: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    one = [*WHOLE[:5], "P1", *WHOLE[6:]]
    key, other = (told(capsys, "new", *words, *desk)["case"] for words in (one, WHOLE))
    database = Database(open_checked(Path(desk[1])), StoppedClock(whole_second(wall_time())))
    try:
        database.write(partial(give_roles, case_id=1, names={"comms_lead": "Kim of Core"}))
        step = default_playbooks()[0].steps[1]
        database.write(partial(tick_step, case_id=1, playbook="P1", step=step))
        database.write(partial(add_link, case_id=1, kind="affected", to=other))
    finally:
        database.close()
    case = told(capsys, "case", key, *desk)
    assert case["incident"]["missing_roles"] == ["incident_commander", "engineering_on_call"]
    assert case["incident"]["affected"] == [{"case": other, "status": "new"}]
    assert [row["done"] for row in case["checklists"][0]["steps"][:3]] == [False, True, False]
    assert main(["case", key, *desk]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Incident commander: nobody is named" in lines
    assert "Comms lead: Kim of Core, named for this case" in lines
    assert "Playbook Checklist of an incident: 1 of 9 done" in lines
    assert f"  ☑ {step}" in lines
    assert f"Affected: {other}  Exports stall (new)" in lines
