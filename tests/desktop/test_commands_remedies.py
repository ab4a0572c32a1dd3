"""`leadline remedies` as it is typed."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from desktop.cli import main
from models.commands.closing import resolve
from models.commands.customers import add_contract, customer_named
from models.commands.people import add_person
from models.database import Database
from tests.conftest import MovingClock
from tests.models.commands.desk import opened
from tests.models.commands.test_remedies import TERMS

Run = Any


@pytest.fixture
def desk(database: Database, desk_address: str, clock: MovingClock) -> str:
    """A desk that Ana leads, with one breach in May 2026 under a contract with tables."""
    database.write(partial(add_person, name="Ana", role="lead"))
    database.write(partial(add_person, name="Ben"))
    database.write(lambda work: add_contract(work, customer_named(work, "Contoso"), "Gold", TERMS))
    case_id = opened(database)
    clock.instant += timedelta(hours=26)
    database.write(partial(resolve, case_ids=[case_id]))
    clock.instant = datetime(2026, 6, 2, tzinfo=UTC)
    return desk_address


def test_calculated_approved_paid_and_disputed(
    told: Run, desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = ("--database", desk, "--as", "Ana")
    assert told("remedies", *ana) == {"remedies": []}
    counted = told("remedies", "calculate", "--period", "2026-05", *ana)
    assert counted["changed"] == 1
    [row] = counted["remedies"]
    assert (row["state"], row["amount"], row["unit"]) == ("calculated", 100.0, "EUR")
    number = str(row["id"])
    assert told("remedies", "approve", number, "--seen", "1", *ana)["state"] == "approved"
    paid = told("remedies", "pay", number, "--seen", "2", "--reason", "Invoice 7", *ana)
    assert paid["state"] == "paid"
    last = str(paid["steps"][-1]["number"])
    said = told("remedies", "dispute", number, "--seen", last, "--reason", "Two cases", *ana)
    assert [(step["kind"], step["by"], step["note"]) for step in said["steps"]] == [
        ("calculated", "Ana", ""), ("approved", "Ana", ""), ("paid", "Ana", "Invoice 7"),
        ("disputed", "Ana", "Two cases"),
    ]  # fmt: skip
    assert told("remedies", "list", *ana)["remedies"] == [said]
    capsys.readouterr()
    assert main(["remedies", *ana]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split(None, 1) == [number, "2026-05  Contoso, Gold: 100 EUR, disputed"]
    assert lines[-1].startswith("  step 4  ")
    assert re.search(" CES?T  disputed", lines[-1])  # local time, as everywhere
    assert lines[-1].endswith("disputed by Ana: Two cases")


def test_before_it_is_approved_nothing_calls_it_owed(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["remedies", "calculate", "--period", "2026-05", "--database", desk, "--as", "Ana"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "100 EUR, calculated, not approved" in said
    assert "owed" not in said


def test_a_past_instant_knows_the_steps_taken_by_then(told: Run, desk: str) -> None:
    ana = ("--database", desk, "--as", "Ana")
    told("remedies", "calculate", "--period", "2026-05", *ana)
    assert told("remedies", "--now", "2026-06-01T00:00Z", *ana) == {"remedies": []}
    assert len(told("remedies", *ana)["remedies"]) == 1


def test_a_step_says_which_it_follows(
    told: Run, desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = ("--database", desk, "--as", "Ana")
    [row] = told("remedies", "calculate", "--period", "2026-05", *ana)["remedies"]
    approve = ["remedies", "approve", str(row["id"]), *ana]
    assert main([*approve, "--seen", "2"]) == 3
    assert "100 EUR, calculated, not approved" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(approve)
    assert "--seen" in capsys.readouterr().err
    assert told("remedies", *ana)["remedies"] == [row]


def test_what_cannot_be_done_is_refused_in_a_sentence(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, said in (
        (["list", "--as", "Ben"], "lead"),
        (["calculate", "--period", "spring", "--as", "Ana"], "spring"),
        (["calculate", "--period", "2096-05", "--as", "Ana"], "2096-05"),
        (["calculate", "--period", "2026-05"], "name"),
        (["approve", "9", "--seen", "1", "--as", "Ana"], "no credit 9"),
        (["dispute", "9", "--seen", "1", "--as", "Ana"], "wrong"),
    ):
        assert main(["remedies", *words, "--database", desk]) == 3
        err = capsys.readouterr().err
        assert said in err
        assert err.count("\n") == 1
