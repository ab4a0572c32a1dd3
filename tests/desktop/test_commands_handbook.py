"""`leadline handbook` as it is typed: shown, checked and compared."""

from pathlib import Path
from typing import Any

import pytest

from desktop import commands_handbook
from desktop.cli import main
from desktop.paths import default_handbook
from models.database import Database
from tests.conftest import HANDBOOK

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


@pytest.mark.parametrize("action", ["check", "diff"])
def test_a_mistake_in_a_file_is_told_with_its_line_and_key(
    action: str, told: Run, refused: Run, desk: str, written: Any
) -> None:
    path = written('sla = "15 min"', 'sla = "15 minutes"')
    error = told("handbook", action, path, "--database", desk, status=3)["error"]
    assert error["key"] == "targets.P1.first_response.sla"
    assert "15 minutes" in Path(path).read_text("utf-8").splitlines()[error["line"] - 1]
    said = refused("handbook", action, path, "--database", desk)
    assert said.startswith(f"Line {error['line']}, {error['key']}: ")


@pytest.mark.parametrize("action", ["check", "diff"])
def test_a_file_that_cannot_be_read_is_said(
    action: str, refused: Run, desk: str, tmp_path: Path
) -> None:
    missing, latin = tmp_path / "none.toml", tmp_path / "latin.toml"
    latin.write_bytes("name = “é”".encode("cp1252"))
    assert "No such file" in refused("handbook", action, str(missing), "--database", desk)
    assert "not UTF-8" in refused("handbook", action, str(latin), "--database", desk)
