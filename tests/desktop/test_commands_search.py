"""`leadline search`: a public face, and lines for people."""

import json
from pathlib import Path

import pytest

from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.made_desks import empty_desk


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Typist, str]:
    path = str(tmp_path / "desk.db")
    empty_desk(path, title="Desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    typist = Typist(capsys)
    made = typist("new", "--database", path, "--incomplete", "--title", "Exports stall at 90 %",
                  "--steps", "Export all years")  # fmt: skip
    assert made.status == 0
    return typist, path


def test_what_is_found_has_five_names_in_json(desk: tuple[Typist, str]) -> None:
    typist, path = desk
    said = typist("search", "--database", path, "--json", "--", "stall", "expo")
    assert said.status == 0
    assert json.loads(said.out) == [
        {"kind": "case", "id": "CS-1001", "title": "Exports stall at 90 %",
         "snippet": "Export all years", "score": pytest.approx(0.812, abs=0.01)}
    ]  # fmt: skip


def test_people_read_lines(desk: tuple[Typist, str]) -> None:
    typist, path = desk
    said = typist("search", "--database", path, "years")
    assert said.out == "CS-1001  Exports stall at 90 %  (case)\n    Export all years\n"


def test_a_slip_is_put_right_and_people_are_told(desk: tuple[Typist, str]) -> None:
    typist, path = desk
    said = typist("search", "--database", path, "yaers")
    assert said.out.splitlines()[:2] == [
        "Looked for “years” instead of “yaers”.", "CS-1001  Exports stall at 90 %  (case)",
    ]  # fmt: skip
    found = json.loads(typist("search", "--database", path, "--json", "yaers").out)
    assert [{*one} for one in found] == [{"kind", "id", "title", "snippet", "score"}]


def test_nothing_found_is_no_error_and_ends_with_1(desk: tuple[Typist, str]) -> None:
    typist, path = desk
    said = typist("search", "--database", path, "--json", "--", "--zebra", '"')
    assert (said.status, json.loads(said.out)) == (1, [])
    assert "Nothing found." in typist("search", "--database", path, "zebra").out


def test_a_filter_that_names_nothing_is_told_of(desk: tuple[Typist, str]) -> None:
    typist, path = desk
    there = "There are case, article, known_issue, how_to, playbook, decision."
    said = typist("search", "--database", path, "kind:foo")
    assert (said.status, said.out) == (1, f"No kind is called “foo”. {there}\n")
    said = typist("search", "--database", path, "--json", "kind:foo")
    assert (json.loads(said.out), said.err) == ([], f"No kind is called “foo”. {there}\n")
