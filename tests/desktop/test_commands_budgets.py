"""`leadline budgets` as it is typed."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from desktop.cli import main
from models.commands.closing import resolve
from models.database import Database
from tests.conftest import MovingClock
from tests.models.commands.desk import opened

Run = Any


@pytest.fixture
def desk(database: Database, desk_address: str, clock: MovingClock) -> str:
    """A desk whose three cases of P2 missed every SLO."""
    cases = [opened(database) for _ in range(3)]
    clock.instant += timedelta(hours=30)
    database.write(partial(resolve, case_ids=cases))
    return desk_address


def test_each_slo_with_what_is_allowed_and_used(told: Run, desk: str) -> None:
    found = told("budgets", "--period", "2026Q2", "--database", desk, "--now", "2026-05-14T00:00Z")
    assert found["period"] == "2026Q2"
    rows = {(row["priority"], row["commitment"]): row for row in found["budgets"]}
    row = rows["P2", "resolution"]
    assert (row["decided"], row["spent"], row["allowed"]) == (3, 3, 0)
    assert row["burn_rate"] == 20
    assert row["fast_burn"]
    assert row["exhausted_on"].startswith("2026-05-13")
    assert rows["P1", "resolution"]["sentence"] == "not enough data: 0 of 0 missed"


def test_the_same_for_a_person_and_a_status_for_a_script(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["budgets", "--database", desk, "--now", "2026-05-14T00:00Z"]
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    [line] = [line for line in lines if line.startswith("P2 resolution")]
    assert line == (
        "P2 resolution      3 missed, none allowed; gone since 13 May"
        "  [fast burn: this week more than by chance]"
    )
    assert main([*words, "--check"]) == 1
    assert main([*words, "--check", "--period", "2026Q1"]) == 0


def test_a_period_that_is_none_is_refused(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    for period in ("2026Q9", "2027Q1"):
        words = ["budgets", "--database", desk, "--now", "2026-05-14T00:00Z"]
        assert main([*words, "--period", period]) == 3
        assert capsys.readouterr().err.count("\n") == 1
