"""`leadline handbook` as it is typed: shown, checked, compared and published."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop import commands_handbook
from desktop.cli import main
from desktop.paths import default_handbook
from models.commands.by_hand import override_deadline
from models.commands.cases import open_case
from models.commands.people import add_person
from models.database import Database
from models.desk_time import wall_time
from tests.conftest import HANDBOOK, NOW, ROOT, MovingClock
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk
from tests.models.commands.desk import WHOLE

Run = Any
SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")


@pytest.fixture
def desk(database: Database, desk_address: str) -> str:
    """The address of a desk under the handbook that comes with it."""
    return desk_address


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Writes a handbook with one thing changed, and gives the file."""

    def write(old: str, new: str) -> str:
        assert SOURCE.count(old) >= 1
        path = tmp_path / "handbook.toml"
        path.write_text(SOURCE.replace(old, new, 1), "utf-8")
        return str(path)

    return write


def test_the_version_in_force_is_shown_with_its_comments(
    told: Run, desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told("handbook", "show", "--database", desk)
    assert (shown["version"], shown["name"]) == (1, "Default handbook")
    assert shown["source"] == SOURCE
    assert main(["handbook", "show", "--database", desk]) == 0
    assert capsys.readouterr().out == SOURCE


def test_what_is_shown_can_be_checked_and_differs_in_nothing(
    told: Run, desk: str, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written("# When a target", "# When any target")
    compared = told("handbook", "diff", path, "--database", desk)
    assert compared == {"version": 1, "differences": []}
    main(["handbook", "diff", path, "--database", desk])
    assert capsys.readouterr().out == "The same as version 1.\n"


def test_differences_are_told_in_words(told: Run, desk: str, written: Any) -> None:
    path = written('sla = "15 min"', 'sla = "10 min"')
    (row,) = told("handbook", "diff", path, "--database", desk)["differences"]
    assert row["words"] == "P1 first response, SLA: 15 min → 10 min"
    assert (row["priority"], row["commitment"], row["what"]) == ("P1", "first_response", "SLA")


def test_a_finding_ends_with_status_1(told: Run, desk: str, written: Any) -> None:
    path = written('sla = "4 h", slo = "3 h"', 'sla = "4 h", slo = "5 h"')
    told_findings = told("handbook", "check", path, "--database", desk, status=1)
    row = next(f for f in told_findings["findings"] if f["code"] == "slo_looser_than_sla")
    assert row["key"] == "targets.P1.resolution.slo"
    assert "slo" in Path(path).read_text("utf-8").splitlines()[row["line"] - 1]
    assert all(row[part] for part in ("what", "why", "mend"))


def test_the_handbook_in_force_is_checked_against_the_team(told: Run, desk: str) -> None:
    found = told("handbook", "check", "--database", desk, status=1)
    assert found["team"] is True
    assert {row["code"] for row in found["findings"]} == {"role_unheld"}  # nobody is there yet


def test_a_file_is_checked_without_a_desk(
    told: Run, written: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(commands_handbook, "default_desk", lambda: tmp_path / "none.db")
    path = written("# When a target", "# When any target")
    assert told("handbook", "check", path) == {"findings": [], "team": False}
    assert main(["handbook", "check", path]) == 0
    assert "Nothing found." in capsys.readouterr().out
    Path(path).write_text(default_handbook(), "utf-8")  # as it ships, its zone not filled in
    assert told("handbook", "check", path) == {"findings": [], "team": False}


@pytest.mark.parametrize("action", ["check", "diff", "apply"])
def test_a_mistake_in_a_file_is_told_with_its_line_and_key(
    action: str, told: Run, refused: Run, desk: str, written: Any
) -> None:
    path = written('sla = "15 min"', 'sla = "15 minutes"')
    error = told("handbook", action, path, "--database", desk, status=3)["error"]
    assert error["key"] == "targets.P1.first_response.sla"
    assert "15 minutes" in Path(path).read_text("utf-8").splitlines()[error["line"] - 1]
    said = refused("handbook", action, path, "--database", desk)
    assert said.startswith(f"Line {error['line']}, {error['key']}: ")


@pytest.mark.parametrize("action", ["check", "diff", "apply"])
def test_a_file_that_cannot_be_read_is_said(
    action: str, refused: Run, desk: str, tmp_path: Path
) -> None:
    missing, latin = tmp_path / "none.toml", tmp_path / "latin.toml"
    latin.write_bytes("name = “é”".encode("cp1252"))
    assert "No such file" in refused("handbook", action, str(missing), "--database", desk)
    assert "not UTF-8" in refused("handbook", action, str(latin), "--database", desk)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    told: Run, desk: str, database: Database, clock: MovingClock, written: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    clock.instant = wall_time()  # what a command that writes goes by
    database.write(partial(open_case, new=WHOLE))
    path = written('sla = "1 h", slo = "45 min"', 'sla = "30 min", slo = "20 min"')
    words = ["handbook", "apply", path, "--to", "open", "--dry-run", "--database", desk]
    radius = told(*words)
    assert radius["version"] is None
    (case,) = radius["blast_radius"]["moved"]
    assert case["case"] == "CS-1001"
    assert main(words) == 0
    out = capsys.readouterr().out
    assert out.startswith("Version 2, in force from ")
    assert "1 of 1 open case moves" in out
    assert out.endswith("Nothing was changed.\n")
    assert told("handbook", "show", "--database", desk)["version"] == 1


def test_what_says_the_same_as_the_version_in_force_is_said_and_not_published(
    told: Run, desk: str, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written('sla = "15 min"', 'sla = "15 min"')
    for also in ([], ["--dry-run"], ["--to", "open"], ["--from", "2199-01-01"]):
        assert main(["handbook", "apply", path, "--database", desk, *also]) == 0
        said = "It says the same as version 1.\nNothing was changed.\n"
        assert capsys.readouterr().out == said
    assert told("handbook", "show", "--database", desk)["version"] == 1


def test_a_case_is_listed_as_moved_where_what_binds_it_first_moves(
    desk: str, database: Database, clock: MovingClock, written: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    clock.instant = wall_time()
    database.write(partial(open_case, new=WHOLE))
    path = written('sla = "24 h", slo = "18 h"', 'sla = "30 h", slo = "18 h"')
    assert main(
        ["handbook", "apply", path, "--to", "open", "--dry-run", "--database", desk]
    ) == 0  # fmt: skip
    out = capsys.readouterr().out
    assert "1 of 1 open case moves" in out
    assert "CS-1001" not in out
    assert "    1 case with its next due time as it was: a later one moves\n" in out


def test_a_version_is_published_and_then_in_force(
    told: Run, desk: str, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written('sla = "15 min"', 'sla = "14 min"')
    assert main(["handbook", "apply", path, "--database", desk]) == 0
    assert capsys.readouterr().out.endswith("Published as version 2.\n")
    shown = told("handbook", "show", "--database", desk)
    assert (shown["version"], 'sla = "14 min"' in shown["source"]) == (2, True)
    assert told("db", "check", "--database", desk) == {"differences": []}


def test_a_version_may_be_dated_ahead(told: Run, desk: str, written: Any) -> None:
    path = written('sla = "15 min"', 'sla = "14 min"')
    applied = told("handbook", "apply", path, "--from", "2199-01-01", "--database", desk)
    assert (applied["version"], applied["effective_at"]) == (2, "2198-12-31T23:00:00+00:00")
    assert told("handbook", "show", "--database", desk)["version"] == 1


def test_a_restatement_says_why_and_who(
    told: Run, refused: Run, desk: str, database: Database, written: Any
) -> None:
    database.write(partial(add_person, name="Ana", role="lead"))
    path = written('sla = "15 min"', 'sla = "14 min"')
    words = ["handbook", "apply", path, "--to", "restate", "--database", desk]
    assert "Say why" in refused(*words)
    words += ["--reason", "Agreed in May"]
    assert told(*words, status=3)["error"]["title"] == "Who?"
    applied = told(*words, "--as", "Ana")
    assert (applied["version"], applied["reason"]) == (2, "Agreed in May")
    assert told("handbook", "show", "--database", desk)["published_by"] == "Ana"


CONTRACT = '[[contracts]]\nname = "A"\ncustomers = ["Contoso"]\n'
LIKE = '[[contracts]]\nname = "B"\nlike = "C"\n[[contracts]]\nname = "C"\nlike = "B"\n'


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("edge =", "egde =", "egde"),
        ('"09:00", "17:00"', '"09:00", "25:00"', "calendars.team.hours.mon[0]"),
        ('[["09:00", "17:00"]]', '[["09:00", "17:00"], ["16:00", "18:00"]]',
         "calendars.team.hours.mon"),
        ('"Europe/Berlin"', '"Europe/Brelin"', "calendars.team.zone"),
        ("holidays = []", 'holidays_of = { country = "XX", from = 2026, to = 2027 }',
         "calendars.team.holidays_of.country"),
        ("edge =", "effective_from = 2015-01-01\nedge =", "effective_from"),
        ("[targets.P1]", f"{LIKE}[targets.P1]", "contracts[1].like"),
        ("[targets.P1]", f"{CONTRACT}{CONTRACT}[targets.P1]", "contracts[1].name"),
        ("[targets.P1]", f'{CONTRACT}{CONTRACT.replace("A", "B")}[targets.P1]', "contracts[1]"),
        ("[targets.P1]", '[commitments.resolution]\nstop = ["solved"]\n[targets.P1]',
         "commitments.resolution.stop[0]"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_by_line_and_key_and_nothing_is_applied(
    told: Run, desk: str, written: Any, old: str, new: str, key: str
) -> None:
    path = written(old, new)
    where = ["--database", desk, "--to", "restate", "--reason", "Signed"]
    error = told("handbook", "apply", path, *where, status=3)["error"]
    assert error["key"] == key
    assert error["line"] in range(1, SOURCE.count("\n") + 9)
    assert told("handbook", "show", "--database", desk)["version"] == 1


def test_a_ledger_names_the_contract_that_matched_and_what_was_changed_by_hand(
    database: Database, clock: MovingClock, told: Run, desk: str, written: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    gold = f'{CONTRACT}targets.P2.first_response = {{ sla = "30 min", calendar = "team" }}\n'
    told("handbook", "apply", written("[targets.P1]", f"{gold}[targets.P1]"), "--database", desk)
    database.person_id = database.write(partial(add_person, name="Ana", role="lead")).result
    clock.instant = wall_time()
    case_id = database.write(partial(open_case, new=WHOLE)).result
    database.write(
        partial(override_deadline, case_id=case_id, commitment="resolution",
                due_at=clock.instant + timedelta(days=3), reason="Agreed")
    )  # fmt: skip
    clocks = told("explain", "CS-1001", "--database", desk)["clocks"]
    rules = {c["commitment"]: c["matched_rule"] for c in clocks}
    assert (rules["first_response"], rules["resolution"]) == ("contract A, P2", "handbook, P2")
    assert main(["explain", "CS-1001", "--database", desk]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.endswith(" · contract A, P2") for line in lines)
    assert len([line for line in lines if "without what was changed by hand: due " in line]) == 1


def test_the_readmes_lines_work_in_their_order(
    typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sample").mkdir()
    empty_desk("sample/desk.db", title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    told = [
        line.split("#")[0].split() for line in lines if line.startswith("    leadline handbook")
    ]
    assert len(told) > 2
    for words in told:
        command, target = (words[1:-2], words[-1]) if ">" in words else (words[1:], None)
        said = typed(*command)
        assert said.status in (0, 1), said
        if target:
            Path(target).write_text(said.out, "utf-8")
