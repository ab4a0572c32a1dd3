"""`leadline queue` and the queue page: the same rows, live and at a past instant."""

import json
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Desk
from desktop.cli import main
from desktop.open_desk import as_known_at, open_desk
from desktop.preferences import FilePreferences
from models.commands.cases import NewCase, open_case
from models.database import Database
from models.desk_time import RunningClock, StoppedClock
from models.schema import open_checked
from models.wording import commitment_name
from tests.conftest import HANDBOOK, NOW
from tests.desktop.command_line import Typist
from tests.desktop.desks import close_window
from tests.full_desks import demo_at, needs_sample, read_sample
from tests.made_desks import empty_desk
from tests.one_theme import light
from ui.queue.columns import AGENT, COLUMNS, KEY, NEXT, PRIORITY, TITLE
from ui.queue.queue_table import QueueTable

FIELDS = [
    "case", "title", "priority", "status", "assignee", "commitment", "cycle", "objective",
    "due_at", "remaining_seconds", "state",
]  # fmt: skip
STATES = {"calm", "at_risk", "slo_missed", "breached", "paused", "done"}


def asked(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["queue", "--json", *options]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def test_a_row_has_exactly_these_fields(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    demo_at(tmp_path / "desk.db").close()
    address = ["--database", str(tmp_path / "desk.db"), "--now", "2026-05-12T14:28+02:00"]
    rows = asked(capsys, *address)
    assert len(rows) == 34
    assert all(list(row) == FIELDS for row in rows)
    assert {row["state"] for row in rows} <= STATES
    running = [row for row in rows if row["state"] != "paused"]
    assert [row["due_at"] for row in running] == sorted(row["due_at"] for row in running)
    assert all(datetime.fromisoformat(row["due_at"]).tzinfo for row in running)
    assert all((row["remaining_seconds"] < 0) == (row["state"] == "breached") for row in running)
    assert rows[: len(running)] == running
    assert asked(capsys, "--limit", "3", *address) == rows[:3]


@needs_sample
def test_at_a_past_instant_the_page_shows_the_same_rows(
    qtbot: QtBot, qapp: QApplication, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, instant = tmp_path / "desk.db", "2016-03-10T10:00+01:00"
    empty_desk(
        file, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK,
        now=datetime.fromisoformat("2016-01-01T00:00+00:00"),
    )  # fmt: skip
    database = Database(open_checked(file), RunningClock())
    read_sample(database)
    database.close()
    rows = asked(capsys, "--limit", "1000", "--database", str(file), "--now", instant)
    assert len(rows) > 100
    past = as_known_at(open_desk(str(file)), datetime.fromisoformat(instant))
    desk = Desk(light(qapp), FilePreferences(tmp_path / "preferences.json"))
    desk.arrive(past)
    desk.window.show()
    try:
        qtbot.waitUntil(lambda: len(page_rows(desk)) == len(rows), timeout=20_000)
        assert page_rows(desk) == [
            (
                row["priority"], row["case"], row["title"], row["assignee"] or "▲ unassigned",
                commitment_name(row["commitment"]),
            )
            for row in rows
        ]  # fmt: skip
    finally:
        close_window(qtbot, desk)
        past.close()


def test_json_has_every_open_case_and_a_shortened_list_says_so(
    capsys: pytest.CaptureFixture[str], typed: Typist, tmp_path: Path
) -> None:
    file = str(tmp_path / "desk.db")
    empty_desk(file, title="Test desk", zone="Europe/Berlin", handbook=HANDBOOK, now=NOW)
    database = Database(open_checked(file), StoppedClock(NOW))
    for number in range(53):
        case = NewCase(title=f"Export {number} stalls", incomplete=True)
        database.write(partial(open_case, new=case))
    database.close()
    assert len(asked(capsys, "--database", file)) == 53
    assert len(asked(capsys, "--limit", "2", "--database", file)) == 2
    lines = typed("queue", "--database", file).out.splitlines()
    assert (len(lines), lines[-1]) == (52, "50 of 53 open cases; --limit N shows more")
    assert lines[0].split() == ["Case", "Next", "breach", "Due", "Title"]
    assert all("stalls" in line for line in lines[1:-1])
    short = typed("queue", "--limit", "2", "--database", file).out.splitlines()
    assert short == [*lines[:3], "2 of 53 open cases; --limit N shows more"]
    whole = typed("queue", "--limit", "53", "--database", file).out.splitlines()
    assert len(whole) == 54
    assert "more" not in whole[-1]
    assert "with --json all" in " ".join(typed("queue", "--help").out.split())


def page_rows(desk: Desk) -> list[tuple[str, ...]]:
    """What the page says of each case it has read; looked at again, the rest is read too."""
    model = desk.window.findChildren(QueueTable)[0].model()
    assert model.columnCount() == len(COLUMNS)
    rows = [
        tuple(
            model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or ""
            for column in (PRIORITY, KEY, TITLE, AGENT, NEXT)
        )
        for row in range(model.rowCount())
    ]
    return [row for row in rows if row[1]]
