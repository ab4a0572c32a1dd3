"""`leadline handbook backtest` as it is typed."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from models.commands.closing import resolve
from models.commands.people import add_person
from models.database import Database
from tests.conftest import MovingClock
from tests.desktop.command_line import Typist
from tests.models.commands.desk import opened
from tests.models.handbook.policies import SOURCE
from tests.models.handbook.test_backtest_credits import OWN

Run = Any
MAY = ("--from", "2026-05-01", "--to", "2026-06-01")
SPAN = ("--from", "2026-05-11", "--to", "2026-05-18")


@pytest.fixture
def desk(database: Database, desk_address: str, clock: MovingClock) -> str:
    """A desk with one case of P2, resolved after five hours."""
    case_id = opened(database)
    clock.instant += timedelta(hours=5)
    database.write(partial(resolve, case_ids=[case_id]))
    return desk_address


@pytest.fixture
def stricter(tmp_path: Path) -> str:
    """A handbook with four hours for the resolution of P2."""
    path = tmp_path / "stricter.toml"
    path.write_text(SOURCE.replace('sla = "24 h", slo = "18 h"', 'sla = "4 h", slo = "3 h"'))
    return str(path)


def test_attainment_now_and_then_and_the_cases_that_flip(
    told: Run, desk: str, stricter: str
) -> None:
    found = told("handbook", "backtest", stricter, *SPAN, "--database", desk)
    assert (found["from"], found["to"]) == (
        "2026-05-10T22:00:00+00:00", "2026-05-17T22:00:00+00:00",
    )  # fmt: skip
    assert found["cases"] == 1
    rows = {(row["priority"], row["commitment"], row["objective"]): row for row in found["rows"]}
    row = rows["P2", "resolution", "SLA"]
    assert (row["rescued"], row["lost"]) == (0, 1)
    assert row["now"] == {"met": 1, "breached": 0, "running": 0, "excluded": 0, "share": 1.0}
    assert row["then"] == {"met": 0, "breached": 1, "running": 0, "excluded": 0, "share": 0.0}
    assert {
        "case": "CS-1001", "priority": "P2", "commitment": "resolution", "cycle": 1,
        "objective": "SLA", "before": "met", "after": "breached",
    } in found["flips"]  # fmt: skip


def test_what_contracts_would_credit_is_not_shown_to_agents(
    told: Run, database: Database, desk: str, stricter: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database.write(partial(add_person, name="Ana", role="lead"))
    database.write(partial(add_person, name="Ben"))
    with Path(stricter).open("a") as file:
        file.write(OWN)
    words = ("handbook", "backtest", stricter, *MAY, "--database", desk)
    found = told(*words, "--as", "Ana")
    [credit] = found["credits"]
    assert found["credit_periods"] == ["2026-05"]
    assert (credit["customer"], credit["now"], credit["then"]) == ("Contoso", 0, 100)
    assert told(*words, "--as", "Ben")["credits"] == []
    assert main([*words, "--as", "Ana"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Credits calculated, and owed to nobody:", "    2026-05  Contoso, Gold: 0 → 100 EUR",
    ]  # fmt: skip


def test_the_same_for_a_person(
    desk: str, stricter: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["handbook", "backtest", stricter, *SPAN, "--database", desk]) == 0
    lines = capsys.readouterr().out.splitlines()
    between = "from Mon 11 May 2026, 00:00 CEST until Mon 18 May 2026, 00:00 CEST"
    assert lines[0] == f"1 case with a verdict {between}."
    [row] = [line.split() for line in lines if line.startswith("P2 Resolution, SLA ")]
    assert row[-2:] == ["0", "1"]
    assert "    CS-1001      P2  Resolution, SLA: met → breached" in lines
    assert main(["handbook", "backtest", stricter, "--from", "2020-01-01", "--to", "2020-02-01",
                 "--database", desk]) == 0  # fmt: skip
    between = "from Wed 1 Jan 2020, 00:00 CET until Sat 1 Feb 2020, 00:00 CET"
    assert capsys.readouterr().out == f"No verdict fell in the time {between}.\n"


def test_without_a_span_it_is_the_last_quarter_that_holds_a_case(
    told: Run, desk: str, stricter: str, typed: Typist
) -> None:
    later = "--now", "2026-08-01T00:00Z", "--database", desk
    found = told("handbook", "backtest", stricter, *later)
    assert (found["from"], found["to"], found["cases"]) == (
        "2026-03-31T22:00:00+00:00", "2026-06-30T22:00:00+00:00", 1,
    )  # fmt: skip
    half = typed("handbook", "backtest", stricter, "--from", "2026-05-01", *later)
    assert half.sentence.startswith("A span needs its beginning and its end.")


def test_nothing_is_written(told: Run, desk: str, stricter: str) -> None:
    def stands() -> tuple[object, object]:
        info = told("db", "info", "--database", desk)
        del info["size_bytes"]  # a server tidies up by itself
        return told("handbook", "show", "--database", desk), info

    before = stands()
    told("handbook", "backtest", stricter, *SPAN, "--database", desk)
    assert stands() == before
    told("handbook", "backtest", stricter, *SPAN, "--now", "2026-05-13T00:00Z", "--database", desk)


def test_what_cannot_be_tried_is_refused_in_a_sentence(
    desk: str, stricter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(SOURCE.replace('edge = "closing"', 'edge = "sideways"'))
    for words, said in (
        ((stricter, "--from", "2026-05-11", "--to", "2026-05-11"), "is not after"),
        ((str(tmp_path / "none.toml"), *SPAN), "none.toml"),
        ((str(wrong), *SPAN), "sideways"),
        ((stricter, "--from", "spring", "--to", "2026-05-11"), "spring"),
    ):
        assert main(["handbook", "backtest", *words, "--database", desk]) == 3
        assert said in capsys.readouterr().err


def test_a_part_of_a_month_is_not_credited_and_the_terminal_says_so(
    told: Run, desk: str, stricter: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(stricter).open("a") as file:
        file.write(OWN)
    words = ("handbook", "backtest", stricter, *SPAN, "--database", desk)
    found = told(*words)
    assert (found["credits"], found["credit_periods"]) == ([], [])
    assert main([*words]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "No whole month or quarter that is over lies in this time: no credit is calculated."
    )
